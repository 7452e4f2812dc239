"""Rewrites what a cell holds without changing what it means: spaces, case, phone numbers, a country's code.

Each is a plain function of a value, and one gesture over many cells. Offered only for the kinds of field it fits.
Knows nothing of groups of problems or of menus.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from copper_desk.leads.country import country_code
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.phone import PhoneForm, is_number, phone_as
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import value_of
from copper_desk.leads.value import CellValue, RowId, Unparsed, is_empty
from copper_desk.sheet.cell_plan import CellPlan, CellPlanner
from copper_desk.sheet.planning import STEP_CELLS, Planning, finished
from copper_desk.sheet.sheet import Sheet

_SPACES = re.compile(r"[^\S\n]+")
_WORD = re.compile(r"[^\W\d_]+")
_AFTER_APOSTROPHE = "'’"
_COUNTRY_PART = "country"
_COUNTRY = "address.country"


class Transform(Enum):
    """One way to rewrite a value."""

    TRIM = "trim"  # no spaces at either end
    COLLAPSE = "collapse spaces"  # one space between words; line breaks stay
    UPPER = "upper case"
    LOWER = "lower case"
    TITLE = "title case"
    PHONE_INTERNATIONAL = "phone, international"
    PHONE_NATIONAL = "phone, national"
    COUNTRY_CODE = "country code"


_SPACING = (Transform.TRIM, Transform.COLLAPSE)
_CASES = (Transform.UPPER, Transform.LOWER, Transform.TITLE)
_FITTING: Mapping[FieldKind, tuple[Transform, ...]] = {
    FieldKind.TEXT: (*_SPACING, *_CASES),
    FieldKind.LONG_TEXT: _SPACING,
    FieldKind.EMAIL: (Transform.TRIM, Transform.LOWER),
    FieldKind.PHONE: (Transform.TRIM, Transform.PHONE_INTERNATIONAL, Transform.PHONE_NATIONAL),
    FieldKind.WEB_ADDRESS: (Transform.TRIM,),
    FieldKind.SOCIAL: (Transform.TRIM,),
    FieldKind.TAGS: (*_SPACING, *_CASES),
}


def transforms_for(field: Field) -> tuple[Transform, ...]:
    """The transforms that fit a field; none for a field that no one edits, or whose values have one form only."""
    if field.read_only:
        return ()
    is_country = field.attribute == "address" and field.part == _COUNTRY_PART
    return (*_FITTING.get(field.kind, ()), *((Transform.COUNTRY_CODE,) if is_country else ()))


def transformed(value: CellValue, transform: Transform, *, region: str = "") -> CellValue:
    """``value`` rewritten, or as it is where there is nothing to rewrite.

    ``region`` is the country (two letters) of phone numbers that do not name theirs. Tags are rewritten one by one;
    those that become alike are kept once. Text that could not be read comes back as text, to be read again.
    """
    if isinstance(value, Unparsed):
        return Unparsed(_rewritten(value.text, transform, region), value.message)
    if isinstance(value, str):
        return _rewritten(value, transform, region) or None
    if isinstance(value, tuple):
        words = (_rewritten(each, transform, region) if isinstance(each, str) else "" for each in value)
        return tuple(dict.fromkeys(word for word in words if word))
    return value


def is_understood(value: CellValue, transform: Transform, *, region: str = "") -> bool:
    """Whether a transform knows what it has before it: a possible phone number, a country. Any text, for the others."""
    text = value.text if isinstance(value, Unparsed) else value
    if not isinstance(text, str) or not text.strip():
        return True
    if transform in _PHONE_FORMS:
        return is_number(text, region)
    return transform is not Transform.COUNTRY_CODE or country_code(text) is not None


def plan_transform(
    sheet: Sheet,
    cells: Iterable[tuple[RowId, str]],
    transform: Transform,
    *,
    style: TextStyle,
    region: str = "",
) -> CellPlan:
    """One transform over many cells, as one gesture that is not applied yet: ``transforming`` to its end."""
    return finished(transforming(sheet, cells, transform, style=style, region=region))


def transforming(
    sheet: Sheet,
    cells: Iterable[tuple[RowId, str]],
    transform: Transform,
    *,
    style: TextStyle,
    region: str = "",
) -> Planning:
    """One transform over many cells, in steps.

    A phone number belongs to the country in its lead's address, where that names one, else to ``region``. Cells that no
    one edits are counted, and so are those of a kind that the transform does not fit; empty ones are not.
    """
    planner = CellPlanner(sheet, style)
    fitting = {field.key: transform in transforms_for(field) for field in sheet.schema}
    for done, (row, key) in enumerate(cells, start=1):
        if row in sheet:
            field, value = sheet.schema[key], sheet.value(row, key)
            if fitting[key]:
                place = _region_of(sheet, row, region) if transform in _PHONE_FORMS else region
                new = transformed(value, transform, region=place)
                if new == value and not is_understood(value, transform, region=place):
                    planner.leave_unread()
                else:
                    planner.put_value(row, key, _read_again(field, new, style))
            elif not is_empty(value):
                planner.leave(key)
        if done % STEP_CELLS == 0:
            yield done
    return planner.plan("changed", noun="changing")


def _read_again(field: Field, value: CellValue, style: TextStyle) -> CellValue:
    return value_of(field, value.text, style) if isinstance(value, Unparsed) else value


def _region_of(sheet: Sheet, row: RowId, otherwise: str) -> str:
    country = sheet.value(row, _COUNTRY)
    return (country_code(country) if isinstance(country, str) else None) or otherwise


def _rewritten(text: str, transform: Transform, region: str) -> str:
    if transform in _PHONE_FORMS:
        return phone_as(_PHONE_FORMS[transform], text, region)
    return _REWRITERS[transform](text)


def _collapsed(text: str) -> str:
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))


def _titled(text: str) -> str:
    """Each word begins large: also after an apostrophe that joins a name (O'Brien), not one that shortens (don't)."""

    def begun(found: re.Match[str]) -> str:
        word = found[0]
        is_ending = found.start() > 0 and text[found.start() - 1] in _AFTER_APOSTROPHE and len(word) < 3
        return word.lower() if is_ending else word[0].upper() + word[1:].lower()

    return _WORD.sub(begun, text)


def _country(text: str) -> str:
    return country_code(text) or text


_PHONE_FORMS: Mapping[Transform, PhoneForm] = {
    Transform.PHONE_INTERNATIONAL: PhoneForm.INTERNATIONAL,
    Transform.PHONE_NATIONAL: PhoneForm.NATIONAL,
}

_REWRITERS: Mapping[Transform, Callable[[str], str]] = {
    Transform.TRIM: str.strip,
    Transform.COLLAPSE: _collapsed,
    Transform.UPPER: str.upper,
    Transform.LOWER: str.lower,
    Transform.TITLE: _titled,
    Transform.COUNTRY_CODE: _country,
}
