"""What keys mean: pure tables, inside an editor and outside."""

from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from copper_desk.gui.editor.editor_key import Finish, Step, finish_for
from copper_desk.gui.grid.grid_key import Ask, Course, Move, decision_for, types_text
from copper_desk.gui.grid.grid_motion import Motion

Key: TypeAlias = Qt.Key
Held: TypeAlias = Qt.KeyboardModifier
NONE = Held.NoModifier
CONTROL, SHIFT, ALT = Held.ControlModifier, Held.ShiftModifier, Held.AltModifier


def test_arrows_commit_after_typing_and_move_the_caret_after_f2() -> None:
    assert finish_for(Key.Key_Left, NONE, typed=True) == Finish(step=Step.LEFT)
    assert finish_for(Key.Key_Left, NONE, typed=False) is None


def test_alt_enter_stays_in_the_editor_and_control_enter_goes_everywhere() -> None:
    assert finish_for(Key.Key_Return, ALT, typed=True) is None
    assert finish_for(Key.Key_Return, CONTROL, typed=True) == Finish(everywhere=True)
    assert finish_for(Key.Key_Escape, NONE, typed=True) == Finish(commit=False)


@pytest.mark.parametrize(
    ("key", "held", "meaning"),
    [
        (Key.Key_Down, NONE, Move(Course.STEP, rows=1)),
        (Key.Key_Down, SHIFT, Move(Course.STEP, rows=1, extend=True)),
        (Key.Key_Right, CONTROL | SHIFT, Move(Course.LEAP, columns=1, extend=True)),
        (Key.Key_Home, NONE, Move(Course.ROW_START)),
        (Key.Key_End, CONTROL, Move(Course.END)),
        (Key.Key_PageUp, SHIFT, Move(Course.PAGE, rows=-1, extend=True)),
        (Key.Key_Down, ALT, Ask.OPEN_LIST),
        (Key.Key_Backspace, CONTROL | SHIFT, Ask.PUT_BACK),
        (Key.Key_Apostrophe, CONTROL, Ask.COPY_FROM_ABOVE),
        (Key.Key_B, NONE, None),
        (Key.Key_Up, ALT, None),
        (Key.Key_F, CONTROL, None),
    ],
)
def test_a_key_of_the_grid(key: Key, held: Held, meaning: Move | Ask | None) -> None:
    assert decision_for(key, held) == meaning


@pytest.mark.parametrize(
    ("text", "held", "types"),
    [
        ("a", NONE, True),
        ("A", SHIFT, True),
        ("@", CONTROL | ALT, True),  # AltGr+Q
        ("a", CONTROL, False),
        ("a", ALT, False),
        ("\r", NONE, False),
        ("", NONE, False),
    ],
)
def test_which_keys_type(text: str, held: Held, types: bool) -> None:
    assert types_text(text, held) is types


def motion(line: str) -> Motion:
    """One column of cells; a dot is an empty one."""
    return Motion(len(line), (0,), lambda row, _column: line[row] != ".")


@pytest.mark.parametrize(
    ("line", "start", "step", "lands"),
    [
        ("xxx..xx", 0, 1, 2),
        ("xxx..xx", 2, 1, 5),
        ("xxx..xx", 5, 1, 6),
        ("x....", 0, 1, 4),
        ("..x..", 4, -1, 2),
        ("xx.xx", 4, -1, 3),
        ("x", 0, 1, 0),
    ],
)
def test_control_arrow_stops_where_excel_stops(line: str, start: int, step: int, lands: int) -> None:
    assert motion(line).leap((start, 0), step, 0) == (lands, 0)


@given(
    line=st.text(alphabet="x.", min_size=1, max_size=30),
    start=st.integers(0, 29),
    step=st.sampled_from([-1, 1]),
)
def test_a_leap_never_leaves_the_grid_nor_turns_back(line: str, start: int, step: int) -> None:
    start %= len(line)
    row, _ = motion(line).leap((start, 0), step, 0)
    assert 0 <= row < len(line)
    assert (row - start) * step >= 0
