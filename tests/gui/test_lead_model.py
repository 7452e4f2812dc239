"""The model: one mapping from view row to lead, words for every state, and repaints of what changed and no more."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from copper_desk.gui.grid.cell_state import CellState, Ring
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.gui.grid.role import Role
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import Unparsed
from copper_desk.sheet.edit import AddRow, ChangeSet, Delta, RemoveRow, SetCell
from copper_desk.sheet.order import RowOrder
from copper_desk.sheet.outcome import Accepted, FieldRefusal, Refused
from copper_desk.sheet.sheet import Sheet
from tests.support.grid import FIRST, NAMES, filled_sheet, lead, opened

DISPLAY, EDIT, TIP = (
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.EditRole),
    int(Qt.ItemDataRole.ToolTipRole),
)
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass
class Bench:
    """A model over a sheet, and what it asked for."""

    sheet: Sheet = field(default_factory=filled_sheet)
    staged: list[ChangeSet] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.order = RowOrder(self.sheet)
        self.model = LeadModel(self.sheet, self.order, style=TextStyle(), stage=self.staged.append)

    def index(self, n: int, key: str) -> QModelIndex:
        return self.model.index_of(FIRST + n, key)

    def set(self, n: int, key: str, value: object) -> None:
        """Change the sheet as the window would, and tell the model."""
        change = SetCell(FIRST + n, key, value)  # type: ignore[arg-type]
        self.model.on_delta(self.sheet.apply(ChangeSet((change,))).delta)

    def refuse(self, n: int, key: str | None, message: str) -> None:
        revisions = {name: edit.revision for name, edit in self.sheet.edits(FIRST + n).items()}
        self.sheet.queue([(FIRST + n, revisions)])
        self.sheet.sending([FIRST + n])
        refused = Refused(FIRST + n, (FieldRefusal(key, message),))
        self.model.on_delta(self.sheet.settle([refused]))


def test_qt_finds_no_fault_with_it(qtmodeltester: ModelTester) -> None:
    bench = Bench()
    bench.set(1, "email", "new@nw.example")
    qtmodeltester.check(bench.model)  # type: ignore[no-untyped-call]


def test_qt_finds_no_fault_while_rows_come_and_go(qtmodeltester: ModelTester) -> None:
    bench = Bench()
    qtmodeltester.check(bench.model)  # type: ignore[no-untyped-call]
    sheet, model = bench.sheet, bench.model
    model.on_delta(sheet.receive([lead(sheet.schema, FIRST + 99, name="Late")], stamp=sheet.stamp()))
    new = sheet.next_new_row()
    model.on_delta(sheet.apply(ChangeSet((AddRow(new),))).delta)
    model.on_delta(sheet.apply(ChangeSet((RemoveRow(new),))).delta)
    with model.rearranging():
        bench.order.set_sort((("name", True),))
    assert model.rowCount() == len(NAMES) + 1


def test_ids_beyond_32_bits_pass_unharmed() -> None:
    bench = Bench()
    assert bench.index(3, "name").data(int(Role.LEAD)) == FIRST + 3
    assert bench.index(3, "name").data(int(Role.KEY)) == "name"


def test_a_cell_shows_its_text_and_edits_its_plain_text() -> None:
    bench = Bench()
    index = bench.index(4, "monetary_value")
    assert index.data(DISPLAY) == "4,000.00"
    assert index.data(EDIT) == "4000"
    assert index.data(int(Role.VALUE)) == 4000


def test_a_change_is_told_in_state_tooltip_and_words() -> None:
    bench = Bench()
    bench.set(1, "email", "ben@harbor.example")
    index = bench.index(1, "email")
    assert index.data(int(Role.CELL_STATE)) == CellState(changed=True)
    assert index.data(TIP) == "Loaded: lead1@nw.example"
    assert index.data(SPOKEN) == "Email, ben@harbor.example, changed"
    assert bench.model.index(1, 0).data(DISPLAY) == "Changed"
    assert bench.index(0, "email").data(TIP) is None


def test_a_refusal_is_told_in_the_servers_own_words() -> None:
    bench = Bench()
    bench.set(1, "email", "ben@harbor.example")
    bench.refuse(1, "email", "is invalid")
    index = bench.index(1, "email")
    assert index.data(int(Role.CELL_STATE)).ring is Ring.ERROR
    assert index.data(TIP) == "Copper refused: is invalid\nLoaded: lead1@nw.example"
    assert index.data(SPOKEN) == "Email, ben@harbor.example, changed, Copper refused: is invalid"
    state = bench.model.index(1, 0)
    assert state.data(DISPLAY) == "Failed"
    assert state.data(int(Role.ROW_STATE)).is_failed


def test_a_refusal_without_a_field_stands_on_the_row() -> None:
    bench = Bench()
    bench.set(1, "title", "Buyer")
    bench.refuse(1, None, "may not be changed by you")
    assert bench.model.index(1, 0).data(TIP) == "Failed\nCopper refused: may not be changed by you"


def test_a_servers_markup_is_shown_and_not_interpreted() -> None:
    bench = Bench()
    bench.set(1, "title", "Buyer")
    bench.refuse(1, "title", "<b>bold</b>")
    assert bench.index(1, "title").data(TIP).startswith("<qt>Copper refused: &lt;b&gt;bold&lt;/b&gt;")


def test_a_cleared_cell_says_so() -> None:
    bench = Bench()
    bench.set(1, "email", None)
    index = bench.index(1, "email")
    assert index.data(int(Role.CELL_STATE)) == CellState(changed=True, cleared=True)
    assert index.data(SPOKEN) == "Email, cleared"
    assert index.data(int(Role.LOADED)) == "lead1@nw.example"


def test_text_that_cannot_be_read_is_kept_and_ringed() -> None:
    bench = Bench()
    assert bench.model.setData(bench.index(0, "monetary_value"), "a lot")
    (change,) = bench.staged[0]
    assert isinstance(change, SetCell)
    assert isinstance(change.value, Unparsed)
    bench.set(0, "monetary_value", change.value)
    index = bench.index(0, "monetary_value")
    assert index.data(EDIT) == "a lot"
    assert index.data(int(Role.CELL_STATE)).ring is Ring.ERROR
    assert change.value.message in index.data(TIP)


def test_typing_asks_for_a_change_and_makes_none() -> None:
    bench = Bench()
    assert bench.model.setData(bench.index(2, "title"), "CEO")
    assert bench.staged == [ChangeSet((SetCell(FIRST + 2, "title", "CEO"),), "typing in Title")]
    assert bench.sheet.value(FIRST + 2, "title") is None


def test_what_shows_already_reaches_nobody() -> None:
    bench = Bench()
    assert bench.model.setData(bench.index(4, "monetary_value"), "4000")
    assert bench.model.setData(bench.index(4, "status_id"), 21, int(Role.VALUE))
    assert bench.staged == []


def test_read_only_cells_are_not_editable() -> None:
    bench = Bench()
    assert not bench.model.setData(bench.index(0, "id"), "5")
    assert not bench.model.setData(bench.model.index(0, 0), "Failed")
    assert not bench.model.flags(bench.index(0, "id")) & Qt.ItemFlag.ItemIsEditable
    assert bench.model.flags(bench.index(0, "name")) & Qt.ItemFlag.ItemIsEditable


def repainted(bench: Bench, delta: Delta) -> list[tuple[int, int]]:
    """The row ranges that one delta repaints."""
    ranges: list[tuple[int, int]] = []

    def note(top: QModelIndex, bottom: QModelIndex) -> None:
        ranges.append((top.row(), bottom.row()))

    bench.model.dataChanged.connect(note)
    bench.model.on_delta(delta)
    return ranges


def test_a_delta_repaints_its_rows_in_runs() -> None:
    bench = Bench()
    rows = frozenset(FIRST + n for n in (0, 1, 2, 5, 7))
    assert repainted(bench, Delta(changed=rows)) == [(0, 2), (5, 5), (7, 7)]


def test_rows_that_are_not_shown_repaint_nothing() -> None:
    bench = Bench()
    with bench.model.rearranging():
        bench.order.set_filter("Chen")
    assert repainted(bench, Delta(changed=frozenset({FIRST}))) == []
    assert repainted(bench, Delta(changed=frozenset({FIRST + 2}))) == [(0, 0)]


def test_arrivals_are_appended(qtbot: QtBot) -> None:
    bench = Bench()
    page = [lead(bench.sheet.schema, FIRST + 50 + n, name=f"Late {n}") for n in range(3)]
    delta = bench.sheet.receive(page, stamp=bench.sheet.stamp())
    count = bench.model.rowCount()
    with qtbot.waitSignal(bench.model.rowsInserted) as told, qtbot.assertNotEmitted(bench.model.modelReset):
        bench.model.on_delta(delta)
    assert told.args is not None
    assert told.args[1:] == [count, count + 2]
    assert bench.index(52, "name").data(DISPLAY) == "Late 2"


def test_a_new_lead_keeps_its_row_when_it_gets_its_id() -> None:
    bench = Bench()
    sheet, model = bench.sheet, bench.model
    new = sheet.next_new_row()
    model.on_delta(sheet.apply(ChangeSet((AddRow(new), SetCell(new, "name", "Ida")))).delta)
    row = model.rowCount() - 1
    assert model.row_at(row) == new
    assert model.index(row, 0).data(DISPLAY) == "New"
    assert model.index_of(new, "name").data(int(Role.CELL_STATE)) == CellState()
    sheet.queue([(new, {key: edit.revision for key, edit in sheet.edits(new).items()})])
    sheet.sending([new])
    model.on_delta(sheet.settle([Accepted(new, lead(sheet.schema, FIRST + 77, name="Ida"))]))
    assert model.row_at(row) == FIRST + 77
    assert model.index(row, 0).data(DISPLAY) == "Accepted"


def test_removing_a_new_lead_takes_its_row_away(qtbot: QtBot) -> None:
    bench = Bench()
    new = bench.sheet.next_new_row()
    bench.model.on_delta(bench.sheet.apply(ChangeSet((AddRow(new),))).delta)
    removed = bench.sheet.apply(ChangeSet((RemoveRow(new),))).delta
    with qtbot.waitSignal(bench.model.rowsRemoved):
        bench.model.on_delta(removed)
    assert bench.model.rowCount() == len(NAMES)


def test_a_new_lead_shows_the_name_that_copper_will_make_of_its_parts(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    row = grid.sheet.next_new_row()
    grid.stage(ChangeSet((AddRow(row), SetCell(row, "first_name", "Jaime"), SetCell(row, "last_name", "Hayes"))))
    place, column = grid.model.position(row), grid.model.column_of("name")
    assert place is not None
    assert column is not None
    assert (grid.model.text_at(place, column), grid.model.plain_text_at(place, column)) == ("Jaime Hayes", "")
    grid.stage(ChangeSet((SetCell(row, "last_name", "Hays"),)))
    assert grid.model.text_at(place, column) == "Jaime Hays"


def test_every_column_has_a_header_and_every_number_stands_right() -> None:
    model = Bench().model
    labels = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert labels[0] == "State"
    assert all(labels)
    value = model.index(0, model.column_of("monetary_value") or 0)
    assert value.data(int(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight.value
