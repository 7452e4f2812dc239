"""From the name that Copper gives a field in an error to the field of the sheet, so that the right cell is ringed.

How Copper names nested and custom fields in errors is not documented, so every likely spelling is understood:
``Company Name``, ``address.city``, ``phone_numbers[1].number``, ``custom_fields.100764``, a label. A name that is not
known maps to nothing, and its message stands on the row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.schema import Schema

_SEPARATOR: Final = re.compile(r"[\s\-_]+")
_STEPS: Final = re.compile(r"[.\[\]]+")
_CUSTOM: Final = re.compile(r"(?:cf|custom_fields?|custom_field_definitions?(?:_id)?)_?(\d+)", re.ASCII)
_OTHER_WORDS: Final = {
    "emails": "email",
    "phone_number": "phone_numbers",
    "phone": "phone_numbers",
    "website": "websites",
    "social": "socials",
    "tag": "tags",
    "customer_source": "customer_source_id",
    "assignee": "assignee_id",
    "status": "status_id",
}


class FieldNames:
    """The names of one schema's fields as an error may spell them."""

    def __init__(self, schema: Schema) -> None:
        self._by_name: dict[str, list[str]] = {}
        self._by_definition = {field.definition_id: field.key for field in schema if field.definition_id is not None}
        self._carried = {field.key for field in schema if field.kind is FieldKind.ENTRIES}
        for field in (*schema.columns, *(schema[key] for key in sorted(self._carried))):
            self._learn([field.attribute], field)
            if field.part is not None:
                self._learn([f"{field.attribute}.{field.part}", field.key], field)
        # After the attributes, so that a custom field named "Email" does not take the built-in one's name.
        self._learn_labels(schema.columns)

    def keys(self, name: str) -> tuple[str, ...]:
        """Every field that ``name`` may mean, in the order of the columns; none when it is not known."""
        path = _path(name)
        custom = _CUSTOM.match(path.replace(".", "_"))
        if custom is not None and int(custom[1]) in self._by_definition:
            return (self._by_definition[int(custom[1])],)
        first = path.partition(".")[0]
        for candidate in (path, _OTHER_WORDS.get(path, ""), first, _OTHER_WORDS.get(first, "")):
            if candidate in self._by_name:
                return tuple(self._by_name[candidate])
        return ()

    def key(self, name: str, sent: Collection[str] = ()) -> str | None:
        """The one field that ``name`` means in a write that carried ``sent``.

        An array or object named as a whole means the one cell of it that was sent; None when that is not decided.
        """
        candidates = self.keys(name)
        hit = [key for key in candidates if key in sent] or candidates
        path = _path(name)
        # An array's own name means any entry of it, not just those that have no column.
        exact = [key for key in hit if key in {path, _OTHER_WORDS.get(path)} - self._carried]
        if exact:
            return exact[0]
        return hit[0] if len(hit) == 1 else None

    def _learn(self, names: Iterable[str], field: Field) -> None:
        for name in names:
            keys = self._by_name.setdefault(_folded(name), [])
            if field.key not in keys:
                keys.append(field.key)

    def _learn_labels(self, columns: Iterable[Field]) -> None:
        taken = set(self._by_name)
        for field in columns:
            if _folded(field.label) not in taken:
                self._learn([field.label], field)


def _path(name: str) -> str:
    return ".".join(_folded(step) for step in _STEPS.split(name) if step)


def _folded(name: str) -> str:
    return _SEPARATOR.sub("_", name.strip().casefold())
