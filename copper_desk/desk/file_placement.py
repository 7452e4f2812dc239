"""Places what a file asks for in the sheet, so that nothing goes out but the file's own leads and cells.

A lead with changes that a person made and has not sent is held, whole: they are not the file's to send. What Copper
refused when an earlier file was pushed, or what never could be sent, gives way to this one: a nightly job must not
stand still because of last night's row. Plans only; the change set is for ``Desk.stage``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from copper_desk.desk.desk import Desk
from copper_desk.desk.file_memory import FileMemory
from copper_desk.desk.file_row import AimedCell, FileAim, FilePlacement, OnConflict, PushedFile
from copper_desk.desk.recovery import IN_DOUBT
from copper_desk.leads.value import CellValue, RowId, Value
from copper_desk.sheet.edit import AddRow, Change, ChangeSet, ResetCell, SetCell, SetCellOver
from copper_desk.sheet.phase import Phase
from copper_desk.storage.file_book import FileRow

UNSENT_HERE = "It has changes of your own that are not sent ({labels}). Push or discard them in the window first."
WAITING = "Another file's push did not finish and is still to send {labels}. Go on with it first: push --resume."
CHANGED_SINCE = "Its new lead was changed in the window since. Push or discard it there first."
UNCONFIRMED = "Copper may hold this new lead already. Look for it in Copper, and see to it in the window."


def place_file(
    desk: Desk,
    memory: FileMemory | None,
    file: PushedFile,
    aims: Sequence[FileAim],
    *,
    on_conflict: OnConflict = OnConflict.FAIL,
) -> FilePlacement:
    """Where the rows of a file go. The leads that it names are in the sheet, as Copper holds them now.

    Raises StorageTrouble when what earlier pushes did cannot be read.
    """
    placer = _Placer(desk, memory, file, on_conflict)
    for aim in aims:
        placer.place(aim)
    return placer.placement()


class _Placer:
    def __init__(self, desk: Desk, memory: FileMemory | None, file: PushedFile, on_conflict: OnConflict) -> None:
        self._desk = desk
        self._memory = memory
        self._file = file
        self._on_conflict = on_conflict
        self._known = {} if memory is None else memory.rows(file.digest)
        self._done_before = {} if memory is None else memory.done(file.digest)
        self._refused = {} if memory is None else _refused_new_leads(desk, memory)
        self._changes: list[Change] = []
        self._rows: dict[int, RowId] = {}
        self._cells: dict[int, tuple[tuple[str, CellValue], ...]] = {}
        self._held: dict[int, str] = {}
        self._done: dict[int, RowId] = {}
        self._unchanged: dict[int, RowId] = {}
        self._taken: set[RowId] = set()
        self._yielded = 0
        self._dropped: dict[int, str] = {}

    def placement(self) -> FilePlacement:
        change_set = ChangeSet(tuple(self._changes), f"push of {self._file.name}", self._file.name)
        return FilePlacement(
            change_set,
            self._rows,
            self._cells,
            self._held,
            self._done,
            self._unchanged,
            self._yielded,
            self._dropped,
        )

    def place(self, aim: FileAim) -> None:
        if aim.number in self._done_before:
            self._done[aim.number] = self._done_before[aim.number]
        elif aim.row is None:
            self._place_new(aim)
        else:
            self._place_update(aim, aim.row)

    # Leads that are in Copper

    def _place_update(self, aim: FileAim, row: RowId) -> None:
        reason = self._reason_to_hold(row)
        if reason:
            if aim.cells:
                self._held[aim.number] = reason
            else:
                self._unchanged[aim.number] = row
            return
        # What was pulled may be long ago: Copper may hold by now what the file says.
        wanted = [cell for cell in aim.cells if self._now(row, cell) != cell.value]
        cells = [cell for cell in self._on_own_ground(row, wanted) if not self._yields(row, cell)]
        self._yielded += len(wanted) - len(cells)
        keys = {cell.key for cell in cells}
        # What an earlier push of a file left there gives way to what this one says, and so that the lead can go out.
        foreign = self._foreign(row)
        left = [key for key in self._desk.sheet.edits(row) if key not in keys and (cells or key not in foreign)]
        self._changes += [ResetCell(row, key) for key in left]
        if not cells:
            self._unchanged[aim.number] = row
            return
        if foreign:
            self._dropped[aim.number] = self._labels(foreign)
        self._changes += chain.from_iterable(self._put(row, cell) for cell in cells)
        self._take(aim, row, ((cell.key, cell.value) for cell in cells))

    def _reason_to_hold(self, row: RowId) -> str:
        desk = self._desk
        if row in desk.doubts:
            return IN_DOUBT
        edits = desk.sheet.edits(row)
        if not edits:
            return ""
        if self._memory is None or not self._memory.is_own(row, edits):
            return UNSENT_HERE.format(labels=self._labels(edits))
        foreign = self._foreign(row)
        is_waiting = desk.sheet.phase(row) is Phase.NOT_SENT
        return WAITING.format(labels=self._labels(foreign)) if foreign and is_waiting else ""

    def _foreign(self, row: RowId) -> list[str]:
        """The changes of a lead of which this file does not speak."""
        return [key for key in self._desk.sheet.edits(row) if key not in self._file.keys]

    def _labels(self, keys: Iterable[str]) -> str:
        return ", ".join(self._desk.schema[key].label for key in keys)

    def _on_own_ground(self, row: RowId, cells: Sequence[AimedCell]) -> list[AimedCell]:
        """Where Copper holds what an earlier push of this very file left, the cell is put over that: the file was
        edited and pushed once more, and nobody else was there."""
        if self._memory is None or not any(self._is_torn(row, cell) for cell in cells):
            return list(cells)
        left = self._memory.left_in_copper(self._file.name, row)
        return [
            cell._replace(base=now) if cell.key in left and left[cell.key] == (now := self._now(row, cell)) else cell
            for cell in cells
        ]

    def _yields(self, row: RowId, cell: AimedCell) -> bool:
        return self._on_conflict is OnConflict.THEIRS and self._is_torn(row, cell)

    def _is_torn(self, row: RowId, cell: AimedCell) -> bool:
        return self._now(row, cell) not in (cell.base, cell.value)

    def _now(self, row: RowId, cell: AimedCell) -> Value:
        return self._desk.sheet.base(row)[self._desk.schema[cell.key].position]

    def _put(self, row: RowId, cell: AimedCell) -> tuple[Change, ...]:
        if self._on_conflict is OnConflict.MINE:
            # First without what an earlier push left, which may be a conflict.
            return (ResetCell(row, cell.key), SetCell(row, cell.key, cell.value))
        return (SetCellOver(row, cell.key, cell.value, cell.base),)

    # New leads

    def _place_new(self, aim: FileAim) -> None:
        sheet = self._desk.sheet
        known = self._known.get(aim.number)
        if known is None or known.row > 0 or known.row not in sheet:
            refused = self._refused_before(aim)
            if refused is None:
                self._add(aim)
            else:
                self._renew(aim, refused)
            return
        row = known.row
        if row in self._desk.doubts or sheet.phase(row) is Phase.UNKNOWN:
            self._held[aim.number] = UNCONFIRMED
        elif not self._is_as_left(known):
            self._held[aim.number] = CHANGED_SINCE
        else:
            self._renew(aim, row)

    def _is_as_left(self, known: FileRow) -> bool:
        edits = self._desk.sheet.edits(known.row)
        return {key: edit.value for key, edit in edits.items()}.items() <= dict(known.cells).items()

    def _refused_before(self, aim: FileAim) -> RowId | None:
        """A new lead that Copper refused when an earlier file was pushed, of which this row is the mended form: all but
        what was refused is the same."""
        wanted = {cell.key: cell.value for cell in aim.cells}
        for row in self._refused.get(wanted.get("name"), []):
            edits = self._desk.sheet.edits(row)
            good = {key: edit.value for key, edit in edits.items() if edit.refusal is None}
            if good.items() <= wanted.items() and row not in self._taken:
                return row
        return None

    def _add(self, aim: FileAim) -> None:
        row = self._desk.sheet.next_new_row()
        self._changes.append(AddRow(row))
        self._changes += [SetCell(row, cell.key, cell.value) for cell in aim.cells]
        self._take(aim, row, ((cell.key, cell.value) for cell in aim.cells))

    def _renew(self, aim: FileAim, row: RowId) -> None:
        wanted = {cell.key: cell.value for cell in aim.cells}
        self._changes += [ResetCell(row, key) for key in self._desk.sheet.edits(row) if key not in wanted]
        self._changes += [SetCell(row, key, value) for key, value in wanted.items()]
        self._take(aim, row, wanted.items())

    def _take(self, aim: FileAim, row: RowId, cells: Iterable[tuple[str, CellValue]]) -> None:
        self._taken.add(row)
        self._rows[aim.number] = row
        self._cells[aim.number] = tuple(cells)


def _refused_new_leads(desk: Desk, memory: FileMemory) -> dict[CellValue, list[RowId]]:
    """The new leads of files that Copper refused, by their names."""
    sheet = desk.sheet
    found: dict[CellValue, list[RowId]] = {}
    for row in sheet.changed_rows():
        if row < 0 and sheet.phase(row) is Phase.FAILED and memory.is_own(row, sheet.edits(row)):
            found.setdefault(sheet.value(row, "name"), []).append(row)
    return found


def noted_rows(placement: FilePlacement) -> list[FileRow]:
    """What is to be kept of a placement before it is a change."""
    return [FileRow(number, row, placement.cells[number]) for number, row in placement.rows.items()]
