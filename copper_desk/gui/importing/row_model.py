"""The rows of a file that need a look: those that cannot be placed, and new ones that look like a lead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

from copper_desk.gui.importing.import_words import FATES
from copper_desk.gui.table.pick_table import CellLook, PickModel
from copper_desk.leads.value import RowId
from copper_desk.tabular.import_choice import RowKey
from copper_desk.tabular.import_count import ImportOutlook
from copper_desk.tabular.import_plan import ImportPlan
from copper_desk.tabular.row_match import Fate
from copper_desk.wording import number, tr

ROW, KEY, WHAT, REASON = range(4)
_NAMES = ("Row", "In the file", "What it is", "Why")
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
_NAMED = 3
_WHAT = {
    Fate.EXISTING: "Update",
    Fate.NEW: "New lead",
    Fate.DUPLICATE_SKIPPED: "Likely duplicate",
    Fate.REPEATED: "Repeated in the file",
    Fate.SEVERAL: "Fits several leads",
    Fate.MISSING: "Gone from Copper",
    Fate.UNREADABLE: "No readable key",
}


class RowModel(PickModel):
    """One row a row of the file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self._key: RowKey | None = None
        self._all: Sequence[int] = ()
        self._places: Sequence[int] = ()
        self._fate: Fate | None = None

    def show_outlook(self, outlook: ImportOutlook | None) -> None:
        """Show the rows of this plan."""
        self.beginResetModel()
        self._plan = None if outlook is None else outlook.plan
        self._key = None if outlook is None else outlook.choices.key
        self._all = () if outlook is None else outlook.notable
        self._take_places()
        self.endResetModel()

    def show_fate(self, fate: Fate | None) -> None:
        """Show the rows of this fate alone; None: all."""
        self.beginResetModel()
        self._fate = fate
        self._take_places()
        self.endResetModel()

    @property
    def total(self) -> int:
        """All rows to be looked at, also those that are not shown."""
        return len(self._all)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_NAMES)

    def column_name(self, column: int) -> str:
        return tr(_NAMES[column])

    def text_at(self, row: int, column: int) -> str:
        plan, place = self._plan, self._places[row]
        if plan is None:
            return ""
        fate = plan.matches.fates[place]
        if column == ROW:
            return number(plan.table.row_numbers[place])
        if column == KEY:
            return self._file_words(plan, place)
        if column == WHAT:
            return tr(_WHAT.get(fate, FATES[fate][0]))
        return plan.matches.reasons.get(place, "") or _like_words(plan.matches.likes.get(place, ()))

    def look_at(self, row: int, column: int) -> CellLook:
        if self._plan is not None and column == WHAT:
            fate = self._plan.matches.fates[self._places[row]]
            return CellLook("error" if fate.is_problem else "warning")
        return CellLook("muted" if column == ROW else "text")

    def _file_words(self, plan: ImportPlan, place: int) -> str:
        """The key of the row, or, where it has none, the first texts in it."""
        key = self._key
        text = "" if key is None else plan.table.columns[key.index][place].strip()
        if text:
            return text
        found = (cells[place].strip() for cells in plan.table.columns)
        return " · ".join([cell for cell in found if cell][:_NAMED])

    def _take_places(self) -> None:
        plan, fate = self._plan, self._fate
        if plan is None or fate is None:
            self._places = self._all
            return
        fates = plan.matches.fates
        self._places = [place for place in self._all if fates[place] is fate]


def _like_words(rows: Sequence[RowId]) -> str:
    """With which leads a new one is alike."""
    named = ", ".join(tr("Lead {id}", id=row) if row > 0 else tr("a row above") for row in rows[:_NAMED])
    return tr("It is like {leads}.", leads=named) if named else ""
