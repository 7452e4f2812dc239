"""Leads that are probably one person are found by what they share, and grouped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.likeness import Likeness, email_key, phone_key
from copper_desk.sheet.duplicate import DuplicateIndex
from copper_desk.sheet.picture import picture_of
from tests.sheet.specimen import SCHEMA, lead, put, sheet_of

LEADS = (
    lead(1, name="Ana Ruiz", company_name="Acme", email="ana@x.example"),
    lead(2, name="ANA  RUIZ", company_name="acme", phone__work="+49 152 28817191"),
    lead(3, name="A. Ruiz", phone__mobile="0152/288 17191"),
    lead(4, name="Bo", email=" ANA@X.example "),
    lead(5, name="Cy"),
    lead(6, first_name="Di", last_name="Lo", company_name="Lo Ltd"),
    lead(7, name="di lo", company_name="LO LTD"),
)


def _index(wanted: tuple[Likeness, ...] = tuple(Likeness)) -> DuplicateIndex:
    index = DuplicateIndex(SCHEMA, wanted)
    for each in LEADS:
        index.add(int(str(each[0])), each)
    return index


def test_groups_join_what_is_alike_in_different_things() -> None:
    groups = _index().groups()
    assert {frozenset(group.rows) for group in groups} == {frozenset({1, 2, 3, 4}), frozenset({6, 7})}
    assert max(groups, key=lambda group: len(group.rows)).likenesses == tuple(Likeness)


def test_only_what_is_wanted_is_compared() -> None:
    (group,) = _index((Likeness.PHONE,)).groups()
    assert (group.rows, group.likenesses) == ((2, 3), (Likeness.PHONE,))


def test_a_lead_is_compared_with_those_that_are_there() -> None:
    found = _index().alike(lead(None, name="New", email="ana@x.example"))
    assert found == {1: Likeness.EMAIL, 4: Likeness.EMAIL}
    assert _index().alike(lead(None, name="Ana Ruiz")) == {}


@pytest.mark.parametrize(
    "texts",
    [
        ("+49 152 28817191", "0049 152 28817191", "+49 (0)152 28817191", "0152/288 17191", "4915228817191"),
        ("+1 (415) 555-0111", "415.555.0111 x23", "1 415 555 0111", "+1 415 555 0111 ext. 4", "001 415 555 0111"),
        ("+31 20 123 4567", "020 123 4567", "020-1234567#9"),
        ("+44 20 7946 0018", "(020) 7946 0018", "+44(0)20 7946 0018"),
        ("+351 912 345 678", "912345678"),
        ("+45 12 34 56 78", "12345678"),
        ("+7 495 123 45 67", "495 123-45-67"),
        ("+86 138 1234 5678", "13812345678"),
        ("٠١٢٣٤٥٦٧٨٩", "123456789"),
    ],
)
def test_a_phone_number_is_one_number_however_it_is_written(texts: tuple[str, ...]) -> None:
    assert len({phone_key(text) for text in texts}) == 1
    assert phone_key(texts[0])


def test_phone_numbers_that_differ_are_two() -> None:
    texts = ["212 555 0123", "312 555 0123", "+1 212 555 0124", "+44 20 7946 0018", "+33 1 23 45 67 89"]
    assert len({phone_key(text) for text in texts}) == len(texts)


@pytest.mark.parametrize("text", ["123", "", None, "ext. 1234567", "\x01é", "000 000 0000"])
def test_what_tells_nothing_is_no_number(text: str | None) -> None:
    assert phone_key(text) == ""


@given(st.text())
def test_any_text_can_be_asked_for_its_number(text: str) -> None:
    assert phone_key(text).isascii()


def test_addresses_are_compared_in_any_case() -> None:
    assert email_key(" Ana@X.example") == email_key("ana@x.EXAMPLE")
    assert email_key(None) == ""


def test_of_many_that_share_one_thing_the_first_few_are_named() -> None:
    index = DuplicateIndex(SCHEMA)
    for row in range(1, 101):
        index.add(row, lead(row, email="none@none.example"))
    assert list(index.alike(lead(None, email="NONE@none.example"))) == list(range(1, 21))
    assert len(index.groups()[0].rows) == 100


@given(st.lists(st.sampled_from(["a@x.example", "b@x.example", "c@x.example", None]), max_size=9))
def test_groups_are_the_rows_that_share_a_key(emails: list[str | None]) -> None:
    index = DuplicateIndex(SCHEMA)
    for row, email in enumerate(emails, start=1):
        index.add(row, lead(row, email=email))
    expected = {
        frozenset(row for row, email in enumerate(emails, start=1) if email == each)
        for each in set(emails) - {None}
        if emails.count(each) > 1
    }
    assert {frozenset(group.rows) for group in index.groups()} == expected


def test_a_picture_shows_what_the_sheet_showed() -> None:
    sheet = sheet_of(*LEADS)
    put(sheet, 1, "title", "Buyer")
    picture = picture_of(sheet)
    put(sheet, 1, "title", "Director")
    put(sheet, 2, "name", "Bo")
    assert picture.column("title", [2, 1]) == [None, "Buyer"]
    assert picture.shown(1)[SCHEMA["title"].position] == "Buyer"
    assert picture.shown(2) == LEADS[1]
    assert picture.column("title", [2, 1, None]) == [None, "Buyer", None]
    assert 99 not in picture
    assert len(picture.bases) == len(LEADS)
