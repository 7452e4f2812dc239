"""The state of a row in one glyph and in words: the State column, its tooltip, what copies and what is read out.

Knows nothing of how a glyph is drawn: it names an icon of resources/icons and a token.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_store import Mark
from copper_desk.wording import tr


@dataclass(frozen=True, slots=True)
class RowState:
    """``icon`` is None for a row that has nothing to say. ``words`` begin with a capital, for a cell of their own."""

    icon: str | None
    tone: str
    words: str
    phase: Phase
    is_new: bool
    is_failed: bool


_GLYPHS: dict[Phase, tuple[str, str, str]] = {
    Phase.CHANGED: ("state-changed", "warning", "Changed"),
    Phase.INVALID: ("state-invalid", "error", "Needs attention"),
    Phase.QUEUED: ("state-queued", "muted", "Queued"),
    Phase.SENDING: ("state-sending", "accent", "Sending"),
    Phase.FAILED: ("state-failed", "error", "Failed"),
    Phase.CONFLICT: ("state-conflict", "conflict", "Conflict"),
    Phase.UNKNOWN: ("state-unknown", "muted", "Not confirmed"),
    Phase.NOT_SENT: ("state-not-sent", "muted", "Not sent"),
    Phase.GONE: ("state-gone", "error", "Gone from Copper"),
}
_NEW = ("state-new", "ok", "New")
_MARKS = {
    Mark.ACCEPTED: ("state-accepted", "ok", "Accepted"),
    Mark.ALTERED: ("state-warning", "warning", "Accepted, not as sent"),
}
_WARNING = ("state-warning", "warning", "Changed, with a warning")


@cache
def row_state(phase: Phase, *, is_new: bool = False, mark: Mark | None = None, warned: bool = False) -> RowState:
    """How a row in ``phase`` is shown. ``mark``: what the last push left; ``warned``: a cell has a warning."""
    icon, tone, words = _glyph(phase, is_new, mark, warned)
    is_plain_new = words == _NEW[2]
    words = tr(words) if words else ""
    if is_new and not is_plain_new:
        words = tr("New, {state}", state=f"{words[:1].lower()}{words[1:]}")
    return RowState(icon, tone, words, phase, is_new, phase is Phase.FAILED)


def _glyph(phase: Phase, is_new: bool, mark: Mark | None, warned: bool) -> tuple[str | None, str, str]:
    if phase is Phase.CLEAN and not is_new:
        return (None, "muted", "") if mark is None else _MARKS[mark]
    if phase in {Phase.CLEAN, Phase.CHANGED} and is_new and not warned:
        return _NEW
    if phase is Phase.CHANGED and warned:
        return _WARNING
    return _GLYPHS.get(phase, _NEW)
