"""What an account says about itself, read in a handful of calls: what the schema and the choices are made of.

https://developer.copper.com/account/, /users/, /leads/, /custom-fields/. Knows nothing of the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import starmap
from typing import Final, Protocol, TypeAlias

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import ProtocolSurprise
from copper_desk.copper.reply import Reply
from copper_desk.copper.request import (
    Request,
    fetch_account,
    list_definitions,
    list_sources,
    list_statuses,
    search_users,
)
from copper_desk.leads.account import Account, Choice, CustomFieldDefinition, User
from copper_desk.wording import tr

_Object: TypeAlias = Mapping[str, object]

_LAST: Final = float("inf")
_FALLBACK_ZONE: Final = ""
"""An account without a zone: its days are then read by half days, see day.py."""


class Caller(Protocol):
    """What is needed of a client here."""

    def call(self, request: Request, *, cancel: CancelToken | None = None) -> Reply:
        """The reply to one request."""


def read_account(client: Caller, *, cancel: CancelToken | None = None) -> Account:
    """The account of the client's key with its users, statuses, sources and custom field definitions.

    Five calls, and one for each further 200 users. Raises the errors of error.py; ProtocolSurprise when an answer has
    not the documented shape.
    """

    def ask(request: Request) -> Reply:
        return client.call(request, cancel=cancel)

    reply = ask(fetch_account())
    answer = reply.json
    if not isinstance(answer, dict) or not isinstance(answer.get("id"), int):
        raise _surprise(tr("its account"), reply)
    settings = answer.get("settings")
    switches = settings if isinstance(settings, dict) else {}
    return Account(
        id=answer["id"],
        name=_text(answer, "name"),
        time_zone=_text(answer, "primary_timezone") or _FALLBACK_ZONE,
        users=tuple(_users(ask)),
        statuses=_choices(_objects(ask(list_statuses()), tr("its lead statuses")), order="order"),
        sources=_choices(_objects(ask(list_sources()), tr("its sources"))),
        definitions=tuple(starmap(_definition, _objects(ask(list_definitions()), tr("its custom fields")))),
        # Copper has this switch; an answer without it must not lock anyone out.
        leads_enabled=switches.get("setting_enable_leads") is not False,
        team_permissions=switches.get("setting_team_permissions_enabled") is True,
    )


def _users(ask: Callable[[Request], Reply]) -> Iterator[User]:
    """All users, page by page until one is empty or brings nobody new: a page may be short before the end."""
    seen: set[int] = set()
    page = 1
    while True:
        count = len(seen)
        for user_id, each in _objects(ask(search_users(page)), tr("its users")):
            if user_id not in seen:
                seen.add(user_id)
                yield User(user_id, _text(each, "name"), _text(each, "email"))
        if len(seen) == count:
            return
        page += 1


def _definition(definition_id: int, each: _Object) -> CustomFieldDefinition:
    """https://developer.copper.com/custom-fields/: options come in any order and are meant by rank."""
    available, options, currency = each.get("available_on"), each.get("options"), each.get("currency")
    return CustomFieldDefinition(
        id=definition_id,
        name=_text(each, "name"),
        data_type=_text(each, "data_type"),
        available_on=tuple(map(str, available)) if isinstance(available, list) else (),
        options=_choices(_with_id(options), order="rank") if isinstance(options, list) else (),
        currency=currency if isinstance(currency, str) and currency else None,
    )


def _choices(listed: Iterable[tuple[int, _Object]], *, order: str = "") -> tuple[Choice, ...]:
    """As choices, sorted by the number under ``order``; those without one come last, in the order they were listed."""

    def place(pair: tuple[int, _Object]) -> float:
        number = pair[1].get(order)
        return number if isinstance(number, int | float) else _LAST

    return tuple(Choice(each_id, _text(each, "name")) for each_id, each in sorted(listed, key=place))


def _objects(reply: Reply, what: str) -> list[tuple[int, _Object]]:
    if not isinstance(reply.json, list):
        raise _surprise(what, reply)
    return _with_id(reply.json)


def _with_id(listed: Iterable[object]) -> list[tuple[int, _Object]]:
    """The objects that have an id, with it: without one, nothing can refer to them."""
    pairs = ((each.get("id"), each) for each in listed if isinstance(each, dict))
    return [(each_id, each) for each_id, each in pairs if isinstance(each_id, int)]


def _text(each: _Object, key: str) -> str:
    found = each.get(key)
    return found if isinstance(found, str) else ""


def _surprise(what: str, reply: Reply) -> ProtocolSurprise:
    return ProtocolSurprise(
        tr(
            "Copper did not describe {what} in the way that was expected. Try again; if it stays so, tell us.",
            what=what,
        ),
        sample=repr(reply.json)[:200],
        request_id=reply.request_id,
    )
