"""What is done in the boxes of the details panel: opens their editors and hands on what was committed.

Makes the boxes, too, each joined to what it wishes for. Knows nothing of where they stand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from copper_desk.gui.details.detail_change import DetailChanges, likely_category, list_label
from copper_desk.gui.details.detail_editing import DetailEditing, Job
from copper_desk.gui.details.detail_field import DetailBox, DetailField, FixedField
from copper_desk.gui.details.detail_frame import Opening
from copper_desk.gui.details.detail_list import DetailList, EntryLine
from copper_desk.gui.details.lead_card import LISTS, chip_text
from copper_desk.gui.editor.cell_editor import CellEditor
from copper_desk.gui.editor.cell_editor_kind import editor_for
from copper_desk.gui.editor.editor_key import Content
from copper_desk.gui.editor.surroundings import Surroundings, tags_in_use
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.entry import array_columns
from copper_desk.leads.field import Field
from copper_desk.leads.value import Entry, RowId
from copper_desk.sheet.entry_edit import entries_of


class DetailWork:
    """``row`` tells the lead that is shown, ``refresh`` shows it anew, ``lay_out`` puts the boxes in their places."""

    def __init__(
        self,
        model: LeadModel,
        theme: Theme,
        editing: DetailEditing,
        *,
        row: Callable[[], RowId | None],
        refresh: Callable[[], None],
        lay_out: Callable[[], None],
        today: Callable[[], date],
    ) -> None:
        self._model = model
        self._theme = theme
        self._editing = editing
        self._row = row
        self._refresh = refresh
        self._lay_out = lay_out
        self._today = today
        self._changes = DetailChanges(model.sheet, model.stage)

    def box(self, field: Field) -> DetailBox:
        """The box of a field, joined to what it wishes for."""
        if field.attribute in LISTS:
            return self._list(field.attribute)
        if field.read_only:
            return FixedField(field, self._theme)
        box = DetailField(field, self._theme)
        box.frame.open_wished.connect(partial(self._open, box))
        box.frame.clear_wished.connect(partial(self._act, self._changes.clear, field.key))
        box.frame.tick_wished.connect(partial(self._act, self._changes.tick, field.key))
        box.frame.reset_wished.connect(partial(self._act, self._changes.put_back, field.key))
        return box

    def _list(self, attribute: str) -> DetailList:
        schema = self._model.sheet.schema
        categories = {part: chip_text(schema, attribute, part) for part in array_columns(schema, attribute)}
        box = DetailList(attribute, list_label(attribute), self._theme, categories)
        box.entry_wished.connect(partial(self._open_entry, box))
        box.entry_removed.connect(partial(self._remove_entry, box))
        box.entry_moved.connect(partial(self._move_entry, box))
        box.reset_wished.connect(partial(self._act, self._changes.put_back, attribute))
        return box

    def _open(self, box: DetailField, opening: Opening) -> None:
        row, field, style = self._row(), box.field, self._model.style
        if row is None:
            return
        job = Job(
            self._changes.text(row, field.key, style),
            partial(self._editor, field),
            lambda content: self._changes.put(row, field.key, content, style),
            field.label,
            self._refresh,
        )
        self._editing.open(box.frame, job, opening)

    def _open_entry(self, box: DetailList, wish: tuple[EntryLine, Opening]) -> None:
        (line, opening), row = wish, self._row()
        if row is None:
            return
        entry, attribute = line.entry, box.attribute
        self._lay_out()
        column = next(iter(array_columns(self._model.sheet.schema, attribute).values()))
        added: list[Entry] = []

        def put(content: Content) -> None:
            category = self._likely(row, attribute, content.text) if entry is None else entry.category
            added.append(Entry(content.text.strip(), category))
            self._changes.put_entry(row, attribute, entry, content.text, category=category)

        def ended() -> None:
            box.end_draft()
            self._refresh()
            if entry is None and added and box.add.hasFocus():
                box.focus_entry(added[0])

        text = "" if entry is None else entry.text or ""
        self._editing.open(line.frame, Job(text, partial(self._editor, column), put, box.name.text(), ended), opening)

    def _remove_entry(self, box: DetailList, entry: Entry | None) -> None:
        row = self._row()
        if row is not None and entry is not None:
            self._changes.remove_entry(row, box.attribute, entry)
            self._refresh()

    def _move_entry(self, box: DetailList, wish: tuple[Entry | None, str]) -> None:
        (entry, category), row = wish, self._row()
        if row is not None and entry is not None:
            self._changes.put_entry(row, box.attribute, entry, entry.text or "", category=category)
            self._refresh()

    def _act(self, change: Callable[[RowId, str], None], key: str) -> None:
        row = self._row()
        if row is not None:
            change(row, key)
            self._refresh()

    def _likely(self, row: RowId, attribute: str, text: str) -> str:
        sheet = self._model.sheet
        today = sheet.row_today(row)
        entries = entries_of(sheet, today, attribute) if today in sheet else ()
        return likely_category(sheet.schema, attribute, entries, text)

    def _editor(self, field: Field, parent: QWidget) -> CellEditor:
        tags = partial(tags_in_use, self._model.sheet, field)
        return editor_for(Surroundings(field, self._theme, self._model.style, self._today(), tags_in_use=tags), parent)
