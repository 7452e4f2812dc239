"""Before a push is taken back: what will change, what is left out and why, and what cannot be undone.

Puts nothing into the sheet itself; ``is_agreed`` says whether to. Nothing is sent from here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QHeaderView, QStyleOptionViewItem, QWidget

from copper_desk.desk.revert import AUTOMATIONS, LeftOut, RevertPlan
from copper_desk.gui.history.history_words import one_line
from copper_desk.gui.look.layer import foot, head, layers
from copper_desk.gui.look.piece import button, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.answering_model import Answer
from copper_desk.gui.table.change_delegate import ChangeDelegate
from copper_desk.gui.table.change_table import ChangeTable
from copper_desk.gui.table.line_model import LineModel
from copper_desk.wording import counted, later, retold, tr

SIZE = QSize(1060, 560)
_WIDEST_PX = 440

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RevertCase:
    """What taking a push back means. ``when`` names the push."""

    plan: RevertPlan
    when: str
    theme: Theme


class RevertWindow(QDialog):
    """Open it with ``exec`` or ``open`` and read ``is_agreed`` afterwards. Cancel is what Enter and Esc mean."""

    def __init__(self, case: RevertCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self.is_agreed = False
        self.setWindowTitle(tr("Revert a push"))
        self.setProperty("panel", "raised")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._build()
        self._lay_out()
        take_room(self, SIZE if case.plan.left_out else QSize(SIZE.width(), self.sizeHint().height()))
        self.cancel.setFocus()

    def _build(self) -> None:
        plan = self._case.plan
        changes = len(plan.change_set)
        self.heading = wrapped(heading(plan), level="heading")
        self.story = wrapped("\n".join(story(plan, self._case.when)))
        self.reasons = wrapped("\n".join(reasons(plan.left_out)), tone="muted")
        self.model = LeftOutModel(plan.left_out, self)
        self.table = _table(self.model, self._case.theme)
        self.cancel = button(tr("Cancel") if changes else tr("Close"))
        self.cancel.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.agree = button(
            counted(changes, "Put 1 change in the sheet", "Put {n} changes in the sheet"), role="primary"
        )
        self.agree.clicked.connect(self._on_agree_clicked)

    def _lay_out(self) -> None:
        layout = layers(self)
        layout.addLayout(head(self.heading, self.story, self.reasons, above_px=18, below_px=14, gap_px=8))
        line = rule()
        layout.addWidget(line)
        layout.addWidget(self.table, 1)
        layout.addWidget(foot(None, self.cancel, self.agree))
        for piece in (self.reasons, line, self.table):
            piece.setVisible(bool(self._case.plan.left_out))
        self.agree.setVisible(len(self._case.plan.change_set) > 0)

    def _on_agree_clicked(self) -> None:
        self.is_agreed = True
        self.accept()


class LeftOutModel(LineModel[LeftOut]):
    """What is not taken back, one row a field or a whole lead."""

    def __init__(self, left_out: Sequence[LeftOut], parent: QObject | None = None) -> None:
        super().__init__(tuple(map(tr, _HEADER)), left_out, parent)

    def answers(self) -> dict[int, Answer]:
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return {int(role): self.text_at for role in roles}

    def text_at(self, line: int, column: int) -> str:
        left = self.lines[line]
        name = left.name or tr("Lead {id}", id=left.row)
        texts = (name, left.label or tr("Whole lead"), retold(left.reason), left.before, left.pushed, left.now)
        return one_line(texts[column])


_HEADER = (
    later("Lead"),
    later("Field"),
    later("Why it is left out"),
    later("Before the push"),
    later("Pushed"),
    later("In Copper now"),
)
_QUIET = (2,)


class LeftOutDelegate(ChangeDelegate):
    """Paints the cells as the other tables do, with room beside the text; nothing is said as such."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.paint_ground(painter, option)
        text, column = str(index.data()), index.column()
        kind = "muted" if not text or column in _QUIET else "plain"
        self.ink.text(painter, option.rect, kind, text or "—")
        self.paint_current(painter, option, index)


def heading(plan: RevertPlan) -> str:
    """What will happen, in one line."""
    changes = len(plan.change_set)
    if not changes:
        return tr("There is nothing to take back.")
    values = counted(changes, "1 earlier value", "{n} earlier values")
    return counted(plan.leads, "Put {values} back on 1 lead?", "Put {values} back on {n} leads?", values=values)


def story(plan: RevertPlan, when: str) -> list[str]:
    """What that means, sentence by sentence."""
    lines = []
    if len(plan.change_set):
        lines.append(
            tr(
                "They come into the sheet as changes, for just the fields that the push changed ({when}). "
                "Nothing is sent until you review and push them; Undo takes them out again.",
                when=when,
            )
        )
    if plan.already:
        lines.append(
            counted(
                plan.already, "1 field holds its earlier value already.", "{n} fields hold their earlier value already."
            )
        )
    return [*lines, tr(AUTOMATIONS)]


def reasons(left_out: Sequence[LeftOut]) -> list[str]:
    """What is left out, counted by why."""
    return [
        f"{counted(count, '1 left out', '{n} left out')}: {retold(reason)}"
        for reason, count in Counter(left.reason for left in left_out).most_common()
    ]


def agree_to_revert(parent: QWidget | None, case: RevertCase) -> bool:
    """Show what a revert means and wait for the person's answer."""
    window = RevertWindow(case, parent)
    window.exec()
    agreed = window.is_agreed
    window.deleteLater()
    return agreed


def _table(model: LeftOutModel, theme: Theme) -> ChangeTable:
    """Opens each column as wide as it needs, up to a width, and lets the person drag it further."""
    table = ChangeTable()
    table.setModel(model)
    table.dress(LeftOutDelegate(theme, table))
    table.setAccessibleName(tr("What is left out"))
    across = table.horizontalHeader()
    across.setStretchLastSection(True)
    across.setMaximumSectionSize(_WIDEST_PX)
    across.setResizeContentsPrecision(100)
    table.resizeColumnsToContents()
    across.setMaximumSectionSize(16_000)
    across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    return table
