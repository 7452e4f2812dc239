"""A grid over a small real sheet, and the few things tests do to it: press keys, read cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from copper_desk.gui.grid.arrangement import Arrangement
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.gui.grid.lead_view import LeadView
from copper_desk.gui.look.theme import Look, Theme
from copper_desk.leads.account import Account, Choice, CustomFieldDefinition, User
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, Lead, RowId, Value
from copper_desk.sheet.edit import Applied, ChangeSet
from copper_desk.sheet.order import RowOrder
from copper_desk.sheet.sheet import Sheet

FIRST = 2**33
"""The first lead's id: too large for the int of a C++ signature."""

TODAY = date(2026, 3, 4)

ACCOUNT = Account(
    1,
    "Northwind Trading",
    "Europe/Berlin",
    users=(User(11, "Ana Ruiz", "ana@nw.example"), User(12, "Bo Lind", "bo@nw.example")),
    statuses=(Choice(21, "New"), Choice(22, "Open"), Choice(23, "Unqualified")),
    sources=(Choice(31, "Web"), Choice(32, "Web")),
    definitions=(
        CustomFieldDefinition(101, "Newsletter", "Checkbox", ("lead",)),
        CustomFieldDefinition(102, "First meeting", "Date", ("lead",)),
        CustomFieldDefinition(
            103,
            "Interests",
            "MultiSelect",
            ("lead",),
            options=(Choice(41, "Expo"), Choice(42, "VIP, gold"), Choice(43, "Spare parts"), Choice(44, "Export")),
        ),
    ),
)
NAMES = (
    "Ana Obi",
    "Ben O’Neil",
    "Chen Li 李晨",
    "Dana Whitfield",
    "Erik Sandström",
    "Fatima Zahra",
    "Gus Pérez",
    "Hana",
)


def lead(schema: Schema, row: RowId, **values: Value) -> Lead:
    """A lead with these fields; a dot of a key is written as two underscores."""
    cells = list(schema.blank_lead())
    cells[0] = row
    for key, value in values.items():
        cells[schema[key.replace("__", ".")].position] = value
    return tuple(cells)


def filled_sheet(count: int = len(NAMES)) -> Sheet:
    """Leads FIRST, FIRST + 1, …: names in turn, a company each, a status, and a value on the even ones."""
    schema = Schema(ACCOUNT)
    sheet = Sheet(schema)
    leads = [
        lead(
            schema,
            FIRST + n,
            name=NAMES[n % len(NAMES)],
            company_name=f"Company {n}",
            email=f"lead{n}@nw.example",
            status_id=21,
            monetary_value=1000 * n if n % 2 == 0 else None,
            cf_101=n % 2 == 0,
        )
        for n in range(count)
    ]
    sheet.receive(leads, stamp=sheet.stamp())
    return sheet


def a_theme(look: Look = Look.LIGHT) -> Theme:
    """The theme over the application of the tests."""
    return Theme(cast(QApplication, QApplication.instance()), look=look)


@dataclass
class Grid:
    """A grid and all it stands on. ``staged`` and ``said`` gather what it asked for and what it told."""

    sheet: Sheet
    order: RowOrder
    theme: Theme
    model: LeadModel = field(init=False)
    view: LeadView = field(init=False)
    arrangement: Arrangement = field(init=False)
    staged: list[ChangeSet] = field(default_factory=list)
    undo: list[ChangeSet] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.model = LeadModel(self.sheet, self.order, style=TextStyle(), stage=self.stage)
        self.view = LeadView(self.model, self.theme, today=lambda: TODAY)
        self.arrangement = Arrangement(self.model, before=self.view.commit_editor)
        self.view.follow(self.arrangement)
        self.view.said.connect(self.said.append)

    def stage(self, change_set: ChangeSet) -> Applied:
        """What the window does with a gesture."""
        self.staged.append(change_set)
        applied = self.sheet.apply(change_set)
        self.undo.append(applied.inverse)
        self.model.on_delta(applied.delta)
        return applied

    def at(self, n: int, key: str = "name") -> None:
        """Make a cell of lead FIRST + n current."""
        assert self.view.go_to(FIRST + n, key)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """A key on the widget that has the focus inside the grid: an open editor or the grid."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(self.target, key, held)

    def type(self, text: str) -> None:
        """Characters, one key each."""
        for character in text:
            QTest.keyClicks(self.target, character)

    @property
    def target(self) -> QWidget:
        """Where a key goes: to what has the focus in a popup, else in the open editor, else to the grid."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            focused: QWidget | None = popup.focusWidget()
            return popup if focused is None else focused
        editor = self.view.editing.editor
        if editor is None:
            return self.view
        proxy: QWidget | None = editor.focusProxy()
        return editor if proxy is None else proxy

    @property
    def place(self) -> tuple[int, str] | None:
        """The current cell as (n of the lead, field key)."""
        cell = self.view.current_cell()
        return None if cell is None else (cell[0] - FIRST, cell[1])

    def value(self, n: int, key: str) -> CellValue:
        """What lead FIRST + n shows in a field."""
        return self.sheet.value(FIRST + n, key)

    def point(self, n: int, key: str) -> tuple[QWidget, QPoint]:
        """The middle of a cell, and the viewport it is in."""
        index = self.model.index_of(FIRST + n, key)
        pane = self.view.pane_of(index.column())
        return pane.viewport(), pane.visualRect(index).center()


def editor_text(grid: Grid) -> str | None:
    """What stands in the open editor, if it is one of text."""
    editor = grid.view.editing.editor
    if isinstance(editor, QLineEdit):
        return editor.text()
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else None


def opened(qtbot: QtBot, *, count: int = len(NAMES), look: Look = Look.LIGHT) -> Grid:
    """A grid on the screen, its first name current, the rarely used columns hidden."""
    sheet = filled_sheet(count)
    grid = Grid(sheet, RowOrder(sheet), a_theme(look))
    qtbot.addWidget(grid.view)
    kept = {
        "company_name",
        "title",
        "email",
        "status_id",
        "assignee_id",
        "monetary_value",
        "details",
        "cf_101",
        "cf_102",
        "id",
    }
    for column in grid.model.fields:
        if column.key not in kept:
            grid.view.set_column_shown(column.key, shown=False)
    grid.view.resize(900, 420)
    with qtbot.waitExposed(grid.view):
        grid.view.show()
    grid.view.setFocus()
    grid.at(0)
    return grid
