"""Which keys each action has: those of the table, or those that a person gave it. Knows no widgets.

Keys are written as Qt's portable text ("Ctrl+Shift+H"). Only what differs from the table is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence

from copper_desk.gui.control.action import ActionSpec, all_specs
from copper_desk.gui.control.habit import SHORTCUTS, Habits
from copper_desk.gui.grid.grid_key import ACTED, Ask, Move, decision_for
from copper_desk.wording import tr

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_ENDING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
"""With whatever is held, they belong to the editors of cells."""
_MODIFIERS = frozenset({Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr})


class Keymap(QObject):
    """``changed`` comes after each change."""

    changed = Signal()

    def __init__(self, habits: Habits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._habits = habits
        self._specs = {spec.name: spec for spec in all_specs()}
        kept = habits.lists(SHORTCUTS)
        self._own: dict[str, tuple[str, ...]] = {}
        self._take_kept({name: _sound(keys) for name, keys in kept.items() if name in self._specs})

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of an action; empty when it has none. Raises KeyError."""
        own = self._own.get(name)
        return self._specs[name].keys if own is None else own

    def is_own(self, name: str) -> bool:
        """Whether a person gave the action its keys."""
        return name in self._own

    def has_own(self) -> bool:
        """Whether any action has other keys than the table says."""
        return bool(self._own)

    def holder(self, keys: str) -> ActionSpec | None:
        """The action that has these keys."""
        for spec in self._specs.values():
            if keys in map(_portable, self.keys(spec.name)):
                return spec
        return None

    def give(self, name: str, keys: str) -> None:
        """Give an action these keys alone, "" for none; whoever had them loses them. Raises KeyError."""
        spec = self._specs[name]
        wanted = (_portable(keys),) if keys else ()
        for other in self._specs.values():
            if wanted and other is not spec and wanted[0] in map(_portable, self.keys(other.name)):
                self._set(other, tuple(each for each in self.keys(other.name) if _portable(each) != wanted[0]))
        self._set(spec, wanted)
        self._keep()

    def give_back(self, name: str) -> None:
        """Give an action the keys of the table again; whoever took them loses them. Raises KeyError."""
        spec = self._specs[name]
        for keys in spec.keys:
            other = self.holder(_portable(keys))
            if other is not None and other is not spec:
                self._set(other, tuple(each for each in self.keys(other.name) if _portable(each) != _portable(keys)))
        self._own.pop(name, None)
        self._keep()

    def give_all_back(self) -> None:
        """The keys of the table for every action."""
        self._own.clear()
        self._keep()

    def _take_kept(self, kept: dict[str, tuple[str, ...]]) -> None:
        """What was kept counts before the table, which may have come to use the same keys since; no keys come twice."""
        given = set[str]()
        for name, keys in kept.items():
            self._own[name] = tuple(each for each in dict.fromkeys(keys) if each not in given)
            given.update(keys)
        for spec in self._specs.values():
            left = tuple(each for each in spec.keys if _portable(each) not in given)
            if spec.name not in self._own and left != spec.keys:
                self._own[spec.name] = left

    def _set(self, spec: ActionSpec, keys: tuple[str, ...]) -> None:
        if keys == spec.keys:
            self._own.pop(spec.name, None)
        else:
            self._own[spec.name] = keys

    def _keep(self) -> None:
        self._habits.keep(SHORTCUTS, {name: [*keys] for name, keys in sorted(self._own.items())})
        self.changed.emit()


def refusal(keys: str) -> str:
    """Why these keys cannot be a shortcut, for the person; empty when they can."""
    pressed = QKeySequence(keys)
    if not pressed.count():
        return tr("Press the keys of the shortcut.")
    combination = cast(Sequence[QKeyCombination], pressed)[0]  # As Qt documents it; its stubs forgot.
    held, key = combination.keyboardModifiers(), combination.key()
    if key in _MODIFIERS or key == Qt.Key.Key_unknown:
        return tr("Hold these and press one more key.")
    decision = decision_for(key, held)
    if key in _ENDING or isinstance(decision, Move) or (isinstance(decision, Ask) and decision not in ACTED):
        return tr("The sheet itself needs {keys}: see “In the grid”.", keys=native(keys))
    # Shift+Space types nothing while no editor is open, and an editor keeps it for itself.
    return "" if decision in ACTED else _typing_refusal(combination)


def _typing_refusal(combination: QKeyCombination) -> str:
    """Why a combination types something, or opens a menu, on some keyboard."""
    held, key = combination.keyboardModifiers(), combination.key()
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    if held & control and held & alt:
        return tr("Ctrl+Alt is AltGr on many keyboards and types letters there, so it cannot be a shortcut.")
    if held & alt and Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return tr("Alt with a letter opens menus and presses buttons, so it cannot be a shortcut.")
    if not held & (control | alt | Qt.KeyboardModifier.MetaModifier) and not _is_function_key(combination):
        return tr("A key alone types into the cell. Hold Ctrl with it.")
    return ""


def native(keys: str) -> str:
    """Keys as this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _portable(keys: str) -> str:
    return QKeySequence(keys).toString(_PORTABLE)


def _sound(keys: list[str]) -> tuple[str, ...]:
    """Kept keys that still can be keys: a settings file may be edited by hand."""
    return tuple(each for each in map(_portable, keys) if each and not refusal(each))


def _is_function_key(combination: QKeyCombination) -> bool:
    key = combination.key()
    allowed = (Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Insert)
    shifted = bool(combination.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
    return Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35 or (key in allowed and (shifted or key != Qt.Key.Key_Escape))
