"""The menu of a column's header: filter, sort, select, fit to content, hide."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from copper_desk.gui.look.theme import Theme
from copper_desk.leads.kind import NUMBER_KINDS, FieldKind
from copper_desk.wording import tr

_DAYS = frozenset({FieldKind.DATE, FieldKind.TIMESTAMP})


@dataclass(frozen=True, slots=True)
class HeaderCase:
    """The column that the menu is about. ``kind`` is None for the State column, which is filtered alone."""

    column: int
    kind: FieldKind | None
    can_hide: bool = False
    is_filtered: bool = False
    is_sorted: bool = False
    is_else_sorted: bool = False


class HeaderMenu(QObject):
    """Wishes about one column, each carrying its number; ``sort_wished`` carries (column, descending, in addition)."""

    filter_wished = Signal(object)
    unfilter_wished = Signal(object)
    sort_wished = Signal(object)
    unsort_wished = Signal(object)
    hide_wished = Signal(object)
    fit_wished = Signal(object)
    select_wished = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._widget = parent

    def menu(self, case: HeaderCase) -> QMenu:
        """The menu of one column, ready to be shown."""
        menu, icons, column = QMenu(self._widget), self._theme.icons, case.column
        menu.addAction(icons.icon("filter", "muted"), tr("&Filter…"), lambda: self.filter_wished.emit(column))
        clear = menu.addAction(tr("Clear this f&ilter"), lambda: self.unfilter_wished.emit(column))
        clear.setEnabled(case.is_filtered)
        if case.kind is None:
            return menu
        menu.addSeparator()
        self._add_sorts(menu, case)
        menu.addSeparator()
        menu.addAction(tr("&Select column"), lambda: self.select_wished.emit(column))
        menu.addAction(tr("Fi&t to content"), lambda: self.fit_wished.emit(column))
        hide = menu.addAction(tr("&Hide column"), lambda: self.hide_wished.emit(column))
        hide.setEnabled(case.can_hide)
        return menu

    def popup(self, case: HeaderCase, place: QPoint) -> None:
        """Show the menu of one column at a global position."""
        menu = self.menu(case)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _add_sorts(self, menu: QMenu, case: HeaderCase) -> None:
        icons, column = self._theme.icons, case.column
        up, down = sort_words(case.kind)
        menu.addAction(icons.icon("sort-up", "muted"), up, lambda: self.sort_wished.emit((column, False, False)))
        menu.addAction(icons.icon("sort-down", "muted"), down, lambda: self.sort_wished.emit((column, True, False)))
        if case.is_else_sorted:
            menu.addAction(tr("Then by this &column"), lambda: self.sort_wished.emit((column, False, True)))
        if case.is_sorted:
            menu.addAction(tr("D&o not sort by this column"), lambda: self.unsort_wished.emit(column))


def sort_words(kind: FieldKind | None) -> tuple[str, str]:
    """What the two directions of a sort are called for values of this kind."""
    if kind in NUMBER_KINDS or kind is FieldKind.IDENTIFIER:
        return tr("Sort &smallest first"), tr("Sort &largest first")
    if kind in _DAYS:
        return tr("Sort &oldest first"), tr("Sort &newest first")
    return tr("Sort &A to Z"), tr("Sort &Z to A")


def direction_words(kind: FieldKind | None) -> tuple[str, str]:
    """The same without the verb."""
    if kind in NUMBER_KINDS or kind is FieldKind.IDENTIFIER:
        return tr("Smallest first"), tr("Largest first")
    if kind in _DAYS:
        return tr("Oldest first"), tr("Newest first")
    return tr("A to Z"), tr("Z to A")
