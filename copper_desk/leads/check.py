"""What is wrong with a cell or between the cells of a lead, found before anything is sent.

Errors are what Copper would surely refuse; they hold the lead back. Warnings are what it might refuse; they never do.
Knows nothing of the sheet: it judges the values it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from copper_desk.leads.builtin import STRING_LIMIT
from copper_desk.leads.choice_text import choices_of
from copper_desk.leads.contact_check import email_oddity, phone_oddity, web_oddity
from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS, FieldKind
from copper_desk.leads.problem import Problem, Severity
from copper_desk.leads.schema import Schema
from copper_desk.leads.unreadable import quoted
from copper_desk.leads.value import CellValue, Entry, Lead, Unparsed, is_empty
from copper_desk.wording import number, tr

NAME_PARTS = ("prefix", "first_name", "middle_name", "last_name", "suffix")
"""The fields that Copper makes of a name, or a name of; never written together with it."""

_NAMING_PARTS = ("first_name", "middle_name", "last_name")
_PARTS = frozenset(NAME_PARTS)
_BESIDE_NAME = _PARTS | {"email_category"}
_JUDGED_TOGETHER = _BESIDE_NAME | {"name"}  # An e-mail counts only beside a category that was changed, too.
_LIKELY_YEARS = range(1900, 2101)
_LOST_LETTER = "\ufffd"

RowProblem = tuple[str | None, Problem]
"""A problem between cells: the field key it is shown at, or None for the row."""


def check_cell(field: Field, value: CellValue) -> Problem | None:
    """The worst problem of one changed cell, or None. An empty cell has none of its own."""
    if value is None:
        return None
    if isinstance(value, Unparsed):
        return Problem(value.message)
    if isinstance(value, str):
        return _check_words(field, value)
    oddity = _ODDITIES.get(field.kind)
    message = None if oddity is None else oddity(field, value)
    return None if message is None else _warning(message)


def plain_length(field: Field) -> int:
    """Up to how many characters a text in ASCII surely has no problem in this field; -1 where each is looked at."""
    if field.kind in _WORD_ODDITIES:
        return -1
    return STRING_LIMIT if field.max_length is None else min(field.max_length, STRING_LIMIT)


def is_judged_together(keys: Iterable[str]) -> bool:
    """Whether ``check_row`` has anything to say about a lead of which only these fields differ."""
    return not _JUDGED_TOGETHER.isdisjoint(keys)


def check_row(schema: Schema, base: Lead, changed: Mapping[str, CellValue], *, is_new: bool) -> tuple[RowProblem, ...]:
    """The problems between the cells of one lead, given its loaded values and those that differ from them.

    A lead that never had a name may stay without one: most imported leads are like that.
    """
    if not is_new and (not is_judged_together(changed) or _is_only_renamed(changed)):
        return ()
    problems = [_name_and_parts(changed), _missing_name(schema, base, changed, is_new=is_new)]
    problems.append(_lone_category(schema, base, changed))
    return tuple(problem for problem in problems if problem is not None)


def _is_only_renamed(changed: Mapping[str, CellValue]) -> bool:
    return bool(changed.get("name")) and _BESIDE_NAME.isdisjoint(changed)


def _check_words(field: Field, value: str) -> Problem | None:
    limit = field.max_length
    is_short = len(value) <= (STRING_LIMIT if limit is None else min(limit, STRING_LIMIT))
    if is_short and value.isascii() and field.kind not in _WORD_ODDITIES:
        return None  # Nearly always.
    if limit is not None and len(value) > limit:
        return Problem(
            tr(
                "{field} holds {limit} characters; this has {n}. Shorten it.",
                field=field.label,
                limit=limit,
                n=number(len(value)),
            )
        )
    oddity = _WORD_ODDITIES.get(field.kind)
    message = None if oddity is None else oddity(value)
    if message is None and len(value) > STRING_LIMIT and field.kind is not FieldKind.LONG_TEXT:
        message = tr("{field} may be too long for Copper: {n} characters.", field=field.label, n=number(len(value)))
    if message is None and _LOST_LETTER in value:
        message = tr(
            "{value} holds “{mark}”, the mark of a letter that was lost in a file.",
            value=quoted(value),
            mark=_LOST_LETTER,
        )
    return None if message is None else _warning(message)


def _year_oddity(_field: Field, value: date) -> str | None:
    return (
        None
        if value.year in _LIKELY_YEARS
        else tr("The year {year:04} may be a slip of the keyboard.", year=value.year)
    )


def _choice_oddity(field: Field, value: int) -> str | None:
    return _options_oddity(field, (value,))


def _options_oddity(field: Field, value: tuple[int, ...]) -> str | None:
    choices = choices_of(field)
    unlisted = next((option for option in value if option not in choices), None)
    if unlisted is None:
        return None
    return tr(
        "{field} #{unlisted} is no longer listed in this account. Copper may refuse it.",
        field=field.label,
        unlisted=unlisted,
    )


def _entries_oddity(field: Field, value: tuple[Entry, ...]) -> str | None:
    oddity = _ENTRY_ODDITIES.get(field.attribute)
    found = (oddity(entry.text) for entry in value if oddity is not None and entry.text)
    return next((message for message in found if message is not None), None)


_ENTRY_ODDITIES: Mapping[str, Callable[[str], str | None]] = {"phone_numbers": phone_oddity, "websites": web_oddity}

_WORD_ODDITIES: Mapping[FieldKind, Callable[[str], str | None]] = {
    FieldKind.EMAIL: email_oddity,
    FieldKind.PHONE: phone_oddity,
    FieldKind.WEB_ADDRESS: web_oddity,
}

_ODDITIES: Mapping[FieldKind, Callable[[Field, Any], str | None]] = {
    FieldKind.DATE: _year_oddity,
    FieldKind.MULTI_SELECT: _options_oddity,
    FieldKind.ENTRIES: _entries_oddity,
    **dict.fromkeys(CHOICE_KINDS, _choice_oddity),
}


def _name_and_parts(changed: Mapping[str, CellValue]) -> RowProblem | None:
    if "name" not in changed or _PARTS.isdisjoint(changed):
        return None
    message = tr(
        "Name and its parts are both changed, and Copper takes one of them. "
        "Put back either Name, or Prefix, First, Middle and Last name and Suffix."
    )
    return None, Problem(message)


def _missing_name(schema: Schema, base: Lead, changed: Mapping[str, CellValue], *, is_new: bool) -> RowProblem | None:
    def is_blank(key: str) -> bool:
        return is_empty(changed[key] if key in changed else base[schema[key].position])

    if is_new:
        message = tr("A new lead needs a name. Fill in Name, or First name and Last name.")
        return ("name", Problem(message)) if is_blank("name") and all(map(is_blank, _NAMING_PARTS)) else None
    if is_empty(base[schema["name"].position]):
        return None
    if "name" in changed and is_empty(changed["name"]):
        return "name", Problem(tr("A lead that has a name cannot lose it. Write another, or put this one back."))
    cleared = next((part for part in _NAMING_PARTS if part in changed), None)
    if cleared is not None and all(map(is_blank, _NAMING_PARTS)):
        return cleared, Problem(tr("These changes leave the lead without a name. Fill in First name or Last name."))
    return None


def _lone_category(schema: Schema, base: Lead, changed: Mapping[str, CellValue]) -> RowProblem | None:
    if is_empty(changed.get("email_category")):
        return None
    email = changed["email"] if "email" in changed else base[schema["email"].position]
    if not is_empty(email):
        return None
    return "email_category", _warning(tr("A category without an e-mail says nothing. Fill in Email, or clear this."))


def _warning(message: str) -> Problem:
    return Problem(message, Severity.WARNING)
