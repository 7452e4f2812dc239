"""The states a row goes through between an edit and Copper's answer, and which moves between them exist.

An illegal move is a bug and raises: better a report than a row that says something untrue.
"""

from __future__ import annotations

from enum import Enum


class Phase(Enum):
    """Where a row stands. A new lead goes through the same phases until it has an id."""

    CLEAN = "clean"  # as loaded
    CHANGED = "changed"  # has staged edits that could be sent
    INVALID = "invalid"  # has an edit with an error: held whole, not sent
    QUEUED = "queued"  # in the plan of a push, not sent yet
    SENDING = "sending"  # in a request
    FAILED = "failed"  # Copper refused it; the edits stay
    CONFLICT = "conflict"  # someone else changed a field that is edited here: held whole
    UNKNOWN = "not confirmed"  # sent, and nobody knows whether Copper took it
    NOT_SENT = "not sent"  # was planned, and the push ended before it
    GONE = "gone"  # deleted, merged away or converted in Copper; the edits stay

    # Enum's own hash is written in Python, and thousands of rows are looked up by phase in one paste.
    __hash__ = object.__hash__


class IllegalMove(Exception):
    """A row was told to move between phases that no path joins. Always a bug of ours."""


_SENDABLE = frozenset({Phase.CHANGED, Phase.FAILED, Phase.UNKNOWN, Phase.NOT_SENT})
_HELD = frozenset({Phase.INVALID, Phase.CONFLICT})
_AT_REST = _SENDABLE | _HELD
_IN_PUSH = frozenset({Phase.QUEUED, Phase.SENDING})

MOVES: dict[Phase, frozenset[Phase]] = {
    # Undoing a discard can bring back a refused edit, or one whose field changed in Copper meanwhile.
    Phase.CLEAN: frozenset({Phase.CHANGED, Phase.INVALID, Phase.FAILED, Phase.CONFLICT, Phase.GONE}),
    **dict.fromkeys(_SENDABLE, _AT_REST | {Phase.CLEAN, Phase.QUEUED, Phase.GONE}),
    # Held whole: there is no way into a push but through a repair.
    **dict.fromkeys(_HELD, _AT_REST | {Phase.CLEAN, Phase.GONE}),
    # A result may find the row edited again: then it can be any of the states at rest.
    Phase.QUEUED: _AT_REST | {Phase.CLEAN, Phase.GONE, Phase.SENDING},
    Phase.SENDING: _AT_REST | {Phase.CLEAN, Phase.GONE, Phase.QUEUED},
    Phase.GONE: _AT_REST | {Phase.CLEAN},
}
"""From each phase, the phases it may move to (staying is always allowed)."""


def moved(phase: Phase, target: Phase) -> Phase:
    """``target``, if a row in ``phase`` may go there. Raises IllegalMove otherwise."""
    if target is not phase and target not in MOVES[phase]:
        raise IllegalMove(f"{phase.value} -> {target.value}")
    return target


def in_push(phase: Phase) -> bool:
    """Whether a push holds the row just now: it may be edited, but neither discarded nor planned again."""
    return phase in _IN_PUSH
