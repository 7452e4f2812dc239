"""Looking for words and patterns, and what is put in their place."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.value import CellValue
from copper_desk.sheet import find
from copper_desk.sheet.find import Block, CellSearch, FoundCell, TooManyFound, plan_replacement
from copper_desk.sheet.pattern import BadPattern, Query, matches
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import STYLE, column, lead, numbered, put, sheet_of

TEXTS = ("Acme B.V.", "ACME", "acme trading", "Pacmecorp", "12.5")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("acme"), TEXTS[:4]),
        (Query("acme", match_case=True), ("acme trading", "Pacmecorp")),
        (Query("acme", whole_cell=True), ("ACME",)),
        (Query("."), ("Acme B.V.", "12.5")),
        (Query(r"\bacme\b", is_pattern=True), TEXTS[:3]),
        (Query("a.*e", is_pattern=True, whole_cell=True), ("ACME",)),
        (Query(r"\d", is_pattern=True), ("12.5",)),
        (Query("nobody"), ()),
    ],
)
def test_what_is_found(query: Query, found: tuple[str, ...]) -> None:
    assert tuple(matches(query, TEXTS)) == found


@pytest.mark.parametrize(
    ("query", "text", "new"),
    [
        (Query("a", replacement="<>"), "Banana", "B<>n<>n<>"),
        (Query("b.v.", replacement=r"\1 $1"), "Acme B.V.", r"Acme \1 $1"),
        (Query("acme", whole_cell=True, replacement="Acme"), "ACME", "Acme"),
        (Query(r"(\w+), (\w+)", is_pattern=True, replacement="$2 $1"), "Ruiz, Ana", "Ana Ruiz"),
        (Query(r"(\w+), (\w+)", is_pattern=True, replacement=r"\2 \1"), "Ruiz, Ana", "Ana Ruiz"),
        (Query(r"(?P<city>\w+)", is_pattern=True, replacement="${city}$$"), "Gouda", "Gouda$"),
        (Query(r"\s+$", is_pattern=True, replacement=""), "Ana  ", "Ana"),
        (Query("😀", replacement="שלום"), "a😀", "aשלום"),
    ],
)
def test_what_is_put_in_its_place(query: Query, text: str, new: str) -> None:
    assert matches(query, [text]) == {text: new}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (
            Query("(a", is_pattern=True),
            "This pattern cannot be read: missing ), unterminated subpattern (at character 1).",
        ),
        (Query("*", is_pattern=True), "This pattern cannot be read: nothing to repeat (at character 1)."),
        (Query("(a)", is_pattern=True, replacement="$2"), "What is put in its place cannot be read: "),
        (Query("a{99999999999}", is_pattern=True), "This pattern is too large."),
    ],
)
def test_what_cannot_be_read_is_told_in_words(query: Query, says: str) -> None:
    with pytest.raises(BadPattern) as told:
        matches(query, ["a"])
    assert str(told.value).startswith(says)


@given(text=st.text(max_size=12), wanted=st.text(min_size=1, max_size=3), new=st.text(max_size=3))
def test_plain_words_are_no_pattern(text: str, wanted: str, new: str) -> None:
    found = matches(Query(wanted, match_case=True, replacement=new), [text])
    assert found == ({text: text.replace(wanted, new)} if wanted in text else {})


def drained(steps: Generator[None, None, list[FoundCell]]) -> list[FoundCell]:
    """What a generator returns in the end."""
    try:
        while True:
            next(steps)
    except StopIteration as end:
        cells: list[FoundCell] = end.value
        return cells


def searched(sheet: Sheet, query: Query, *keys: str) -> tuple[list[FoundCell], dict[str, str]]:
    """The cells of these columns that a query finds, and the texts."""
    search = CellSearch(sheet, [Block(sheet.row_ids(), keys)], STYLE, as_shown=query.replacement is None)
    found: dict[str, str] = {}
    for texts in search.read():
        found |= matches(query, texts)
    return drained(search.gather(found)), found


def test_cells_are_found_row_by_row_by_what_they_show_and_hold() -> None:
    sheet = sheet_of(
        lead(1, name="Ana", title="anchor", monetary_value=12000, status_id=21),
        lead(2, name="Bo", title="Ana's", status_id=22),
    )
    put(sheet, 2, "name", "Joanna")
    assert searched(sheet, Query("an"), "title", "name")[0] == [(1, "title"), (1, "name"), (2, "title"), (2, "name")]
    assert searched(sheet, Query("12,000"), "monetary_value")[0] == [(1, "monetary_value")]
    assert searched(sheet, Query("12000"), "monetary_value")[0] == [(1, "monetary_value")]
    assert searched(sheet, Query("12,000", replacement="1"), "monetary_value")[0] == []
    assert searched(sheet, Query("open"), "status_id")[0] == [(2, "status_id")]


def test_a_replacement_counts_what_it_changes_and_what_it_leaves_alone() -> None:
    sheet = sheet_of(
        lead(1, name="Ana", title="VP Sales", tags=("VP", "x")),
        lead(2, name="Bo", title="vp sales"),
        lead(3, name="Cy", title="VP"),
    )
    cells, texts = searched(sheet, Query("vp", replacement="Vice president"), "id", "title", "tags")
    plan = plan_replacement(sheet, cells, texts, style=STYLE)
    assert plan.sentence() == "4 replaced"
    assert plan.change_set.label == "replacing 4 cells"
    before = [column(sheet, "title"), column(sheet, "tags")]
    applied = sheet.apply(plan.change_set)
    assert applied.cells == plan.cells == 4
    assert column(sheet, "title") == ["Vice president Sales", "Vice president sales", "Vice president"]
    assert sheet.value(1, "tags") == ("Vice president", "x")
    sheet.apply(applied.inverse)
    assert [column(sheet, "title"), column(sheet, "tags")] == before


def test_read_only_cells_are_skipped_and_a_blank_clears() -> None:
    sheet = sheet_of(lead(12, title="12"), lead(13, title="x"))
    cells, texts = searched(sheet, Query("12", replacement=""), "id", "title")
    plan = plan_replacement(sheet, cells, texts, style=STYLE)
    assert plan.sentence() == "1 replaced · 1 read-only skipped"
    sheet.apply(plan.change_set)
    assert sheet.value(12, "title") is None


def test_too_many_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "FOUND_LIMIT", 5)
    with pytest.raises(TooManyFound, match="More than 5 cells hold this"):
        searched(numbered(6), Query("Lead"), "name")


@given(
    titles=st.lists(st.sampled_from(["a", "ab", "ba", "", "c"]), min_size=1, max_size=12),
    wanted=st.sampled_from(["a", "b", "ab"]),
    new=st.sampled_from(["", "a", "x"]),
)
def test_the_count_is_what_changes(titles: list[str], wanted: str, new: str) -> None:
    sheet = sheet_of(*(lead(n, name="N", title=title or None) for n, title in enumerate(titles, start=1)))
    before: list[CellValue] = column(sheet, "title")
    cells, texts = searched(sheet, Query(wanted, replacement=new), "title")
    plan = plan_replacement(sheet, cells, texts, style=STYLE)
    applied = sheet.apply(plan.change_set)
    after = column(sheet, "title")
    assert plan.cells == applied.cells == sum(one != other for one, other in zip(before, after, strict=True))
    assert after == [
        ((value or "").replace(wanted, new) or None) if isinstance(value, str) else None for value in before
    ]
