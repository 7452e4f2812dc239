"""The menu of a column's header: sort either way, hide, fit to content, select."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from copper_desk.gui.look.theme import Theme


class HeaderMenu(QObject):
    """Wishes about one column, each carrying its number; ``sort_wished`` carries (column, descending)."""

    sort_wished = Signal(object)
    hide_wished = Signal(object)
    fit_wished = Signal(object)
    select_wished = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._widget = parent
        self._column = -1

    def menu(self, column: int, *, can_hide: bool) -> QMenu:
        """The menu of one column, ready to be shown."""
        self._column = column
        menu = QMenu(self._widget)
        icons = self._theme.icons
        menu.addAction(icons.icon("sort-up", "muted"), "Sort A to Z", self._on_sort_up)
        menu.addAction(icons.icon("sort-down", "muted"), "Sort Z to A", self._on_sort_down)
        menu.addSeparator()
        menu.addAction("Select column", self._on_select)
        menu.addAction("Fit to content", self._on_fit)
        hide = menu.addAction("Hide column", self._on_hide)
        hide.setEnabled(can_hide)
        return menu

    def popup(self, column: int, place: QPoint, *, can_hide: bool) -> None:
        """Show the menu of one column at a global position."""
        menu = self.menu(column, can_hide=can_hide)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _on_sort_up(self) -> None:
        self.sort_wished.emit((self._column, False))

    def _on_sort_down(self) -> None:
        self.sort_wished.emit((self._column, True))

    def _on_select(self) -> None:
        self.select_wished.emit(self._column)

    def _on_fit(self) -> None:
        self.fit_wished.emit(self._column)

    def _on_hide(self) -> None:
        self.hide_wished.emit(self._column)
