"""The keys of the grid: which one moves where, and which one asks for what. One table, so that it can be shown.

Pure: a key in, a decision out. Keys of an open editor are elsewhere (editor_key).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt

_CONTROL, _SHIFT, _ALT, _META = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)


class Course(Enum):
    """Kinds of movement."""

    STEP = "step"  # one cell
    LEAP = "leap"  # to the edge of the data
    PAGE = "page"
    ROW_START = "row start"
    ROW_END = "row end"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Move:
    """A movement of the current cell, or with ``extend`` of the far corner of the selection."""

    course: Course
    rows: int = 0
    columns: int = 0
    extend: bool = False


class Ask(Enum):
    """What else a key asks of the grid."""

    EDIT = "edit"
    EDIT_EMPTY = "edit empty"
    ENTER = "enter"
    ENTER_BACK = "enter back"
    TAB = "tab"
    TAB_BACK = "tab back"
    COLLAPSE = "collapse"
    CLEAR = "clear"
    TOGGLE = "toggle"
    OPEN_LIST = "open list"
    COPY = "copy"
    COPY_WITH_HEADERS = "copy with headers"
    CUT = "cut"
    PASTE = "paste"
    FILL_DOWN = "fill down"
    FILL_RIGHT = "fill right"
    COPY_FROM_ABOVE = "copy from above"
    TODAY = "today"
    PUT_BACK = "put back"
    SELECT_ALL = "select all"
    SELECT_COLUMNS = "select columns"
    SELECT_ROWS = "select rows"
    MENU = "menu"


ACTED = frozenset(
    {
        *(Ask.CLEAR, Ask.COPY, Ask.COPY_WITH_HEADERS, Ask.CUT, Ask.PASTE, Ask.PUT_BACK),
        *(Ask.FILL_DOWN, Ask.FILL_RIGHT, Ask.COPY_FROM_ABOVE, Ask.TODAY),
        *(Ask.SELECT_ALL, Ask.SELECT_COLUMNS, Ask.SELECT_ROWS),
    }
)
"""What an action of the window does, too, with keys that a person may change."""

_KEY = Qt.Key
_ASKS: dict[tuple[int, Qt.KeyboardModifier], Ask] = {
    (_KEY.Key_F2, Qt.KeyboardModifier.NoModifier): Ask.EDIT,
    (_KEY.Key_Backspace, Qt.KeyboardModifier.NoModifier): Ask.EDIT_EMPTY,
    (_KEY.Key_Return, Qt.KeyboardModifier.NoModifier): Ask.ENTER,
    (_KEY.Key_Enter, Qt.KeyboardModifier.NoModifier): Ask.ENTER,
    (_KEY.Key_Return, _SHIFT): Ask.ENTER_BACK,
    (_KEY.Key_Enter, _SHIFT): Ask.ENTER_BACK,
    (_KEY.Key_Tab, Qt.KeyboardModifier.NoModifier): Ask.TAB,
    (_KEY.Key_Backtab, _SHIFT): Ask.TAB_BACK,
    (_KEY.Key_Backtab, Qt.KeyboardModifier.NoModifier): Ask.TAB_BACK,
    (_KEY.Key_Tab, _SHIFT): Ask.TAB_BACK,
    (_KEY.Key_Escape, Qt.KeyboardModifier.NoModifier): Ask.COLLAPSE,
    (_KEY.Key_Delete, Qt.KeyboardModifier.NoModifier): Ask.CLEAR,
    (_KEY.Key_Space, Qt.KeyboardModifier.NoModifier): Ask.TOGGLE,
    (_KEY.Key_Down, _ALT): Ask.OPEN_LIST,
    (_KEY.Key_C, _CONTROL): Ask.COPY,
    (_KEY.Key_C, _CONTROL | _SHIFT): Ask.COPY_WITH_HEADERS,
    (_KEY.Key_X, _CONTROL): Ask.CUT,
    (_KEY.Key_V, _CONTROL): Ask.PASTE,
    (_KEY.Key_D, _CONTROL): Ask.FILL_DOWN,
    (_KEY.Key_R, _CONTROL): Ask.FILL_RIGHT,
    (_KEY.Key_Apostrophe, _CONTROL): Ask.COPY_FROM_ABOVE,
    (_KEY.Key_Apostrophe, _CONTROL | _SHIFT): Ask.COPY_FROM_ABOVE,  # where ' is on a shifted key
    (_KEY.Key_Semicolon, _CONTROL): Ask.TODAY,
    (_KEY.Key_Semicolon, _CONTROL | _SHIFT): Ask.TODAY,
    (_KEY.Key_Backspace, _CONTROL | _SHIFT): Ask.PUT_BACK,
    (_KEY.Key_A, _CONTROL): Ask.SELECT_ALL,
    (_KEY.Key_Space, _CONTROL): Ask.SELECT_COLUMNS,
    (_KEY.Key_Space, _SHIFT): Ask.SELECT_ROWS,
    (_KEY.Key_F10, _SHIFT): Ask.MENU,  # X11 makes no context menu event of it, as of the menu key.
}
_ARROWS = {
    _KEY.Key_Up: (-1, 0),
    _KEY.Key_Down: (1, 0),
    _KEY.Key_Left: (0, -1),
    _KEY.Key_Right: (0, 1),
}


def decision_for(key: int, modifiers: Qt.KeyboardModifier) -> Move | Ask | None:
    """What a key means while no editor is open; None for one that is not the grid's, or that types a character."""
    held = modifiers & (_CONTROL | _SHIFT | _ALT | _META)
    ask = _ASKS.get((key, held))
    if ask is not None:
        return ask
    if held & (_ALT | _META):
        return None
    return _movement(key, extend=bool(held & _SHIFT), control=bool(held & _CONTROL))


def types_text(text: str, modifiers: Qt.KeyboardModifier) -> bool:
    """Whether a key types something into a cell. AltGr arrives as Ctrl+Alt on Windows and still types."""
    if not text or not text.isprintable():
        return False
    control, alt = bool(modifiers & _CONTROL), bool(modifiers & _ALT)
    return control == alt and not modifiers & _META


def _movement(key: int, *, extend: bool, control: bool) -> Move | None:
    if key in _ARROWS:
        rows, columns = _ARROWS[Qt.Key(key)]
        return Move(Course.LEAP if control else Course.STEP, rows, columns, extend)
    if key == _KEY.Key_Home:
        return Move(Course.START if control else Course.ROW_START, extend=extend)
    if key == _KEY.Key_End:
        return Move(Course.END if control else Course.ROW_END, extend=extend)
    if key in {_KEY.Key_PageUp, _KEY.Key_PageDown} and not control:
        return Move(Course.PAGE, rows=-1 if key == _KEY.Key_PageUp else 1, extend=extend)
    return None
