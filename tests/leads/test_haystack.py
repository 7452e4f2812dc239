from __future__ import annotations

from collections.abc import Callable
from datetime import date
from time import process_time

import pytest

from copper_desk.leads.display import display_of
from copper_desk.leads.haystack import search_words, searcher
from copper_desk.leads.value import CellValue, Unparsed
from tests.leads.sample import BIG, GERMAN, ISO, SCHEMA


def row(**values: CellValue) -> tuple[CellValue, ...]:
    cells: list[CellValue] = list(SCHEMA.blank_lead())
    for key, value in values.items():
        cells[SCHEMA[key.replace("__", ".")].position] = value
    return tuple(cells)


ROW = row(
    id=BIG,
    name="Émile\u00a0ZOLA",
    email="ben@harbor.example",
    email_category="personal",
    assignee_id=BIG + 1,
    status_id=2,
    customer_source_id=99,
    monetary_value=12000,
    details="two\nlines",
    tags=("expo", "VIP, gold"),
    cf_105=(31, 7),
    cf_106=True,
    cf_107=Unparsed("Unreadable Score", "No."),
    cf_110=date(2026, 3, 4),
    date_created=1772644559,
    interaction_count=1234,
    phone__mobile=Unparsed("Bad\x00Phone", "No."),
)


@pytest.mark.parametrize(
    "query",
    [
        str(BIG), "émile zola", "e\u0301mile", "ZOLA", "ben@HARBOR", "ana ruiz", "open", "#99", "12,000.00", "12000",
        "lines two", "vip, expo", "tea", "#7", "unreadable", "2026-03-04", "09:15", "1,234", "1234", "phone", "",
    ],
)  # fmt: skip
def test_a_lead_is_found_by_what_its_cells_show_and_hold(query: str) -> None:
    haystack = searcher(SCHEMA.columns, ISO)(ROW)
    assert all(word in haystack for word in search_words(query)), haystack


@pytest.mark.parametrize("query", ["yes", "personal", "lind", "none", "gold,"])
def test_a_lead_is_not_found_by_what_it_does_not_say(query: str) -> None:
    assert not all(word in searcher(SCHEMA.columns, ISO)(ROW) for word in search_words(query))


def test_a_date_is_found_in_both_spellings() -> None:
    for query in ("4 mar 2026", "2026-03-04"):
        assert all(word in searcher([SCHEMA["cf_110"]], GERMAN)(ROW) for word in search_words(query))


def test_an_amount_is_found_with_and_without_groups() -> None:
    haystack = searcher([SCHEMA["monetary_value"]], GERMAN)(row(monetary_value=12000.5))
    assert haystack.split() == ["12.000,50", "12000,50"]


def test_only_the_given_columns_are_searched() -> None:
    assert searcher([SCHEMA["name"]], ISO)(ROW) == "émile zola"
    assert searcher([SCHEMA["status_id"]], ISO)(ROW) == "open"
    assert searcher([], ISO)(ROW) == ""


def test_a_search_text_costs_little_more_than_asking_each_field() -> None:
    """Beside the plain way in the same run: the text of every column, asked for one by one."""
    search = searcher(SCHEMA.columns, ISO)
    plain = min(
        _seconds(lambda: [display_of(field, ROW[field.position], ISO) for field in SCHEMA.columns]) for _ in "123"
    )
    assert min(_seconds(lambda: search(ROW)) for _ in "123") < 2 * plain


def _seconds(work: Callable[[], object]) -> float:
    began = process_time()
    for _ in range(2_000):
        work()
    return process_time() - began
