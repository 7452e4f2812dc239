"""Where each field stands in the details panel: what people look at first on top, short ones two in a row.

The same for every lead, so that the eye finds a field in its place. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from copper_desk.gui.details.lead_card import LISTS
from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS, NUMBER_KINDS, FieldKind
from copper_desk.leads.schema import Schema

_FIRST = (
    "name",
    "title",
    "company_name",
    "email",
    "status_id",
    "assignee_id",
    "customer_source_id",
    "monetary_value",
    *LISTS,
    "address.street",
    "address.city",
    "address.state",
    "address.postal_code",
    "address.country",
    "details",
    "tags",
)
_LAST = ("first_name", "last_name", "prefix", "middle_name", "suffix", "email_category")
_SHORT_KEYS = frozenset({*_LAST, "title", "company_name"})
_SHORT_KINDS = CHOICE_KINDS | NUMBER_KINDS | {FieldKind.DATE, FieldKind.CHECKBOX, FieldKind.TIMESTAMP}


class Place(NamedTuple):
    """A box in the two columns of the panel; ``span`` is 2 for one that takes both."""

    field: Field
    line: int
    column: int
    span: int


def places(schema: Schema) -> Iterator[Place]:
    """Every column's box once; of a list the box of its first column."""
    rows = (row for group in _groups(schema) for row in _rows(group))
    for line, row in enumerate(rows):
        for column, field in enumerate(row):
            yield Place(field, line, column, 3 - len(row))


def _rows(group: list[Field]) -> Iterator[list[Field]]:
    """The fields of a group line by line."""
    waits: list[Field] = []
    for field in group:
        if _is_short(field):
            waits.append(field)
        if waits and (len(waits) == 2 or not _is_short(field)):
            yield waits
            waits = []
        if not _is_short(field):
            yield [field]
    if waits:
        yield waits


def _groups(schema: Schema) -> list[list[Field]]:
    """What everyone has, the account's own fields, the parts of the name, what Copper fills in."""
    columns: dict[str, Field] = {}
    for field in schema.columns:
        columns.setdefault(field.attribute if field.attribute in LISTS else field.key, field)
    edited = [key for key, field in columns.items() if not field.read_only]
    fixed = [key for key, field in columns.items() if field.read_only and key != "id"]
    middle = [key for key in edited if key not in _FIRST and key not in _LAST]
    groups = (_FIRST, middle, _LAST, (*fixed, "id"))
    return [[columns[key] for key in group] for group in groups]


def _is_short(field: Field) -> bool:
    if field.attribute in LISTS:
        return False
    is_place = field.attribute == "address" and field.part != "street"
    return is_place or field.key in _SHORT_KEYS or field.kind in _SHORT_KINDS
