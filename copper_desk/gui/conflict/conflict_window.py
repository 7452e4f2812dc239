"""Choose between your values and Copper's: per cell, lead, field or all; one answer, so one step to undo.

Its answer is ``change_set``, None when the person left it. Changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from copper_desk.gui.conflict.conflict_choice import ConflictChoice, Side
from copper_desk.gui.conflict.conflict_model import FIELD, ConflictModel
from copper_desk.gui.conflict.conflict_table import ConflictTable
from copper_desk.gui.look.flow import FlowLayout
from copper_desk.gui.look.layer import MARGIN_PX, foot, head, layers
from copper_desk.gui.look.piece import button, label, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.style import TextStyle
from copper_desk.sheet.edit import ChangeSet
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import counted, number, tr

SIZE = QSize(1060, 600)
LEAST = QSize(600, 340)
_SCOPES = ("selected", "lead", "field", "all")


@dataclass(frozen=True, slots=True)
class ConflictCase:
    """What is chosen from, and how it is shown."""

    sheet: Sheet
    style: TextStyle
    theme: Theme


class ConflictWindow(QDialog):
    """Open it with ``exec`` or ``open`` and read ``change_set`` afterwards."""

    def __init__(self, case: ConflictCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = ConflictChoice(case.sheet)
        self.change_set: ChangeSet | None = None
        self.setWindowTitle(tr("Settle conflicts"))
        self.setProperty("panel", "raised")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._build(case)
        self._lay_out()
        self._join()
        take_room(self, SIZE, least=LEAST)
        self.table.go_to(0)
        self.table.setFocus()
        self._show()

    def _build(self, case: ConflictCase) -> None:
        self.model = ConflictModel(self._choice, case.sheet, case.style, self)
        self.table = ConflictTable(self.model, case.theme, self)
        self.heading = label(tr("Choose between your values and Copper’s"), level="heading")
        self.story = wrapped(_story(self._choice.leads), tone="muted")
        self.scopes = {scope: button("", role="chip", checkable=True) for scope in _SCOPES}
        self._group = QButtonGroup(self)
        for piece in self.scopes.values():
            self._group.addButton(piece)
        self.scopes["selected"].setChecked(True)
        self.mine = button(tr("Keep yours"), tr("Keep your values"))
        self.theirs = button(tr("Take Copper’s"), tr("Take Copper’s values"))
        self.loaded = button(tr("Take the loaded one"), tr("Take the values that were loaded"))
        self.leave = button(tr("Leave open"), tr("Leave them open"), role="flat")
        self.total = label(tone="muted")
        self.cancel = button(tr("Cancel"))
        self.apply = button("", role="primary")
        self.apply.setToolTip(tr("Ctrl+Enter"))

    def _lay_out(self) -> None:
        layout = layers(self)
        layout.addLayout(head(self.heading, self.story))
        layout.addWidget(rule())
        layout.addWidget(self.table, 1)
        layout.addWidget(rule())
        layout.addWidget(self._choice_bar())
        layout.addWidget(foot(self.total, None, self.cancel, self.apply))

    def _choice_bar(self) -> QWidget:
        """Wraps where the window is narrow: what the buttons are for stands before them."""
        bar = QWidget()
        bar.setProperty("panel", "raised")
        outer = QVBoxLayout(bar)
        outer.setContentsMargins(MARGIN_PX, 11, MARGIN_PX, 11)
        inside = QWidget()
        flow = FlowLayout(inside)
        flow.setContentsMargins(0, 0, 0, 0)
        groups = (label(tr("For")), *self.scopes.values()), (self.mine, self.theirs, self.loaded, self.leave)
        for group in groups:
            flow.addWidget(self._together(group, height=self.mine.sizeHint().height()))
        outer.addWidget(inside)
        return bar

    def _together(self, pieces: Sequence[QWidget], *, height: int) -> QWidget:
        holder = QWidget()
        holder.setFixedHeight(height)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for piece in pieces:
            row.addWidget(piece)
        return holder

    def _join(self) -> None:
        self.model.chosen.connect(self._on_model_chosen)
        self.table.selected.connect(self._show)
        self.mine.clicked.connect(lambda: self.choose(Side.MINE))
        self.theirs.clicked.connect(lambda: self.choose(Side.THEIRS))
        self.loaded.clicked.connect(lambda: self.choose(Side.LOADED))
        self.leave.clicked.connect(lambda: self.choose(None))
        self.cancel.clicked.connect(self.reject)
        self.apply.clicked.connect(self._on_apply_clicked)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.apply.click)
        # Not by "&": a button that is pressed so clicks a moment later, when the next key may have come.
        by_key = {"Alt+K": self.mine, "Alt+T": self.theirs, "Alt+O": self.loaded, "Alt+L": self.leave}
        for keys, piece in by_key.items():
            QShortcut(QKeySequence(keys), self, piece.click)
            piece.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))

    def choose(self, side: Side | None) -> None:
        """Choose a side for all cells that are meant now."""
        self.model.choose(self._meant(self._scope()), side)

    def _scope(self) -> str:
        return next(scope for scope, piece in self.scopes.items() if piece.isChecked())

    def _meant(self, scope: str) -> list[int]:
        current = self.table.currentIndex().row()
        if scope == "all":
            return list(range(len(self._choice.cells)))
        if scope == "selected" or current < 0:
            return self.table.places()
        return self._choice.of_lead(current) if scope == "lead" else self._choice.of_field(current)

    @Slot()
    def _show(self) -> None:
        current = max(0, self.table.currentIndex().row())
        field = self.model.text_at(current, FIELD) if self._choice.cells else ""
        counts = {scope: len(self._meant(scope)) for scope in _SCOPES}
        self._name("selected", tr("Selected {n}", n=number(counts["selected"])))
        self._name("lead", tr("This lead {n}", n=number(counts["lead"])))
        self._name("field", tr("{field}, all leads {n}", field=field, n=number(counts["field"])))
        self._name("all", tr("All {n}", n=number(counts["all"])))
        chosen = self._choice.chosen
        self.total.setText(tr("{chosen} of {all} chosen", chosen=number(chosen), all=number(len(self._choice.cells))))
        self.apply.setText(counted(chosen, "Apply 1 choice", "Apply {n} choices"))
        self.apply.setAccessibleName(self.apply.text())
        self.apply.setEnabled(chosen > 0)

    def _name(self, scope: str, text: str) -> None:
        piece: QPushButton = self.scopes[scope]
        piece.setText(text.replace("&", "&&"))
        piece.setAccessibleName(tr("Choose for: {cells}", cells=text))

    @Slot()
    def _on_model_chosen(self) -> None:
        self._show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.total.text()))

    @Slot()
    def _on_apply_clicked(self) -> None:
        self.change_set = self._choice.change_set()
        self.accept()


def _story(leads: int) -> str:
    changed = counted(
        leads,
        "Someone else changed 1 lead in a field that you changed, too. Until you choose, it is held back.",
        "Someone else changed {n} leads in fields that you changed, too. Until you choose, they are held back.",
    )
    return f"{changed} {tr('Nothing is sent by choosing.')}"


def choose_conflicts(parent: QWidget | None, case: ConflictCase) -> ChangeSet | None:
    """Show the conflicts and wait for the person: what they chose, or None."""
    window = ConflictWindow(case, parent)
    window.exec()
    chosen = window.change_set
    window.deleteLater()
    return chosen
