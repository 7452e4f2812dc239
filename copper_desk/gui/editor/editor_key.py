"""What the keys inside a cell editor mean: leave with or without the change, and where to go then.

Pure: a key in, a decision out. Arrows commit after typing and move the caret after F2, as in Excel.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt


class Step(Enum):
    """Where the current cell goes; the value is (rows, columns)."""

    UP = (-1, 0)
    DOWN = (1, 0)
    LEFT = (0, -1)
    RIGHT = (0, 1)


@dataclass(frozen=True, slots=True)
class Finish:
    """How an editor is left. ``everywhere``: its text goes into every selected cell. ``by_tab`` starts a Tab run."""

    commit: bool = True
    step: Step | None = None
    everywhere: bool = False
    by_tab: bool = False
    by_enter: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What an editor holds: text to be read by the field's kind, or an id picked out of a list."""

    text: str
    value: int | None = None


_ARROWS = {
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_Left: Step.LEFT,
    Qt.Key.Key_Right: Step.RIGHT,
}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_CONTROL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def finish_for(key: int, modifiers: Qt.KeyboardModifier, *, typed: bool) -> Finish | None:
    """How ``key`` leaves the editor, or None where the editor keeps it. ``typed``: opened by typing, not by F2."""
    held = modifiers & (_CONTROL | _SHIFT | _ALT)
    if key == Qt.Key.Key_Escape:
        return Finish(commit=False)
    if key in _ENTER:
        return _enter(held)
    if key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and held == _SHIFT):
        return Finish(step=Step.LEFT, by_tab=True)
    if key == Qt.Key.Key_Tab and not held:
        return Finish(step=Step.RIGHT, by_tab=True)
    if typed and not held and key in _ARROWS:
        return Finish(step=_ARROWS[Qt.Key(key)])
    return None


def _enter(held: Qt.KeyboardModifier) -> Finish | None:
    if held & _ALT:
        return None
    if held & _CONTROL:
        return Finish(everywhere=True)
    return Finish(step=Step.UP if held & _SHIFT else Step.DOWN, by_enter=True)
