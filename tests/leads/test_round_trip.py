from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.display import display_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import LIST_KINDS, FieldKind
from copper_desk.leads.text import TextStyle, text_of, value_of
from copper_desk.leads.value import CellValue, Unparsed
from tests.leads.sample import EACH_KIND, EDITABLE, ISO, NUMBER, SCHEMA, STYLES, values


def test_the_sample_has_every_kind_that_is_edited() -> None:
    fixed = {FieldKind.IDENTIFIER, FieldKind.TIMESTAMP, FieldKind.COUNTER, FieldKind.CONNECT, FieldKind.ENTRIES}
    assert {field.kind for field in EACH_KIND} == set(FieldKind) - fixed


@pytest.mark.parametrize("field", EACH_KIND, ids=lambda field: field.kind.value)
@given(data=st.data(), style=st.sampled_from(STYLES))
def test_text_reads_back_as_the_value(field: Field, data: st.DataObject, style: TextStyle) -> None:
    value = cast("CellValue", data.draw(values(field)))
    text = text_of(field, value, style)
    read = value_of(field, text, style)
    assert read == value, text
    assert type(read) is type(value) or isinstance(value, float)


@pytest.mark.parametrize("field", EDITABLE, ids=lambda field: field.key)
@pytest.mark.parametrize("blank", ["", "  ", "\t", "\u00a0", "\u200b\ufeff", "\r\n"])
def test_blank_text_is_empty(field: Field, blank: str) -> None:
    empty = () if field.kind in LIST_KINDS else None
    assert value_of(field, blank, ISO) == empty
    assert text_of(field, empty, ISO) == ""
    assert display_of(field, empty, ISO) == ""


@given(number=NUMBER, style=st.sampled_from(STYLES))
@pytest.mark.parametrize("key", ["monetary_value", "cf_109", "cf_107", "cf_108"])
def test_a_shown_number_reads_back_too(key: str, number: float, style: TextStyle) -> None:
    shown = display_of(SCHEMA[key], number, style)
    assert value_of(SCHEMA[key], shown, style) == number


@given(text=st.text(), style=st.sampled_from(STYLES))
@pytest.mark.parametrize("field", [*EACH_KIND, SCHEMA["id"], SCHEMA["date_created"]], ids=lambda field: field.key)
def test_any_text_reads_or_is_kept_with_a_sentence(field: Field, text: str, style: TextStyle) -> None:
    read = value_of(field, text, style)
    if isinstance(read, Unparsed):
        assert text_of(field, read, style) == text
        assert read.message.strip()[-1] in ".?"
    else:
        assert read != ""
        assert value_of(field, text_of(field, read, style), style) == read or field.read_only
        assert "\n" not in display_of(field, read, style)


@given(value=st.text(min_size=1))
@pytest.mark.parametrize("key", ["name", "email", "details", "phone.mobile"])
def test_what_copper_stored_survives_an_untouched_editor(key: str, value: str) -> None:
    text = text_of(SCHEMA[key], value, ISO).replace("\r\n", "\n")
    assert value_of(SCHEMA[key], text, ISO, held=value) == value


def test_held_lists_and_categories_survive_too() -> None:
    assert value_of(SCHEMA["tags"], "a, a", ISO, held=("a", "a")) == ("a", "a")
    assert value_of(SCHEMA["email_category"], "Home", ISO, held="Home") == "Home"


def test_held_text_can_still_be_cleaned() -> None:
    assert value_of(SCHEMA["email"], "ben@x.example", ISO, held=" ben@x.example ") == "ben@x.example"


def test_held_bad_text_is_read_again() -> None:
    assert value_of(SCHEMA["cf_107"], "5", ISO, held=Unparsed("5", "was bad under other habits.")) == 5


def test_a_timestamp_is_shown_in_the_zone_of_the_account() -> None:
    moment = int(datetime(2026, 3, 4, 17, 15, 59, tzinfo=UTC).timestamp())
    assert text_of(SCHEMA["date_created"], moment, ISO) == "2026-03-04 09:15"
    assert text_of(SCHEMA["date_created"], moment, TextStyle(zone="Europe/Berlin")) == "2026-03-04 18:15"


def test_a_timestamp_that_is_none_is_shown_as_it_came() -> None:
    assert text_of(SCHEMA["date_created"], 10**15, ISO) == "1000000000000000"


@pytest.mark.parametrize("key", ["date_created", "cf_111"])
def test_what_copper_fills_in_cannot_be_typed(key: str) -> None:
    read = value_of(SCHEMA[key], "2026-03-04 09:15", ISO)
    assert isinstance(read, Unparsed)
    assert "filled in by Copper" in read.message


@pytest.mark.parametrize("text", ["8894157123", "#8894157123", "8894157123.0", " ８８９４１５７１２３ "])
def test_an_id_above_32_bits_is_read(text: str) -> None:
    assert value_of(SCHEMA["id"], text, ISO) == 8894157123


@pytest.mark.parametrize("text", ["8,894,157", "8.9E+09", "-5", "12.5", "9" * 19, "id"])
def test_an_id_is_never_guessed(text: str) -> None:
    assert isinstance(value_of(SCHEMA["id"], text, ISO), Unparsed)


@pytest.mark.parametrize(
    "style",
    [
        {"decimal": ",", "group": ","},
        {"decimal": ";"},
        {"group": "x"},
        {"date_order": "ydm"},
        {"zone": "Mars/Olympus"},
        {"zone": "Pacific Time (US & Canada)"},
        {"zone": "America"},
        {"zone": ""},
        {"zone": "../etc/passwd"},
    ],
)
def test_a_style_that_cannot_work_is_refused(style: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^(Numbers|This computer|'ydm')"):
        TextStyle(**style)  # type: ignore[arg-type]
