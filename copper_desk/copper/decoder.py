"""Copper's JSON lead into the tuple that a Schema describes, tolerantly and fast (100,000 of them at a load).

A value of an unexpected type becomes empty rather than an error, unknown attributes are passed over, and equal
values are shared between leads. Knows nothing of writing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple, TypeAlias

from copper_desk.copper.day import Calendar
from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS, FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Entry, Lead, Value

Json: TypeAlias = Mapping[str, object]
Read: TypeAlias = Callable[[object], Value]
Column: TypeAlias = Sequence[Value]


class Slot(NamedTuple):
    """Where the values of a field go and how they are read.

    A value of a ``usual`` type that is not blank needs no reading; ``equal`` is the table of equal values, if it has
    one, with None in it.
    """

    position: int
    read: Read
    usual: frozenset[type] = frozenset()
    equal: dict[Any, Any] | None = None


ENTRY_TEXT: Final = {"phone_numbers": "number", "websites": "url", "socials": "url"}
"""What an element of each array calls its text (https://developer.copper.com/leads/)."""

_ENTRY_KINDS: Final = {FieldKind.PHONE, FieldKind.WEB_ADDRESS, FieldKind.SOCIAL}
_NONE: Final = type(None)
_NUMBERS: Final = frozenset({int, float})
_TICKS: Final[dict[bool | int | str, bool]] = {
    True: True,
    False: False,
    "true": True,
    "false": False,
    "1": True,
    "0": False,
}
_OFTEN_EQUAL: Final = {
    "title",
    "prefix",
    "first_name",
    "suffix",
    "monetary_unit",
    "city",
    "state",
    "country",
    "category",
}
"""Attributes and parts whose texts many leads have in common; for the others a shared table would cost more."""
_INTEGER: Final = re.compile(r"\s*[+-]?\d{1,30}\s*", re.ASCII)
_DECIMAL: Final = re.compile(r"\s*[+-]?\d{1,300}(?:\.\d+)?(?:[eE][+-]?\d{1,2})?\s*", re.ASCII)


class LeadDecoder:
    """Decodes leads of one schema. Thread-safe: all that changes are caches of equal values."""

    def __init__(self, schema: Schema) -> None:
        self._blank = schema.blank_lead()
        self._equal_texts: dict[str | None, str | None] = {None: None}
        self._equal_integers: dict[int | None, int | None] = {None: None}
        self._equal_lists: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._equal_sets: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._equal_entries: dict[tuple[Entry, ...], tuple[Entry, ...]] = {}
        self._calendar = Calendar(schema.account.time_zone)
        self.option_names: dict[str, dict[int, str]] = {}
        self._plain: dict[object, Slot] = {}
        self._parts: dict[str, dict[object, Slot]] = {"email": {}, "address": {}}
        self._entries: list[tuple[int, str, str, dict[str, tuple[int, Entry]]]] = []
        self._custom: dict[object, Slot] = {}
        self._options: dict[object, dict[int, str]] = {}
        for field in schema:
            self._place(field, schema)

    def decode(self, lead: Json) -> Lead:
        """The lead as a tuple aligned with the schema's fields."""
        return self.decode_all([lead])[0]

    def decode_all(self, leads: Sequence[Json]) -> list[Lead]:
        """The same for many, much faster: by columns, where what is usual is told without a step for each value."""
        columns: list[Any] = [[blank] * len(leads) for blank in self._blank]
        self._fill(columns, leads, self._plain)
        for attribute, slots in self._parts.items():
            self._fill(columns, [_parts(lead.get(attribute), attribute) for lead in leads], slots)
        for position, attribute, text_key, places in self._entries:
            for row, lead in enumerate(leads):
                elements = lead.get(attribute)
                if elements and isinstance(elements, list):
                    found, columns[position][row] = self._read_entries(elements, text_key, places)
                    for column, value in found.items():
                        columns[column][row] = value
        self._fill(columns, [*map(_customs, leads)], self._custom)
        self._learn_names(columns, leads)
        return [*zip(*columns, strict=True)]

    def _place(self, field: Field, schema: Schema) -> None:
        """Notes how one field is read. Columns of an array are filled together with the array itself."""
        if field.definition_id is not None:
            self._custom[field.definition_id] = self._slot(field)
            if field.kind in {FieldKind.DROPDOWN, FieldKind.MULTI_SELECT}:
                self._options[field.definition_id] = self.option_names[field.key] = {}
        elif field.kind is FieldKind.ENTRIES:
            places = {
                other.part: (other.position, Entry(None, other.part))
                for other in schema
                if other.attribute == field.attribute and other.part is not None and other.kind in _ENTRY_KINDS
            }
            self._entries.append((field.position, field.attribute, ENTRY_TEXT[field.attribute], places))
        elif field.part is None:
            self._plain[field.attribute] = self._slot(field)
        elif field.attribute in self._parts:
            self._parts[field.attribute][field.part] = self._slot(field)

    def _slot(self, field: Field) -> Slot:
        at, whole = field.position, frozenset({int})
        if field.kind in CHOICE_KINDS:
            return Slot(at, self._shared_integer, whole, self._equal_integers)
        by_kind = {
            FieldKind.IDENTIFIER: Slot(at, integer, whole),
            FieldKind.TIMESTAMP: Slot(at, integer, whole),
            FieldKind.COUNTER: Slot(at, integer, whole),
            FieldKind.NUMBER: Slot(at, number, _NUMBERS),
            FieldKind.MONEY: Slot(at, number, _NUMBERS),
            FieldKind.PERCENTAGE: Slot(at, number, _NUMBERS),
            FieldKind.CHECKBOX: Slot(at, checkbox, frozenset({bool})),
            FieldKind.DATE: Slot(at, self._calendar.day_of),
            FieldKind.MULTI_SELECT: Slot(at, self._integers),
            FieldKind.TAGS: Slot(at, self._texts),
            FieldKind.CONNECT: Slot(at, self._texts),
        }
        if field.kind in by_kind:
            return by_kind[field.kind]
        words = frozenset({str})
        if (field.part or field.attribute) in _OFTEN_EQUAL:
            return Slot(at, self._shared_text, words, self._equal_texts)
        return Slot(at, text, words)

    def _fill(self, columns: list[Any], objects: Sequence[Mapping[Any, object]], slots: Mapping[object, Slot]) -> None:
        """Fills the columns of ``slots`` with what the objects hold under their names."""
        rows = [[*map(each.get, slots)] for each in objects]
        for slot, raws in zip(slots.values(), zip(*rows, strict=True), strict=False):
            kinds = {*map(type, raws)} - {_NONE}
            if kinds:
                columns[slot.position] = _column(raws, kinds, slot, self._blank[slot.position])

    def _read_entries(
        self, elements: list[object], text_key: str, places: Mapping[str, tuple[int, Entry]]
    ) -> tuple[dict[int, str | None], tuple[Entry, ...]]:
        """The first entry of a category goes into its column and leaves its place behind (leads/entry.py)."""
        entries = []
        found: dict[int, str | None] = {}
        for element in elements:
            if not isinstance(element, dict):
                continue
            value, category = element.get(text_key), element.get("category")
            if type(value) is not str or not value:
                value = text(value)
            place = places.get(category) if type(category) is str else None
            if place is None or place[0] in found:
                entries.append(Entry(value, self._shared_text(category)))
            else:
                found[place[0]] = value
                entries.append(place[1])
        carried = tuple(entries)
        if len(entries) == len(found):  # Places alone: few orders there are, and most leads share them.
            carried = self._equal_entries.setdefault(carried, carried)
        return found, carried

    def _learn_names(self, columns: Sequence[Column], leads: Iterable[Json]) -> None:
        """Names of options, which alone tell what an option was that the definitions no longer list."""
        lacking = {
            definition_id: names
            for definition_id, names in self._options.items()
            if not _ids(columns[self._custom[definition_id].position]) <= names.keys()
        }
        if not lacking:
            return
        for entry in chain.from_iterable(map(_custom_entries, leads)):
            definition_id = integer(entry.get("custom_field_definition_id"))
            if definition_id in lacking and entry.get("value") is not None and "computed_value" in entry:
                value = self._custom[definition_id].read(entry["value"])
                _learn(lacking[definition_id], value, entry["computed_value"])

    def _shared_text(self, value: object) -> str | None:
        found = text(value)
        return None if found is None else self._equal_texts.setdefault(found, found)

    def _shared_integer(self, value: object) -> int | None:
        found = integer(value)
        return None if found is None else self._equal_integers.setdefault(found, found)

    def _texts(self, value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            value = [value]
        if not value or not isinstance(value, list):
            return ()
        if {*map(type, value)} == {str} and (known := self._equal_lists.get(tuple(value))):
            return known
        found = tuple([word for each in value if (word := self._shared_text(each)) is not None])
        return self._equal_lists.setdefault(found, found)

    def _integers(self, value: object) -> tuple[int, ...]:
        if not isinstance(value, list):
            value = [value]
        if not value:
            return ()
        found = tuple([item for each in value if (item := self._shared_integer(each)) is not None])
        return self._equal_sets.setdefault(found, found)


def _column(raws: Sequence[Any], kinds: set[type], slot: Slot, blank: Value) -> Column:
    """The values of a field in many leads; of what Copper sends nothing for, the blank. ``kinds`` are their types."""
    if not kinds <= slot.usual or (str in kinds and "" in raws):
        return [blank if raw is None else slot.read(raw) for raw in raws]
    equal = slot.equal
    if equal is None:
        return raws
    for raw in {*raws}.difference(equal):
        equal.setdefault(raw, raw)
    return [*map(equal.__getitem__, raws)]


def _parts(value: object, attribute: str) -> Json:
    if isinstance(value, dict):
        return value
    return {attribute: value} if isinstance(value, str) and attribute == "email" else {}


def _custom_entries(lead: Json) -> list[Json]:
    listed = lead.get("custom_fields")
    return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []


def _customs(lead: Json) -> Mapping[Any, object]:
    """The values of the custom fields by their definitions; of a repeated one the last that holds anything."""
    try:
        listed: Any = lead["custom_fields"]
        found = {each["custom_field_definition_id"]: each["value"] for each in listed if each["value"] is not None}
    except (KeyError, TypeError):
        return _odd_customs(lead)
    return found if {*map(type, found)} <= {int} else _odd_customs(lead)


def _odd_customs(lead: Json) -> Mapping[Any, object]:
    values = [(integer(each.get("custom_field_definition_id")), each.get("value")) for each in _custom_entries(lead)]
    return {definition_id: value for definition_id, value in values if value is not None}


def _ids(column: Column) -> set[Any]:
    """The ids in a column of options, be it one a lead or several."""
    found: set[Any] = {*column} - {None}
    return {*chain.from_iterable(found)} if tuple in {*map(type, found)} else found


def _learn(known: dict[int, str], value: Value, computed: object) -> None:
    ids = value if isinstance(value, tuple) else (value,)
    names = computed if isinstance(computed, list) else [computed]
    if len(ids) == len(names):
        for option_id, name in zip(ids, names, strict=True):
            if isinstance(option_id, int) and isinstance(name, str) and option_id not in known:
                known[option_id] = name


def text(value: object) -> str | None:
    """A string as it is, spaces included; a number as its digits; "" and anything else as empty."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def integer(value: object) -> int | None:
    """A whole number, also out of ``12.0`` or ``"12"``; anything else as empty."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    return None


def number(value: object) -> int | float | None:
    """A number, also out of its text (``"12.50"``); anything else as empty."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        whole = integer(value)
        found = float(value) if whole is None else whole
        return found if isinstance(found, int) or math.isfinite(found) else None
    return None


def checkbox(value: object) -> bool | None:
    """A tick, also out of ``1``, ``"true"`` and their opposites; anything else as empty."""
    if isinstance(value, str):
        value = value.strip().lower()
    return _TICKS.get(value) if isinstance(value, bool | int | str) else None
