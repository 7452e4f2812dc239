"""An account is read whole: users over pages, lists in order, odd answers refused or passed over."""

from __future__ import annotations

import pytest

from copper_desk.copper.account import read_account
from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import ProtocolSurprise
from copper_desk.copper.reply import Reply
from copper_desk.copper.request import Request
from copper_desk.leads.account import Choice, CustomFieldDefinition, User
from tests.copper.sample import FAR_ID

ANSWERS: dict[str, object] = {
    "/account": {
        "id": FAR_ID,
        "name": "Northwind",
        "primary_timezone": "America/Los_Angeles",
        "settings": {"setting_enable_leads": True, "setting_team_permissions_enabled": True},
    },
    "/lead_statuses": [
        {"id": 2, "name": "Open", "order": 2},
        {"id": 9, "name": "Odd"},
        {"id": 1, "name": "New", "order": 1, "is_default": True},
        {"name": "without an id"},
        None,
    ],
    "/customer_sources": [{"id": 331_241, "name": "Cold Call"}, {"id": 331_240, "name": "Email"}],
    "/custom_field_definitions": [
        {
            "id": 5,
            "name": "Tier",
            "data_type": "Dropdown",
            "available_on": ["lead", "person"],
            "options": [{"id": 2, "name": "Silver", "rank": 1}, {"id": FAR_ID, "name": "Gold", "rank": 0}],
        },
        {"id": 6, "name": "Price", "data_type": "Currency", "available_on": ["lead"], "currency": "EUR"},
        {"id": 7, "name": None, "data_type": "Connect", "available_on": None, "options": None, "currency": ""},
    ],
}
USER_PAGES: list[list[object]] = [
    [{"id": 1, "name": "Ana", "email": "ana@example.com", "groups": []}],
    [{"id": 1, "name": "Ana", "email": "ana@example.com"}, {"id": FAR_ID, "name": "Bo", "email": None}],
    [],
]


class Books:
    """Answers from the tables above, and counts."""

    def __init__(self, answers: dict[str, object], user_pages: list[list[object]]) -> None:
        self.answers = answers
        self.user_pages = user_pages
        self.asked: list[str] = []

    def call(self, request: Request, *, cancel: CancelToken | None = None) -> Reply:
        self.asked.append(request.path)
        if request.path != "/users/search":
            return Reply(self.answers[request.path], "r-1")
        assert request.body is not None
        page = request.body["page_number"]
        assert isinstance(page, int)
        return Reply(self.user_pages[min(page, len(self.user_pages)) - 1])


def test_an_account() -> None:
    account = read_account(Books(ANSWERS, USER_PAGES))
    assert (account.id, account.name, account.time_zone) == (FAR_ID, "Northwind", "America/Los_Angeles")
    assert account.leads_enabled
    assert account.team_permissions
    assert account.users == (User(1, "Ana", "ana@example.com"), User(FAR_ID, "Bo", ""))
    assert account.statuses == (Choice(1, "New"), Choice(2, "Open"), Choice(9, "Odd"))
    assert account.sources == (Choice(331_241, "Cold Call"), Choice(331_240, "Email"))
    assert account.definitions == (
        CustomFieldDefinition(
            5, "Tier", "Dropdown", ("lead", "person"), (Choice(FAR_ID, "Gold"), Choice(2, "Silver")), None
        ),
        CustomFieldDefinition(6, "Price", "Currency", ("lead",), (), "EUR"),
        CustomFieldDefinition(7, "", "Connect", ()),
    )


def test_users_that_never_end_are_read_once() -> None:
    books = Books(ANSWERS, USER_PAGES[:1])
    assert len(read_account(books).users) == 1
    assert books.asked.count("/users/search") == 2


@pytest.mark.parametrize(
    ("settings", "enabled"), [({"setting_enable_leads": False}, False), ({}, True), (None, True), ("x", True)]
)
def test_leads_count_as_on_unless_copper_says_otherwise(settings: object, enabled: bool) -> None:
    account = read_account(Books({**ANSWERS, "/account": {"id": 1, "settings": settings}}, USER_PAGES))
    assert account.leads_enabled is enabled
    assert (account.name, account.time_zone, account.team_permissions) == ("", "", False)


@pytest.mark.parametrize(
    ("path", "answer"),
    [("/account", []), ("/account", {"name": "x"}), ("/lead_statuses", {}), ("/custom_field_definitions", None)],
)
def test_an_answer_of_another_shape(path: str, answer: object) -> None:
    with pytest.raises(ProtocolSurprise) as caught:
        read_account(Books({**ANSWERS, path: answer}, USER_PAGES))
    assert caught.value.request_id == "r-1"
