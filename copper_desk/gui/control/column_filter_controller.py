"""Filters by columns: opens the popup under a header, applies what is chosen there, and keeps the chips over the sheet.

Knows the parts of the window; how a filter picks rows is sheet/column_filter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Slot

from copper_desk.gui.control.filter_controller import GROUPS, ONLY
from copper_desk.gui.filtering.filter_popup import FilterCase, FilterPopup
from copper_desk.gui.filtering.filter_strip import Chip
from copper_desk.gui.filtering.filter_word import AS_LOADED, NEW, state_label, state_names, words_of
from copper_desk.gui.filtering.value_model import Entry
from copper_desk.gui.grid.arrangement import STATE
from copper_desk.gui.grid.lead_model import STATE_COLUMN
from copper_desk.leads.field import Field
from copper_desk.sheet.column_filter import Among, value_texts
from copper_desk.sheet.column_value import column_values
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_filter import RowFilter
from copper_desk.wording import tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow


MOST_VALUES = 2_000
"""So many values are listed at most: more is nothing to choose from, and takes a while to put in order."""


class ColumnFilterController(QObject):
    """The column filters of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._w = window
        self.popup: FilterPopup | None = None
        strip = window.strip
        strip.opened.connect(self._on_strip_opened)
        strip.removed.connect(self._on_strip_removed)
        strip.all_removed.connect(window.filters.show_everything)
        window.view.header_control.menu.filter_wished.connect(self.show)
        window.arrangement.changed.connect(self.show_chips)
        window.filters.changed.connect(self.show_chips)

    @Slot()
    def show_current(self) -> None:
        """Filter by the column of the current cell (Ctrl+Shift+L)."""
        current = self._w.view.selection.current
        self.show(self._w.view.frozen_columns[-1] if current is None else current[1])

    @Slot(object)
    def show(self, column: int) -> None:
        """Open the popup of a column under its header."""
        view = self._w.view
        view.commit_editor()
        pane = view.pane_of(column)
        view.reveal_column(column)
        header = pane.header
        left = header.sectionViewportPosition(column)
        place = header.viewport().mapToGlobal(QPoint(left, 0))
        self._open(column, QRect(place.x(), place.y(), header.sectionSize(column), header.height()))

    def show_value_only(self) -> None:
        """Show only the leads that have what the current cell holds; several values: any of them."""
        self._filter_to_current(keep=True)

    def hide_value(self) -> None:
        """Hide the leads that have what the current cell holds."""
        self._filter_to_current(keep=False)

    @Slot()
    def show_chips(self, *_facts: object) -> None:
        """Name what is filtered by."""
        filters, style = self._w.arrangement.filters, self._w.desk.style
        chips = []
        if self._w.filters.name:
            chips.append(Chip(ONLY, tr("Only: {name}", name=self._w.filters.name), opens=False))
        if self._w.arrangement.groups is not None:
            chips.append(Chip(GROUPS, self._w.duplicates.words()))
        for key, row_filter in filters.items():
            field = self._field(key)
            words = words_of(row_filter, field, style)
            chips.append(Chip(key, tr("{column}: {filter}", column=self._label(field), filter=words)))
        self._w.strip.show_chips(chips)

    def _open(self, column: int, header: QRect) -> None:
        self.popup = FilterPopup(self._case(column), self._w.theme, self._w)
        key = self._key(column)
        self.popup.chosen.connect(lambda row_filter: self._apply(key, row_filter))
        self.popup.open_at(header)

    def _apply(self, key: str, row_filter: RowFilter | None) -> None:
        self._w.arrangement.filter_column(key, row_filter)
        self._w.view.setFocus()

    def _case(self, column: int) -> FilterCase:
        w, field, key = self._w, self._w.model.field_at(column), self._key(column)
        rows = w.arrangement.rows_beside(key)
        if field is None:
            entries = self._state_entries(rows)
        else:
            values = column_values(field, w.desk.sheet.column(key, rows), w.desk.style, most=MOST_VALUES)
            entries = [Entry(*value) for value in values]
            entries += _unlisted(w.arrangement.filters.get(key), entries)
        row_filter, is_whole = w.arrangement.filters.get(key), len(entries) < MOST_VALUES
        return FilterCase(field, self._label(field), tuple(entries), row_filter, w.desk.style, is_whole=is_whole)

    def _state_entries(self, rows: list[int]) -> list[Entry]:
        sheet, counts = self._w.desk.sheet, Counter[str]()
        for row in rows:
            phase, mark = sheet.phase(row), sheet.mark(row)
            counts[NEW] += row < 0
            if row > 0 or phase not in {Phase.CLEAN, Phase.CHANGED}:
                counts[mark.name if mark is not None and phase is Phase.CLEAN else phase.name] += 1
        held = self._w.arrangement.filters.get(STATE)
        always = {AS_LOADED, Phase.CHANGED.name} if held is None else set(state_names())
        return [
            Entry(name, state_label(name), counts[name]) for name in state_names() if counts[name] or name in always
        ]

    def _filter_to_current(self, *, keep: bool) -> None:
        current = self._w.view.selection.current
        field = None if current is None else self._w.model.field_at(current[1])
        if current is None or field is None:
            return
        zone = self._w.desk.style.zone
        held = value_texts(field, self._w.model.value_at(*current), zone)
        if keep:
            self._apply(field.key, Among(field.key, frozenset(held)))
            return
        rows = self._w.arrangement.rows_beside(field.key)
        values = column_values(field, self._w.desk.sheet.column(field.key, rows), self._w.desk.style)
        so_far = self._w.arrangement.filters.get(field.key)
        kept = so_far.texts if isinstance(so_far, Among) else {value.text for value in values}
        self._apply(field.key, Among(field.key, frozenset(kept) - frozenset(held)))

    @Slot(object)
    def _on_strip_opened(self, name: str) -> None:
        if name == GROUPS:
            self._w.duplicates.show_choice(self._w.strip.chips[name])
            return
        chip = self._w.strip.chips[name]
        place = chip.mapToGlobal(QPoint(0, 0))
        column = STATE_COLUMN if name == STATE else self._w.model.column_of(name)
        if column is not None:
            self._open(column, QRect(place.x(), place.y(), chip.width(), chip.height()))

    @Slot(object)
    def _on_strip_removed(self, name: str) -> None:
        if name == ONLY:
            self._w.commands.show_any()
        elif name == GROUPS:
            self._w.arrangement.show_groups(None)
        else:
            self._w.arrangement.filter_column(name, None)
        self._w.view.setFocus()

    def _key(self, column: int) -> str:
        field = self._w.model.field_at(column)
        return STATE if field is None else field.key

    def _field(self, key: str) -> Field | None:
        return None if key == STATE else self._w.desk.schema[key]

    def _label(self, field: Field | None) -> str:
        return tr("State") if field is None else field.label


def _unlisted(row_filter: RowFilter | None, entries: Sequence[Entry]) -> list[Entry]:
    """The values that are filtered by now and are not among the entries: too rare, or no lead has them any more."""
    listed = {entry.name for entry in entries}
    texts = row_filter.texts if isinstance(row_filter, Among) else frozenset[str]()
    return [Entry(text, text, None) for text in sorted(texts - listed)]
