"""What is wished at the headers of both panes: sorting, the column menu, fitting, and the marks that answer.

Keeps the grid itself free of it. Knows the arrangement that sorts; the grid knows it only through here.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, QPoint
from PySide6.QtWidgets import QWidget

from copper_desk.gui.grid.arrangement import STATE, Arrangement
from copper_desk.gui.grid.header_menu import HeaderCase, HeaderMenu
from copper_desk.gui.grid.lead_header import LeadHeader
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.gui.look.theme import Theme


class ColumnHolder(Protocol):
    """What the headers may do to the grid's columns, by their number in the model."""

    frozen_columns: tuple[int, int]

    def fit(self, column: int) -> None:
        """As wide as label and cells need."""

    def hide_column(self, column: int) -> None:
        """Take it out of view."""

    def select_column(self, column: int) -> None:
        """Select all of it."""


class HeaderControl(QObject):
    """Joins two headers to one arrangement, which may come later."""

    def __init__(
        self,
        headers: tuple[LeadHeader, LeadHeader],
        model: LeadModel,
        theme: Theme,
        *,
        grid: QWidget,
        columns: ColumnHolder,
    ) -> None:
        super().__init__(grid)
        self._headers = headers
        self._model = model
        self._columns = columns
        self._arrangement: Arrangement | None = None
        self.menu = HeaderMenu(theme, grid)
        for header in headers:
            header.sort_wished.connect(self._on_sort_wished)
            header.menu_wished.connect(self._on_menu_wished)
            header.sectionHandleDoubleClicked.connect(self._on_fit_wished)
        self.menu.sort_wished.connect(self._on_menu_sort_wished)
        self.menu.unsort_wished.connect(self._on_menu_unsort_wished)
        self.menu.unfilter_wished.connect(self._on_menu_unfilter_wished)
        self.menu.hide_wished.connect(self._on_hide_wished)
        self.menu.fit_wished.connect(self._on_fit_wished)
        self.menu.select_wished.connect(self._on_select_wished)

    def follow(self, arrangement: Arrangement) -> None:
        """Sort through this arrangement, and show the sort in force."""
        self._arrangement = arrangement
        arrangement.changed.connect(self._on_arrangement_changed)
        self._on_arrangement_changed(arrangement)

    def mark_current(self, current: QModelIndex) -> None:
        """Lift the label of the current cell's column."""
        for header in self._headers:
            header.current_column = current.column()
            header.viewport().update()

    def _on_sort_wished(self, wish: tuple[int, bool]) -> None:
        field = self._model.field_at(wish[0])
        if field is not None and self._arrangement is not None:
            self._arrangement.toggle_sort(field.key, add=wish[1])

    def _on_menu_sort_wished(self, wish: tuple[int, bool, bool]) -> None:
        field = self._model.field_at(wish[0])
        if field is not None and self._arrangement is not None:
            self._arrangement.sort(field.key, descending=wish[1], add=wish[2])

    def _on_menu_unsort_wished(self, column: int) -> None:
        key = self._key(column)
        if self._arrangement is not None:
            self._arrangement.set_sorts(tuple(sort for sort in self._arrangement.sorts if sort[0] != key))

    def _on_menu_unfilter_wished(self, column: int) -> None:
        if self._arrangement is not None:
            self._arrangement.filter_column(self._key(column), None)

    def _on_menu_wished(self, wish: tuple[int, QPoint]) -> None:
        self.menu.popup(self._case(wish[0]), wish[1])

    def _case(self, column: int) -> HeaderCase:
        field, key = self._model.field_at(column), self._key(column)
        sorts = () if self._arrangement is None else self._arrangement.sorts
        return HeaderCase(
            column,
            None if field is None else field.kind,
            can_hide=column not in self._columns.frozen_columns,
            is_filtered=self._arrangement is not None and key in self._arrangement.filters,
            is_sorted=any(sort[0] == key for sort in sorts),
            is_else_sorted=any(sort[0] != key for sort in sorts),
        )

    def _key(self, column: int) -> str:
        field = self._model.field_at(column)
        return STATE if field is None else field.key

    def _on_fit_wished(self, column: int) -> None:
        self._columns.fit(column)

    def _on_hide_wished(self, column: int) -> None:
        self._columns.hide_column(column)

    def _on_select_wished(self, column: int) -> None:
        self._columns.select_column(column)

    def _on_arrangement_changed(self, arrangement: Arrangement) -> None:
        sorts = {
            column: (rank, descending)
            for rank, (key, descending) in enumerate(arrangement.sorts, start=1)
            if (column := self._model.column_of(key)) is not None
        }
        filtered = frozenset(0 if key == STATE else self._model.column_of(key) or 0 for key in arrangement.filters)
        for header in self._headers:
            header.set_sorts(sorts)
            header.set_filtered(filtered)
