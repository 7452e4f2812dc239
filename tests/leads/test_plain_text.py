from __future__ import annotations

import pytest

from copper_desk.leads.display import display_of
from copper_desk.leads.text import value_of
from copper_desk.leads.value import Unparsed
from tests.leads.sample import ISO, SCHEMA, refusal

WORDS = ("name", "details", "email", "phone.mobile", "website.work", "social.twitter", "cf_101", "cf_102", "cf_103")


@pytest.mark.parametrize("text", ["007", "1e5", "2026-03-04", "TRUE", "=1+1", "50%", "#5 (unknown)", "nan", "a, b"])
@pytest.mark.parametrize("key", WORDS)
def test_text_stays_text(key: str, text: str) -> None:
    assert value_of(SCHEMA[key], text, ISO) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" Ben  O’Neil\t", "Ben  O’Neil"),
        ("\u00a0Ben\u00a0", "Ben"),
        ("12 Pier Rd\r\nSuite 4", "12 Pier Rd Suite 4"),
        ("12 Pier Rd \n\n Suite 4", "12 Pier Rd Suite 4"),
        ("a\tb", "a b"),
        ("a\u2028b\x0bc\x85d", "a b c d"),
        ("\ufeffBen\u200b O\u00adNeil\u2060", "Ben ONeil"),
        ("\u200eBen\u200f", "Ben"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
    ],
)
def test_a_line_is_trimmed_and_loses_what_no_one_sees(text: str, line: str) -> None:
    assert value_of(SCHEMA["address.street"], text, ISO) == line


def test_an_address_loses_every_mark_that_came_with_copying() -> None:
    assert value_of(SCHEMA["phone.mobile"], "\u202a+1 415\u200d 555 0100\u202c", ISO) == "+1 415 555 0100"
    assert value_of(SCHEMA["email"], " Ben@\u200bHarbor.Example ", ISO) == "Ben@Harbor.Example"


def test_a_description_keeps_its_lines() -> None:
    assert value_of(SCHEMA["details"], "  one\r\n\r\n\ttwo \r", ISO) == "  one\n\n\ttwo \n"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x92", "\ud800", "\uffff"])
@pytest.mark.parametrize("key", [*WORDS, "tags", "monetary_value", "cf_110", "status_id", "cf_105"])
def test_control_characters_are_refused(key: str, character: str) -> None:
    assert f"U+{ord(character):04X}" in refusal(key, f"a{character}b")


def test_a_cell_shows_one_line() -> None:
    assert display_of(SCHEMA["details"], "one\r\ntwo\nthree", ISO) == "one ⏎ two ⏎ three"
    assert display_of(SCHEMA["name"], Unparsed("a\nb", "No."), ISO) == "a ⏎ b"
    assert display_of(SCHEMA["tags"], ("a\nb", "c"), ISO) == '"a ⏎ b", c'
    assert len(display_of(SCHEMA["details"], "x" * 100_000, ISO)) < 1000


def test_a_checkbox_shows_a_tick_or_nothing() -> None:
    assert [display_of(SCHEMA["cf_106"], value, ISO) for value in (True, False, None)] == ["✓", "", ""]
