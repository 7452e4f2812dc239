"""What is done in the details panel, as the same gestures that the grid makes: each one ChangeSet, one step to undo.

Reads and stages by lead and field. Knows nothing of widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from copper_desk.gui.editor.editor_key import Content
from copper_desk.leads.entry import array_columns
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of, value_of
from copper_desk.leads.value import CellValue, Entry, RowId, Unparsed
from copper_desk.sheet.edit import Change, ChangeSet, ResetCell, SetCell
from copper_desk.sheet.entry_edit import entries_of, entry_changes
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import tr

Stage = Callable[[ChangeSet], object]


class DetailChanges:
    """Changes leads through ``stage``. A lead that has left is passed over; what shows already is no change."""

    def __init__(self, sheet: Sheet, stage: Stage) -> None:
        self._sheet = sheet
        self._stage = stage

    @property
    def sheet(self) -> Sheet:
        """What is shown."""
        return self._sheet

    def text(self, row: RowId, key: str, style: TextStyle) -> str:
        """What an editor of a field opens with; empty for a lead that has left."""
        row = self._sheet.row_today(row)
        if row not in self._sheet:
            return ""
        return text_of(self._sheet.schema[key], self._sheet.value(row, key), style)

    def put(self, row: RowId, key: str, content: Content, style: TextStyle) -> None:
        """Put what an editor holds into a field."""
        row = self._sheet.row_today(row)
        if row not in self._sheet:
            return
        held = self._sheet.value(row, key)
        wanted: CellValue = content.value
        if content.value is None:
            wanted = value_of(self._sheet.schema[key], content.text, style, held=held)
        self._set(row, key, wanted)

    def clear(self, row: RowId, key: str) -> None:
        """Empty a field."""
        self._set(self._sheet.row_today(row), key, None)

    def tick(self, row: RowId, key: str) -> None:
        """Turn a checkbox over."""
        row = self._sheet.row_today(row)
        if row in self._sheet:
            self._set(row, key, self._sheet.value(row, key) is not True)

    def put_back(self, row: RowId, key: str) -> None:
        """Put a field, or a whole list, back to what was loaded."""
        row, schema = self._sheet.row_today(row), self._sheet.schema
        if row not in self._sheet:
            return
        keys = {key, *(column.key for column in array_columns(schema, key).values())}
        resets = [ResetCell(row, changed) for changed in self._sheet.edits(row) if changed in keys]
        self._do(resets, tr("putting {field} back", field=schema[key].label))

    def put_entry(self, row: RowId, attribute: str, entry: Entry | None, text: str, *, category: str | None) -> None:
        """Write an entry anew, or add one (``entry`` is None). An emptied one goes."""
        row = self._sheet.row_today(row)
        if row not in self._sheet:
            return
        written = self._written(attribute, text, entry)
        new = [] if written is None else [Entry(written, category)]
        entries = list(entries_of(self._sheet, row, attribute))
        if entry is not None and entry in entries:
            place = entries.index(entry)
            self._put_list(row, attribute, [*entries[:place], *new, *entries[place + 1 :]])
        else:
            self._put_list(row, attribute, [*entries, *new])

    def remove_entry(self, row: RowId, attribute: str, entry: Entry) -> None:
        """Take an entry out of its list."""
        self.put_entry(row, attribute, entry, "", category=entry.category)

    def _written(self, attribute: str, text: str, entry: Entry | None) -> str | None:
        column = next(iter(array_columns(self._sheet.schema, attribute).values()))
        read = value_of(column, text, TextStyle(), held=None if entry is None else entry.text)
        if isinstance(read, Unparsed):
            return read.text
        return read if isinstance(read, str) else None

    def _put_list(self, row: RowId, attribute: str, wanted: Iterable[Entry]) -> None:
        label = tr("editing {field}", field=list_label(attribute))
        self._do(entry_changes(self._sheet, row, attribute, wanted), label)

    def _set(self, row: RowId, key: str, wanted: CellValue) -> None:
        if (
            row in self._sheet
            and wanted != self._sheet.value(row, key)
            and (wanted or self._sheet.value(row, key) != ())
        ):
            self._do([SetCell(row, key, wanted)], tr("typing in {field}", field=self._sheet.schema[key].label))

    def _do(self, changes: Iterable[Change], label: str) -> None:
        made = tuple(changes)
        if made:
            self._stage(ChangeSet(made, label))


def list_label(attribute: str) -> str:
    """The name of a list."""
    return {"phone_numbers": tr("Phones"), "websites": tr("Websites"), "socials": tr("Socials")}[attribute]


def likely_category(schema: Schema, attribute: str, entries: Iterable[Entry], text: str = "") -> str:
    """The category of an entry that is added: the one its address names, else the first that is not taken."""
    categories = list(array_columns(schema, attribute))
    named = [each for each in categories if attribute == "socials" and each in text.casefold() and each != "other"]
    taken = {entry.category for entry in entries}
    if attribute == "socials":
        return named[0] if named else "other"
    return next((each for each in categories if each not in taken), categories[0])
