"""What Copper made of the values it accepted: trimmed, rewritten, or changed into something else.

Kept until the next push or until the marks are cleared, so that a cell can say it once. Knows nothing of pushes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from copper_desk.leads.echo import Echo, echo_of
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Lead, Unparsed, Value
from copper_desk.sheet.edit import StagedEdit


class Alteration(NamedTuple):
    """``sent`` was accepted and ``kept`` is what Copper holds. ``is_news``: not merely another form of the same, such
    as a day that moved or a field that was not cleared."""

    sent: Value
    kept: Value
    is_news: bool


def alterations(
    schema: Schema, edits: Mapping[str, StagedEdit], sent: Mapping[str, int], lead: Lead
) -> dict[str, Alteration]:
    """The accepted cells that came back different, by key. A cell that was typed over meanwhile is not looked at."""
    found = {}
    for key, edit in edits.items():
        if sent.get(key) != edit.revision:
            continue
        field = schema[key]
        value, kept = _sendable(edit), lead[field.position]
        echo = echo_of(field, value, kept)
        if echo is not Echo.SAME:
            found[key] = Alteration(value, kept, echo is Echo.OTHER)
    return found


def _sendable(edit: StagedEdit) -> Value:
    """A sent value has been parsed: a cell with bad text holds its lead back."""
    value = edit.value
    if isinstance(value, Unparsed):
        raise TypeError("text that did not parse was sent")
    return value
