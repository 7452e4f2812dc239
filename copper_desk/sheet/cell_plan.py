"""Plans what a gesture puts into many cells, and counts what it leaves alone, so that the answer can be said in words.

Changes nothing: the plan's change set is for ``Sheet.apply``. Knows nothing of selections or of the clipboard.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from copper_desk.leads.check import check_cell
from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of, value_of
from copper_desk.leads.value import CellValue, RowId, Value, is_empty
from copper_desk.sheet.edit import ChangeSet, SetCell, named
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import counted, number, tr

PLAN_WORDS: Final = (
    *("{n} pasted", "{n} filled", "{n} cut", "{n} cleared", "{n} changed", "{n} replaced", "{n} will change"),
    *("Nothing pasted", "Nothing filled", "Nothing cut", "Nothing cleared", "Nothing changed", "Nothing replaced"),
    "Nothing will change",
)
"""What a plan says first, by its verb."""

GESTURE_WORDS: Final = (
    *("paste of {n} cell", "paste of {n} cells"),
    *("fill of {n} cell", "fill of {n} cells"),
    *("filling {n} cell", "filling {n} cells"),
    *("filling down {n} cell", "filling down {n} cells"),
    *("filling right {n} cell", "filling right {n} cells"),
    *("clearing {n} cell", "clearing {n} cells"),
    *("setting {n} cell", "setting {n} cells"),
    *("copying into {n} cell", "copying into {n} cells"),
    *("changing {n} cell", "changing {n} cells"),
    *("changing values in {n} cell", "changing values in {n} cells"),
    *("replacing {n} cell", "replacing {n} cells"),
    *("ticking {n} cell", "ticking {n} cells"),
    *("unticking {n} cell", "unticking {n} cells"),
    *("today’s date in {n} cell", "today’s date in {n} cells"),
)
"""Names of gestures on cells, by their noun, for "Undo paste of 240 cells"."""


def gesture_name(noun: str, count: int) -> str:
    """The name of a gesture on so many cells, with a noun of ``GESTURE_WORDS``."""
    return counted(count, f"{noun} {{n}} cell", f"{noun} {{n}} cells")


@dataclass(frozen=True, slots=True)
class CellPlan:
    """What will change, and the count of what will not. Every cell that was aimed at is in exactly one of them.

    ``unchanged`` cells show the value already; ``blanks`` would be emptied, and are left alone unless ``clearing`` is
    applied, too; ``read_only`` ones no one edits; ``outside`` ones would land beyond the last row or column; ``unfit``
    ones are of a kind that the gesture does not suit, and ``unread`` ones of that kind, but not understood.
    ``attention`` counts those of the changed cells that get an error or a warning. ``verb`` is what was done to cells.
    """

    change_set: ChangeSet
    verb: str
    unchanged: int = 0
    read_only: int = 0
    outside: int = 0
    unfit: int = 0
    unread: int = 0
    attention: int = 0
    clearing: ChangeSet = field(default_factory=lambda: ChangeSet(()))

    @property
    def cells(self) -> int:
        """How many cells will show something else."""
        return len(self.change_set)

    @property
    def blanks(self) -> int:
        """How many cells "Clear these instead" would empty."""
        return len(self.clearing)

    def sentence(self) -> str:
        """What was done, for the person: "240 pasted · 12 unchanged · 37 blanks left alone"."""
        first = f"{{n}} {self.verb}" if self.cells else f"Nothing {self.verb}"
        parts = [
            counted(self.cells, first, first),
            tr("{n} unchanged", n=number(self.unchanged)) if self.unchanged else "",
            counted(self.blanks, "{n} blank left alone", "{n} blanks left alone") if self.blanks else "",
            tr("{n} read-only skipped", n=number(self.read_only)) if self.read_only else "",
            tr("{n} outside the sheet left out", n=number(self.outside)) if self.outside else "",
            tr("{n} not recognized, left alone", n=number(self.unread)) if self.unread else "",
            tr("{n} of another kind left alone", n=number(self.unfit)) if self.unfit else "",
            counted(self.attention, "{n} needs attention", "{n} need attention") if self.attention else "",
        ]
        return " · ".join(filter(None, parts))


NO_FIELD: Final = ""
"""The key of a column that holds no field of a lead, such as its state: nothing is put there."""


class CellPlanner:
    """Gathers a plan cell by cell. A cell is aimed at once; texts are read once a column however often they come."""

    def __init__(self, sheet: Sheet, style: TextStyle) -> None:
        self._sheet = sheet
        self._style = style
        self._changes: list[SetCell] = []
        self._clearing: list[SetCell] = []
        self._unchanged = self._read_only = self._unfit = self._unread = self._attention = 0
        self._columns: dict[str, _Column] = {}

    def put_text(self, row: RowId, key: str, text: str, *, clears: bool = False) -> None:
        """Aim a text at a cell. Blank text is kept apart, unless it ``clears``."""
        if key == NO_FIELD:
            self._read_only += 1
            return
        column = self._column(key)
        if column.is_fixed:
            self._read_only += 1
            return
        shown = self._sheet.value_at(row, column.position)
        value, is_odd = column[text]
        if value != shown:
            loaded = self._sheet.base(row)[column.position]
            if not is_empty(loaded) and column.is_text_of(text, loaded):
                value, is_odd = loaded, False
        if value == shown:
            self._unchanged += 1
        elif is_empty(value) and not clears:
            self._clearing.append(SetCell(row, key, value))
        else:
            self._put(named(SetCell, (row, key, value)), is_odd=is_odd)

    def put_value(self, row: RowId, key: str, value: CellValue) -> None:
        """Aim a value of this very field at a cell; an empty one clears."""
        column = self._column(key)
        if column.is_fixed:
            self._read_only += 1
        elif value == self._sheet.value_at(row, column.position):
            self._unchanged += 1
        else:
            self._put(SetCell(row, key, value), is_odd=check_cell(column.field, value) is not None)

    def leave(self, key: str) -> None:
        """Count a cell that is left alone, because no one edits it or because its kind does not suit the gesture."""
        if self._column(key).is_fixed:
            self._read_only += 1
        else:
            self._unfit += 1

    def leave_unread(self) -> None:
        """Count a cell that is left alone, because what it holds is not understood."""
        self._unread += 1

    def copy(self, row: RowId, key: str, *, from_row: RowId, from_key: str) -> None:
        """Aim what another cell shows at a cell. Between fields it goes as text, so that each reads its own kind."""
        value = self._sheet.value(from_row, from_key)
        if key == from_key:
            self.put_value(row, key, value)
        else:
            source = self._sheet.schema[from_key]
            self.put_text(row, key, text_of(source, value, self._style), clears=True)

    def plan(self, verb: str, *, noun: str, outside: int = 0) -> CellPlan:
        """The finished plan. ``noun`` names the gesture for "Undo paste of 240 cells"."""
        return CellPlan(
            ChangeSet(tuple(self._changes), gesture_name(noun, len(self._changes))),
            verb,
            unchanged=self._unchanged,
            read_only=self._read_only,
            outside=outside,
            unfit=self._unfit,
            unread=self._unread,
            attention=self._attention,
            clearing=ChangeSet(tuple(self._clearing), gesture_name("clearing", len(self._clearing))),
        )

    def _put(self, change: SetCell, *, is_odd: bool) -> None:
        self._changes.append(change)
        self._attention += is_odd

    def _column(self, key: str) -> _Column:
        column = self._columns.get(key)
        if column is None:
            column = self._columns[key] = _Column(self._sheet.schema[key], self._style)
        return column


class _Column(dict[str, tuple[CellValue, bool]]):
    """What each text means in one field, and whether that is odd; read when first looked up."""

    def __init__(self, target: Field, style: TextStyle) -> None:
        super().__init__()
        self.field = target
        self.position = target.position
        self.is_fixed = target.read_only or target.carried
        self._style = style

    def __missing__(self, text: str) -> tuple[CellValue, bool]:
        value = value_of(self.field, text, self._style)
        read = self[text] = value, check_cell(self.field, value) is not None
        return read

    def is_text_of(self, text: str, value: Value) -> bool:
        """Whether ``text`` is this value as copied, though no one could type it (outer spaces, a repeated tag)."""
        own = value if isinstance(value, str) else text_of(self.field, value, self._style)
        return text == own or ("\r" in own and text == own.replace("\r\n", "\n"))
