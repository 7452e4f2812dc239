"""Every cell that was changed here and in Copper, and whose value shall hold: by cell, lead, field or all.

What is chosen becomes one change set, so one step to undo. Knows nothing of widgets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import Change, ChangeSet, KeepMine, ResetCell, SetCell
from copper_desk.sheet.merge import Conflict
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import counted, later, number, tr


class Side(Enum):
    """Which of the three values of a cell shall hold."""

    MINE = "mine"
    THEIRS = "theirs"
    LOADED = "loaded"


@dataclass(frozen=True, slots=True)
class ConflictCell:
    """One cell with its three values."""

    row: RowId
    key: str
    conflict: Conflict


class ConflictChoice:
    """The open conflicts of a sheet in its order, and what was chosen for them so far: nothing at first.

    Cells are named by their place in ``cells``.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.cells = tuple(_cells(sheet))
        self._sides: dict[int, Side] = {}

    def side(self, place: int) -> Side | None:
        """Whose value was chosen for a cell."""
        return self._sides.get(place)

    def choose(self, places: Iterable[int], side: Side | None) -> None:
        """Choose for these cells; None leaves them open."""
        for place in places:
            if side is None:
                self._sides.pop(place, None)
            else:
                self._sides[place] = side

    def of_lead(self, place: int) -> list[int]:
        """The places of a cell's lead."""
        return [other for other, cell in enumerate(self.cells) if cell.row == self.cells[place].row]

    def of_field(self, place: int) -> list[int]:
        """The places of a cell's field, in all leads."""
        return [other for other, cell in enumerate(self.cells) if cell.key == self.cells[place].key]

    @property
    def leads(self) -> int:
        """Leads with a conflict."""
        return len({cell.row for cell in self.cells})

    @property
    def chosen(self) -> int:
        """Cells for which a side was chosen."""
        return len(self._sides)

    def change_set(self) -> ChangeSet:
        """All that was chosen as one gesture. What is no conflict any more, since a load went on, is left alone."""
        changes: list[Change] = []
        for place, side in sorted(self._sides.items()):
            cell = self.cells[place]
            if cell.key in self._sheet.conflicts(self._sheet.row_today(cell.row)):
                changes += _changes(cell, side)
        label = counted(_settled(changes), "settling 1 conflict", "settling {n} conflicts")
        return ChangeSet(tuple(changes), label)


def settled_sentence(chosen: ChangeSet) -> str:
    """What a choice came to: "3 conflicts settled: 2 with your value, 1 with Copper's." """
    kept, loaded = (sum(isinstance(change, kind) for change in chosen) for kind in (KeepMine, SetCell))
    total = _settled(chosen)
    parts = (
        (kept - loaded, later("{n} with your value")),
        (total - kept, later("{n} with Copper’s")),
        (loaded, later("{n} with the loaded one")),
    )
    sides = ", ".join(tr(words, n=number(count)) for count, words in parts if count)
    return counted(total, "1 conflict settled: {sides}.", "{n} conflicts settled: {sides}.", sides=sides)


def _settled(changes: Iterable[Change]) -> int:
    """The cells: one that goes back to its loaded value takes two changes."""
    return sum(not isinstance(change, SetCell) for change in changes)


def _cells(sheet: Sheet) -> Iterable[ConflictCell]:
    for row in sheet.changed_rows():
        if sheet.phase(row) is Phase.CONFLICT:
            yield from (ConflictCell(row, key, conflict) for key, conflict in sheet.conflicts(row).items())


def _changes(cell: ConflictCell, side: Side) -> list[Change]:
    """The loaded value is a new change over what Copper holds now."""
    if side is Side.THEIRS:
        return [ResetCell(cell.row, cell.key)]
    kept: list[Change] = [KeepMine(cell.row, cell.key)]
    return kept if side is Side.MINE else [*kept, SetCell(cell.row, cell.key, cell.conflict.loaded)]
