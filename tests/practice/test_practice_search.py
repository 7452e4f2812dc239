"""Searching the leads: filters, orders, pages, the reach of a search, and an index that lags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from copper_desk.practice import account
from copper_desk.practice.lag import Lag, LaggingView
from copper_desk.practice.match import SearchCrashError
from copper_desk.practice.query import SORTS, QueryRefusedError, read_query
from copper_desk.practice.quirk import Quirk
from copper_desk.practice.search import Finder
from copper_desk.practice.store import Store

Lead = dict[str, Any]
NOW = 1_800_000_000
PLAIN = Quirk(phantom_every=0)


@pytest.fixture(scope="module")
def store() -> Store:
    return Store(None, seed=1, count=400)


def _leads(store: Store, body: Lead, quirk: Quirk = PLAIN) -> list[Lead]:
    page = Finder(store).page(read_query({"page_size": 200, **body}), quirk=quirk, now=NOW)
    return [lead for i in page.ids if (lead := store.lead(i)) is not None]


def _expected(store: Store, test: Callable[[Lead], bool]) -> set[int]:
    return {i for i in store.ids() if (lead := store.lead(i)) is not None and test(lead)}


def _by(definition: account.Definition, **condition: Any) -> Lead:
    return {"custom_field_definition_id": definition.id, **condition}


MIDDLE = 1_720_000_000
SHOW = account.SOURCES[3].id
FILTERS: list[tuple[Lead, Callable[[Lead], bool]]] = [
    ({"name": "chen"}, lambda lead: "chen" in (lead["name"] or "").lower()),
    ({"assignee_ids": [account.CY.id]}, lambda lead: lead["assignee_id"] == account.CY.id),
    ({"assignee_ids": [-2]}, lambda lead: lead["assignee_id"] is None),
    ({"customer_source_ids": [SHOW, -2]}, lambda lead: lead["customer_source_id"] in {SHOW, None}),
    ({"status_ids": [str(account.STATUSES[2].id)]}, lambda lead: lead["status_id"] == account.STATUSES[2].id),
    ({"tags": ["VIP, gold", "pilot"]}, lambda lead: bool({"VIP, gold", "pilot"} & set(lead["tags"]))),
    ({"tags": {"option": "ANY", "value": ["Messe"]}}, lambda lead: "Messe" in lead["tags"]),
    ({"city": "OAKLAND"}, lambda lead: (lead["address"] or {}).get("city") == "Oakland"),
    ({"city": ""}, lambda lead: not (lead["address"] or {}).get("city")),
    ({"country": "JP"}, lambda lead: (lead["address"] or {}).get("country") == "JP"),
    ({"emails": "BEN@harborsupply.example"}, lambda lead: lead["id"] == 8894157),
    ({"phone_number": "4155550111"}, lambda lead: _phone_ends(lead, "5550111")),
    ({"phone_number": {"value": "415-555-0111", "match": "partial"}}, lambda lead: _phone_ends(lead, "4155550111")),
    ({"phone_number": "50111"}, lambda lead: _phone_ends(lead, "50111")),
    ({"minimum_monetary_value": 70_000}, lambda lead: (lead["monetary_value"] or 0) >= 70_000),
    ({"minimum_monetary_value": 250, "maximum_monetary_value": "500"},
     lambda lead: 250 <= (lead["monetary_value"] or 0) <= 500),
    ({"minimum_interaction_count": 20}, lambda lead: lead["interaction_count"] >= 20),
    ({"maximum_interaction_date": MIDDLE}, lambda lead: (lead["date_last_contacted"] or NOW) <= MIDDLE),
    ({"minimum_created_date": 1_770_000_000}, lambda lead: lead["date_created"] >= 1_770_000_000),
    ({"maximum_created_date": 1_680_000_000}, lambda lead: lead["date_created"] <= 1_680_000_000),
    ({"minimum_modified_date": 1_771_000_000}, lambda lead: lead["date_modified"] >= 1_771_000_000),
    ({"age": NOW - 1_765_000_000}, lambda lead: lead["date_created"] >= 1_765_000_000),
    ({"followed": 1}, lambda _: False),
    ({"custom_fields": [_by(account.TIER, value=[account.RETIRED_TIER.id])]},
     lambda lead: account.RETIRED_TIER.id in _values(lead)),
    ({"custom_fields": [_by(account.NEWSLETTER, value=True)], "status_ids": [account.STATUSES[4].id]},
     lambda lead: _value(lead, account.NEWSLETTER.id) is True and lead["status"] == "Unqualified"),
    ({"custom_fields": [_by(account.PALLETS, minimum_value=90)]},
     lambda lead: (_value(lead, account.PALLETS.id) or 0) >= 90),
    ({"custom_fields": [_by(account.INTERESTS, value=[167785, 167781], option="ALL")]},
     lambda lead: {167785, 167781} <= set(_value(lead, account.INTERESTS.id) or [])),
]  # fmt: skip


def _value(lead: Lead, definition_id: int) -> Any:
    return next((e["value"] for e in lead["custom_fields"] if e["custom_field_definition_id"] == definition_id), None)


def _phone_ends(lead: Lead, digits: str) -> bool:
    numbers = ("".join(c for c in p["number"] if c.isdecimal()) for p in lead["phone_numbers"])
    return any(number.endswith(digits) for number in numbers)


def _values(lead: Lead) -> list[Any]:
    return [e["value"] for e in lead["custom_fields"]]


@pytest.mark.parametrize(("body", "test"), FILTERS, ids=[str(body)[:60] for body, _ in FILTERS])
def test_a_filter_finds_what_it_says(store: Store, body: Lead, test: Callable[[Lead], bool]) -> None:
    found = {lead["id"] for lead in _leads(store, body)}
    assert found == _expected(store, test)
    assert found or "followed" in body


def test_ids_find_those_leads_alone(store: Store) -> None:
    assert [lead["id"] for lead in _leads(store, {"ids": [8894157, 5, 8894157]})] == [8894157]


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_is_total_and_turns_round(store: Store, sort: str) -> None:
    whole = [i for page in (1, 2) for i in _page_ids(store, sort, "asc", page)]
    assert sorted(whole) == sorted(store.ids())
    back = [i for page in (1, 2) for i in _page_ids(store, sort, "desc", page)]
    assert sorted(back) == sorted(whole)
    assert back != whole


def _page_ids(store: Store, sort: str, direction: str, page: int) -> list[int]:
    return [lead["id"] for lead in _leads(store, {"sort_by": sort, "sort_direction": direction, "page_number": page})]


def test_creation_order_is_by_date_then_id(store: Store) -> None:
    leads = _leads(store, {"sort_by": "date_created"})
    assert [(lead["date_created"], lead["id"]) for lead in leads] == sorted(
        (lead["date_created"], lead["id"]) for lead in leads
    )


def test_the_usual_search_is_twenty_by_name(store: Store) -> None:
    page = Finder(store).page(read_query({}), quirk=PLAIN, now=NOW)
    names = [lead["name"] for i in page.ids if (lead := store.lead(i)) is not None]
    assert len(names) == 20
    assert page.total == 400
    assert names[0] in {None, ""}


def test_pages_come_out_short_and_the_total_high_but_nothing_is_lost(store: Store) -> None:
    quirk = Quirk(phantom_every=30)
    finder = Finder(store)
    pages = [
        finder.page(read_query({"sort_by": "date_created", "page_size": 50, "page_number": n}), quirk=quirk, now=NOW)
        for n in range(1, 11)
    ]
    assert pages[0].total == 413
    assert [len(page.ids) for page in pages] == [49, 48, 49, 48, 48, 49, 48, 49, 12, 0]
    assert [i for page in pages for i in page.ids] == list(store.ids())


def test_a_search_reaches_so_far_and_no_further(store: Store) -> None:
    quirk = Quirk(phantom_every=0, search_reach=250)
    finder = Finder(store)
    query = {"sort_by": "date_created", "page_size": 200}
    pages = [finder.page(read_query({**query, "page_number": n}), quirk=quirk, now=NOW) for n in (1, 2, 3)]
    assert [len(page.ids) for page in pages] == [200, 50, 0]
    assert pages[0].total == 400
    assert finder.page(read_query(query), quirk=quirk.turned({"total_capped": True}), now=NOW).total == 250


@pytest.mark.parametrize(
    ("body", "key", "sentence"),
    [
        ({"pageSize": 5}, "base", "Unrecognized attributes specified: pageSize"),
        ({"page_size": 201}, "page_size", "must be between 1 and 200"),
        ({"page_number": 0}, "page_number", "must be between 1 and 1000000000"),
        ({"sort_by": "shoe_size"}, "sort_by", "is invalid"),
        ({"sort_direction": "up"}, "sort_direction", "is invalid"),
        ({"ids": "1"}, "ids", "is invalid"),
        ({"status_ids": ["New"]}, "status_ids", "is invalid"),
        ({"emails": ["a@b.example"]}, "emails", "is invalid"),
        ({"tags": "expo"}, "tags", "is invalid"),
        ({"minimum_created_date": "yesterday"}, "minimum_created_date", "is invalid"),
        ({"include_converted_leads": 1}, "include_converted_leads", "is invalid"),
        ({"phone_number": {"value": "1", "match": "loose"}}, "phone_number", "is invalid"),
    ],
)
def test_a_bad_search_is_refused(body: Lead, key: str, sentence: str) -> None:
    with pytest.raises(QueryRefusedError) as caught:
        read_query(body)
    assert caught.value.refusals.by_key(Quirk()) == {key: [sentence]}


@pytest.mark.parametrize(
    "entry",
    [
        {"custom_field_definition_id": account.REGION_TEXT.id, "value": "Bay Area"},
        {"custom_field_definition_id": 1, "value": 1},
        {"custom_field_definition_id": account.TIER.id, "value": "Gold"},
        {"custom_field_definition_id": account.PALLETS.id, "minimum_value": "90"},
        {"custom_field_definition_id": account.INTERESTS.id, "value": [1], "option": "SOME"},
    ],
)
def test_a_custom_field_that_cannot_be_searched_is_refused(store: Store, entry: Lead) -> None:
    with pytest.raises(QueryRefusedError):
        _leads(store, {"custom_fields": [entry]})


def test_the_search_that_crashes_copper_crashes(store: Store) -> None:
    with pytest.raises(SearchCrashError):
        _leads(store, {"custom_fields": [{"custom_field_definition_id": account.REGION_TEXT.id, "allow_empty": True}]})


def test_a_kept_result_yields_to_a_write() -> None:
    store = Store(None, seed=1, count=50)
    finder = Finder(store)
    query = read_query({"tags": ["fresh"]})
    assert list(finder.page(query, quirk=PLAIN, now=NOW).ids) == []
    lead = store.lead(8894157)
    assert lead is not None
    store.put({8894157: {**lead, "tags": ["fresh"]}})
    assert list(finder.page(query, quirk=PLAIN, now=NOW).ids) == [8894157]


def test_converted_leads_are_found_only_when_asked_for() -> None:
    store = Store(None, seed=1, count=50)
    lead = store.lead(8894157)
    assert lead is not None
    store.put({8894157: {**lead, "converted_at": NOW}})
    assert len(_leads(store, {})) == 49
    assert len(_leads(store, {"include_converted_leads": True})) == 50
    assert store.live(8894157) is None


def test_a_lagging_search_sees_what_was_before_for_a_while() -> None:
    store, lag = Store(None, seed=1, count=50), Lag()
    ben, new_id, gone_id = store.lead(8894157), store.new_id(), store.ids()[4]
    assert ben is not None
    changes = {8894157: {**ben, "name": "Zoe Zed"}, new_id: {**ben, "id": new_id}, gone_id: None}
    lag.note({i: store.lead(i) for i in changes}, now_s=10.0)
    store.put(changes)

    def names(now_s: float) -> list[Any]:
        view = LaggingView(store, lag.hidden(now_s=now_s, lag_s=2.0))
        page = Finder(view).page(read_query({"page_size": 200}), quirk=PLAIN, now=NOW)
        return [lead["name"] for i in page.ids if (lead := view.lead(i)) is not None]

    assert len(names(11.9)) == 50
    assert "Zoe Zed" not in names(11.9)
    assert len(names(12.0)) == 50
    assert names(12.0).count("Zoe Zed") == 1
    assert not LaggingView(store, {new_id: None}).has(new_id)
