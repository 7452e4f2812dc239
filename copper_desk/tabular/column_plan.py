"""What each column of a file would put where: old beside new, and a count of the cells that stay as they are.

Columns stay columns: a cell that changes nothing costs no object. Knows which rows have a lead, not why.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from itertools import compress, repeat
from operator import ne

from copper_desk.leads.field import Field
from copper_desk.leads.likeness import compared_fields
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, Unparsed, is_empty
from copper_desk.sheet.picture import SheetPicture
from copper_desk.tabular.cell_reader import CellReader, Reading, Untouched
from copper_desk.tabular.clear_word import CLEAR_TOKEN
from copper_desk.tabular.import_choice import CellMode, ColumnUse, ImportChoices
from copper_desk.tabular.number_reading import column_style
from copper_desk.tabular.row_match import RowMatches
from copper_desk.tabular.table import Table, Watch

_LENGTH = len(CLEAR_TOKEN)


@dataclass(slots=True)
class PlannedColumn:
    """What one column does. ``places`` (ascending), ``old`` and ``new`` are aligned; the counts are of cells in rows
    that have a lead, each in one of them or in ``places``."""

    field: Field
    index: int | None
    places: list[int] = made(default_factory=list)
    old: list[CellValue] = made(default_factory=list)
    new: list[CellValue] = made(default_factory=list)
    unchanged: int = 0
    blank: int = 0
    kept: int = 0

    def leave(self, places: Container[int]) -> None:
        """The lead keeps its value at these places after all."""
        stays = [place not in places for place in self.places]
        self.kept += len(stays) - sum(stays)
        self.places = list(compress(self.places, stays))
        self.old, self.new = list(compress(self.old, stays)), list(compress(self.new, stays))

    @property
    def changed(self) -> int:
        """Cells that would show something else."""
        return len(self.places)

    @property
    def cleared(self) -> int:
        """Those of them that would be emptied."""
        return sum(1 for value in self.new if is_empty(value))


@dataclass(frozen=True, slots=True)
class _Aimed:
    """What fills a field: one column, several that join into one list, or the same text everywhere."""

    reader: CellReader
    use: ColumnUse
    sources: tuple[Sequence[str], ...]

    @property
    def is_joined(self) -> bool:
        """Whether several columns fill it together."""
        return len(self.sources) > 1

    def reading(self, place: int) -> Reading:
        """What the file says of this field in one row; the columns of one list together."""
        if len(self.sources) == 1:
            return self.reader[self.sources[0][place]]
        readings = [self.reader[cells[place]] for cells in self.sources]
        told = [reading for reading in readings if not isinstance(reading, Untouched)]
        unread = next((reading for reading in told if isinstance(reading, Unparsed)), None)
        if unread is not None or not told:
            return unread or readings[0]
        return tuple(dict.fromkeys(item for items in told if isinstance(items, tuple) for item in items))  # type: ignore[return-value]  # of one kind


class ColumnPlanner:
    """Lays the columns of a file over leads, one field after another."""

    def __init__(self, table: Table, choices: ImportChoices, leads: SheetPicture, style: TextStyle) -> None:
        self._leads = leads
        self._key = choices.key
        self._blank = leads.schema.blank_lead()
        by_key: dict[str, list[ColumnUse]] = {}
        for use in choices.uses:
            by_key.setdefault(use.key, []).append(use)
        self.aimed: list[_Aimed] = []
        for key, uses in by_key.items():
            field, columns = leads.schema[key], tuple(table.columns[use.index] for use in uses)
            written = column_style(table, [use.index for use in uses], field, style)
            reader = CellReader(field, uses[0], written, blanks=choices.blanks, values=choices.values)
            self.aimed.append(_Aimed(reader, uses[0], columns))
        for key, text in choices.constants.items():
            if key not in by_key:
                use = ColumnUse(-1, key)
                reader = CellReader(leads.schema[key], use, style, blanks=choices.blanks, values=choices.values)
                self.aimed.append(_Aimed(reader, use, (_Same(text, len(table)),)))
        compared = compared_fields(leads.schema)
        self._compared = [aimed for aimed in self.aimed if aimed.reader.field in compared]

    def new_lead(self, place: int) -> list[CellValue] | None:
        """What the fields by which leads are compared would show in a new lead of this row (the others are empty);
        None where no column says anything."""
        shown: list[CellValue] = list(self._blank)
        says_something = False
        for aimed in self._compared:
            reading = aimed.reading(place)
            if not isinstance(reading, Untouched) and not is_empty(reading):
                shown[aimed.reader.field.position] = reading
                says_something = says_something or aimed.use.index >= 0
        return shown if says_something or self._says_more(place) else None

    def _says_more(self, place: int) -> bool:
        readings = (each.reading(place) for each in self.aimed if each.use.index >= 0)
        return any(not isinstance(reading, Untouched) and not is_empty(reading) for reading in readings)

    def planned(self, matches: RowMatches, *, watch: Watch | None = None) -> tuple[PlannedColumn, ...]:
        """What each field would show in the rows that have a lead."""
        places = matches.placed()
        rows = [matches.rows[place] for place in places]
        leads = self._leads.leads(rows)
        planned = []
        for done, aimed in enumerate(self.aimed):
            field = aimed.reader.field
            column = PlannedColumn(field, aimed.use.index if aimed.use.index >= 0 else None)
            held = self._leads.column_of(field.key, rows, leads)
            _fill(column, aimed, places, held, settled=matches.found_by_key() if self._is_key(aimed) else frozenset())
            planned.append(column)
            if watch is not None:
                watch(done + 1, len(self.aimed))
        return tuple(planned)

    def _is_key(self, aimed: _Aimed) -> bool:
        """Whether leads are found by it. By what a lead was found, it is not changed: the same e-mail in capitals."""
        key = self._key
        return key is not None and (key.key, key.index) == (aimed.reader.field.key, aimed.use.index)


class _Same(Sequence[str]):
    """One text for every row."""

    def __init__(self, text: str, count: int) -> None:
        self._text = text
        self._count = count

    def __getitem__(self, place):  # type: ignore[no-untyped-def]  # slices are not asked for
        return self._text

    def __iter__(self) -> Iterator[str]:
        return repeat(self._text, self._count)

    def __len__(self) -> int:
        return self._count


def _fill(
    column: PlannedColumn,
    aimed: _Aimed,
    places: Sequence[int],
    held_values: Sequence[CellValue],
    *,
    settled: Container[int],
) -> None:
    """What one field would show at these places, which hold ``held_values``; at those ``settled`` it stays."""
    reader, joined = aimed.reader, aimed.is_joined
    only_fills, is_listed, is_plain = aimed.use.mode is CellMode.FILL, reader.is_listed, reader.is_plain
    blank = kept = 0
    for place, held, text in _different(aimed, places, held_values):
        if is_plain and text.isascii() and text.isprintable():
            plain = text.strip()  # Read as quickly as it can be: most of what changes.
            is_word = not plain or plain[-_LENGTH:] == CLEAR_TOKEN
            reading: Reading = reader[text] if is_word else plain
        else:
            reading = aimed.reading(place) if joined else reader[text]
        if reading is Untouched.BLANK:
            blank += 1
        elif reading is Untouched.KEPT or (only_fills and reading != held and not is_empty(held)):
            kept += 1
        elif reading != held and place not in settled and (joined or held is None or not reader.is_text_of(text, held)):
            value = reader.put(reading, held) if is_listed else reading
            if value != held:
                column.places.append(place)
                column.old.append(held)
                column.new.append(value)
    column.blank, column.kept = blank, kept
    column.unchanged = len(places) - column.changed - blank - kept


def _different(
    aimed: _Aimed, places: Sequence[int], held_values: Sequence[CellValue]
) -> Iterable[tuple[int, CellValue, str]]:
    """The cells that have to be read: a text that is the value itself changes nothing, like most cells of most files.

    Compared column against column: a loop over each cell takes five times as long.
    """
    if aimed.is_joined:
        return zip(places, held_values, repeat(""), strict=False)
    cells = aimed.sources[0]
    texts = cells if len(places) == len(cells) else [cells[place] for place in places]
    return compress(zip(places, held_values, texts, strict=True), map(ne, texts, held_values))
