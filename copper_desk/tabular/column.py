"""Which column of a file is which field: by exact key, by label in any case, or by a ``… cf_<id>`` ending.

A guess is never made here: a header that matches nothing is left out, and said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copper_desk.leads.field import Field
from copper_desk.leads.schema import Schema

_CUSTOM = re.compile(r"(?:^|\s)(cf_\d+)$")


@dataclass(frozen=True, slots=True)
class MatchedColumn:
    """A column of a file. ``field`` is None when nothing matches its header."""

    index: int
    header: str
    field: Field | None

    @property
    def is_note(self) -> bool:
        """Whether it is one of ours beside the lead's own (``_status`` of a file of results): left out without a
        word."""
        return self.header.strip().startswith("_")


def match_columns(header: Sequence[str], schema: Schema) -> tuple[MatchedColumn, ...]:
    """Each header with its field. The second of two headers for one field matches nothing."""
    taken: set[str] = set()
    matched = []
    for index, text in enumerate(header):
        field = _field(text, schema)
        if field is not None and field.key in taken:
            field = None
        if field is not None:
            taken.add(field.key)
        matched.append(MatchedColumn(index, text, field))
    return tuple(matched)


def _field(header: str, schema: Schema) -> Field | None:
    text = " ".join(header.split())
    custom = _CUSTOM.search(text)
    if custom is not None:
        return schema.get(custom.group(1))
    found = schema.get(text)
    if found is not None and not found.carried:
        return found
    labelled = [field for field in schema.columns if field.label.casefold() == text.casefold()]
    return labelled[0] if len(labelled) == 1 else None
