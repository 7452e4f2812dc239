from __future__ import annotations

import subprocess
import sys
from datetime import date
from time import process_time

import phonenumbers
import pytest

from copper_desk.leads.check import check_cell, check_row
from copper_desk.leads.field import Field
from copper_desk.leads.kind import LIST_KINDS
from copper_desk.leads.problem import Origin, Severity
from copper_desk.leads.text import value_of
from copper_desk.leads.value import CellValue, Lead, Unparsed
from tests.leads.sample import ISO, SCHEMA

LEAD = {"name": "Ben O’Neil", "first_name": "Ben", "last_name": "O’Neil", "email": "ben@x.example"}


def lead(**values: CellValue) -> Lead:
    cells: list[CellValue] = list(SCHEMA.blank_lead())
    for key, value in values.items():
        cells[SCHEMA[key].position] = value
    return tuple(cells)  # type: ignore[arg-type]


def warning(key: str, value: CellValue) -> str | None:
    problem = check_cell(SCHEMA[key], value)
    assert problem is None or problem.severity is Severity.WARNING
    return None if problem is None else problem.message


def test_bad_text_is_an_error_with_its_own_sentence() -> None:
    problem = check_cell(SCHEMA["cf_107"], value_of(SCHEMA["cf_107"], "abc", ISO))
    assert problem is not None
    assert (problem.severity, problem.origin) == (Severity.ERROR, Origin.CHECK)
    assert problem.message == "“abc” is not a number. Score takes a number, such as 42."


def test_the_published_length_is_an_error_and_a_likely_one_a_warning() -> None:
    assert check_cell(SCHEMA["cf_101"], "x" * 255) is None
    problem = check_cell(SCHEMA["cf_101"], "x" * 256)
    assert problem is not None
    assert problem.severity is Severity.ERROR
    assert problem.message == "Nickname holds 255 characters; this has 256. Shorten it."
    assert warning("title", "x" * 256) == "Title may be too long for Copper: 256 characters."
    assert warning("title", "x" * 255) is None
    assert warning("details", "x" * 10_000) is None


@pytest.mark.parametrize("field", SCHEMA.columns, ids=lambda field: field.key)
def test_an_empty_cell_has_no_problem_of_its_own(field: Field) -> None:
    assert check_cell(field, () if field.kind in LIST_KINDS else None) is None


@pytest.mark.parametrize(
    "text",
    [
        "ben@harbor.example",
        "a.b+c@x.co.uk",
        "O'Neil@x.com",
        "jörg@straße.de",
        "a@xn--strae-oqa.de",
        "x@mail.test",
        "B@X.LOCAL.INVALID",
    ],
)
def test_an_e_mail_address_is_fine(text: str) -> None:
    assert warning("email", text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ben", "has no @"),
        ("ben@harbor", "nothing after the @ has a dot"),
        ("a@x.com; b@y.com", "several e-mail addresses"),
        ("a b@x.com", "may not be an e-mail"),
        ("a@@x.com", "may not be an e-mail"),
        ("a@x..com", "may not be an e-mail"),
        (".a@x.com", "may not be an e-mail"),
        ("a" * 65 + "@x.com", "may not be an e-mail"),
        ("Ben <ben@x.com>", "may not be an e-mail"),
    ],
)
def test_an_odd_e_mail_address_is_a_warning(text: str, reason: str) -> None:
    assert reason in (warning("email", text) or "")


@pytest.mark.parametrize(
    "text",
    [
        "+44 20 7946 0000", "0044 20 7946 0000", "+1 (415) 555-0111 x123", "415-555-0111 ext. 5", "415-123-45678",
        "+44 (0)20 7946 0000", "1-800-FLOWERS", "+1 415 555 0111;ext=7", "555-0111", "+81 3 5555 0177",
        "(0) 89 1234567",
    ],
)  # fmt: skip
def test_a_phone_number_is_fine(text: str) -> None:
    assert warning("phone.mobile", text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("555-01", "too short"),
        ("+1 415 555", "too short"),
        ("+1 415 555 01234 5", "too long"),
        ("+999 12345678", "no country"),
        ("415-555-0111 / 415-555-0112", "too long for a phone number, or hold two"),
        ("+1 415 555 0111, +1 415 555 0112", "too long"),
        ("call me", "has no digits"),
    ],
)
def test_an_odd_phone_number_is_a_warning(text: str, reason: str) -> None:
    assert reason in (warning("phone.mobile", text) or "")


