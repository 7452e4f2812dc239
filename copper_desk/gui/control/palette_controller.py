"""Fills the command palette with every action of the menus, every column and saved view, and does what is chosen.

Reads the menus themselves, so that nothing in them can be missing here. ``remember`` keeps what was used last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from copper_desk.gui.command_palette.palette_entry import Found, PaletteEntry, ranked, remembered
from copper_desk.gui.command_palette.palette_overlay import PaletteOverlay
from copper_desk.gui.control.why_not import why_not
from copper_desk.wording import tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow

_COLUMN = "column:"
_VIEW = "view:"
_ITSELF = "palette"


class PaletteController(QObject):
    """``recent`` are the names of what was used last; ``remember`` is told each time they change."""

    def __init__(self, window: MainWindow, *, recent: Sequence[str], remember: Callable[[list[str]], object]) -> None:
        super().__init__(window)
        self._w = window
        self._recent = list(recent)
        self._remember = remember
        self._entries: list[PaletteEntry] = []
        self._actions: dict[str, QAction] = {}
        self.overlay = PaletteOverlay(window.theme, self._found, window)
        self.overlay.is_opening_key = self._is_opening_key
        self.overlay.chosen.connect(self._on_overlay_chosen)

    def show(self) -> None:
        """Open the palette (Ctrl+K); an open cell is committed first."""
        self._w.commit_editors()
        self._actions = dict(self._of_menus())
        self._entries = [*self._action_entries(), *self._column_entries(), *self._view_entries()]
        self.overlay.open()

    # -- what there is ---------------------------------------------------------------------------------------

    def _found(self, typed: str) -> list[Found]:
        return ranked(self._entries, typed, recent=self._recent)

    def _action_entries(self) -> Iterator[PaletteEntry]:
        for name, action in self._actions.items():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            reason = "" if action.isEnabled() else why_not(name)
            yield PaletteEntry(name, _words(action.text()), str(action.property("place") or ""), keys, reason)

    def _column_entries(self) -> Iterator[PaletteEntry]:
        view = self._w.view
        shown = set(view.shown_columns())
        for column, field in enumerate(view.lead_model.fields, start=1):
            place = tr("Column") if column in shown else tr("Column, hidden now")
            yield PaletteEntry(f"{_COLUMN}{field.key}", field.label, place)

    def _view_entries(self) -> Iterator[PaletteEntry]:
        for name in self._w.views.names():
            yield PaletteEntry(f"{_VIEW}{name}", name, tr("Saved view"))

    def _of_menus(self) -> Iterator[tuple[str, QAction]]:
        for top in self._w.menuBar().actions():
            menu = top.menu()
            if isinstance(menu, QMenu):
                yield from self._of_menu(menu, _words(menu.title()))

    def _of_menu(self, menu: QMenu, place: str) -> Iterator[tuple[str, QAction]]:
        for action in menu.actions():
            inner = action.menu()
            if isinstance(inner, QMenu):
                if inner is not self._w.actions_.columns:  # Every column is found by its name already.
                    yield from self._of_menu(inner, f"{place} › {_words(inner.title())}")
            elif not action.isSeparator() and action.objectName() != _ITSELF and action.text():
                action.setProperty("place", place)
                yield action.objectName() or f"{place} › {_words(action.text())}", action

    def _is_opening_key(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        return any(keys == pressed for keys in self._w.actions_[_ITSELF].shortcuts())

    # -- what is chosen --------------------------------------------------------------------------------------

    @Slot(object)
    def _on_overlay_chosen(self, name: str) -> None:
        self._recent = remembered(self._recent, name)
        self._remember(self._recent)
        if name.startswith(_COLUMN):
            self._go_to(name.removeprefix(_COLUMN))
        elif name.startswith(_VIEW):
            self._w.views.apply(name.removeprefix(_VIEW))
        elif name in self._actions:
            self._actions[name].trigger()

    def _go_to(self, key: str) -> None:
        """The column in the current row, shown if it was hidden."""
        view = self._w.view
        cell = view.current_cell()
        if cell is None or not view.go_to(cell[0], key):
            self._w.messages.say(tr("There is no lead to go to: load some, or show all."))
        view.setFocus()


def _words(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