@pytest.mark.parametrize("text", ["harbor.example", "https://harbor.example/a?b=c", "HTTP://x.y", "münchen.de"])
def test_a_web_address_is_fine(text: str) -> None:
    assert warning("website.work", text) is None


@pytest.mark.parametrize("text", ["harbor", "http://harbor/a.b", "harbor example.com", "http://"])
def test_an_odd_web_address_is_a_warning(text: str) -> None:
    assert "may not be a web address" in (warning("cf_103", text) or "")


def test_a_social_may_be_a_bare_handle() -> None:
    assert warning("social.twitter", "@ben") is None


def test_ids_that_are_no_longer_listed_are_warnings() -> None:
    assert warning("status_id", 2) is None
    assert warning("status_id", 99) == "Status #99 is no longer listed in this account. Copper may refuse it."
    assert "Interests #99" in (warning("cf_105", (31, 99)) or "")


def test_an_unlikely_year_is_a_warning() -> None:
    assert warning("cf_110", date(2026, 3, 4)) is None
    assert warning("cf_110", date(206, 3, 4)) == "The year 0206 may be a slip of the keyboard."


def test_a_letter_lost_in_a_file_is_a_warning() -> None:
    assert "lost in a file" in (warning("name", "Sandstr\ufffdm") or "")


@pytest.mark.parametrize(
    ("base", "changed", "is_new", "keys"),
    [
        (LEAD, {}, False, []),
        (LEAD, {"name": "Bo"}, False, []),
        (LEAD, {"first_name": "Bo", "suffix": "Jr"}, False, []),
        (LEAD, {"name": "Bo Lind", "first_name": "Bo"}, False, [None]),
        (LEAD, {"name": None}, False, ["name"]),
        (LEAD, {"name": None, "last_name": "x"}, False, [None, "name"]),
        (LEAD, {"first_name": None}, False, []),
        (LEAD, {"first_name": None, "last_name": None}, False, ["first_name"]),
        (LEAD, {"prefix": None}, False, []),
        ({"name": "Ben"}, {"prefix": "Dr"}, False, []),
        ({}, {"title": "CEO"}, False, []),
        ({}, {"name": "Ben"}, False, []),
        ({}, {}, True, ["name"]),
        ({}, {"title": "CEO", "prefix": "Dr"}, True, ["name"]),
        ({}, {"last_name": "Ben"}, True, []),
        ({}, {"name": "Ben"}, True, []),
        ({}, {"name": "Ben", "last_name": "Ben"}, True, [None]),
        ({}, {"name": Unparsed("a\x00", "No.")}, True, []),
        ({"name": "Ben"}, {"email_category": "other"}, False, ["email_category"]),
        (LEAD, {"email_category": "other"}, False, []),
        (LEAD, {"email_category": "other", "email": None}, False, ["email_category"]),
        (LEAD, {"email_category": None, "email": None}, False, []),
        ({"name": "Ben"}, {"email_category": "other", "email": "a@x.example"}, False, []),
    ],
)
def test_problems_between_cells(
    base: dict[str, CellValue], changed: dict[str, CellValue], is_new: bool, keys: list[str | None]
) -> None:
    assert [key for key, _ in check_row(SCHEMA, lead(**base), changed, is_new=is_new)] == keys


def test_a_lone_category_only_warns() -> None:
    ((_, problem),) = check_row(SCHEMA, lead(name="Ben"), {"email_category": "work"}, is_new=False)
    assert problem.severity is Severity.WARNING


def test_most_phones_are_checked_without_the_slow_library() -> None:
    """Beside the library in the same run, on numbers that are seen for the first time."""
    numbers = [f"+1 415 {n % 1000:03} {n // 100:04}" for n in range(3_000)]
    began = process_time()
    for number in numbers[:300]:
        phonenumbers.is_valid_number(phonenumbers.parse(number))
    library = process_time() - began
    began = process_time()
    for number in numbers[300:]:
        check_cell(SCHEMA["phone.mobile"], number)
    assert (process_time() - began) / 9 < library / 2


def test_checking_imports_no_slow_library_until_it_is_needed() -> None:
    code = (
        "import sys, copper_desk.leads.check, copper_desk.leads.haystack, copper_desk.leads.sort\n"
        "print([m for m in ('phonenumbers', 'email_validator', 'rapidfuzz', 'dateutil') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
