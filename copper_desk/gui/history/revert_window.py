"""Before a push is taken back: what will change, what is left out and why, and what cannot be undone.

Puts nothing into the sheet itself; ``is_agreed`` says whether to. Nothing is sent from here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from copper_desk.desk.revert import AUTOMATIONS, LeftOut, RevertPlan
from copper_desk.gui.history.history_words import one_line
from copper_desk.gui.look.piece import button, rule, wrapped
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.review.change_painter import ChangePainter
from copper_desk.gui.wording import counted, tr

SIZE = QSize(940, 560)
_MARGIN_PX = 22
_WIDEST_PX = 300

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


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
        room = self.screen().availableSize()
        self.resize(SIZE.boundedTo(room) if case.plan.left_out else QSize(SIZE.width(), self.sizeHint().height()))
        self.cancel.setFocus()

    def _build(self) -> None:
        plan = self._case.plan
        changes = len(plan.change_set)
        self.heading = wrapped(heading(plan), level="heading")
        self.story = wrapped("\n".join(story(plan, self._case.when)))
        self.reasons = wrapped("\n".join(reasons(plan.left_out)), tone="muted")
        self.reasons.setVisible(bool(plan.left_out))
        self.model = LeftOutModel(plan.left_out, self)
        self.table = _table(self.model, self._case.theme)
        self.table.setVisible(bool(plan.left_out))
        self.cancel = button(tr("Cancel") if changes else tr("Close"))
        self.cancel.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.agree = button(
            counted(changes, "Put 1 change in the sheet", "Put {n} changes in the sheet"), role="primary"
        )
        self.agree.setVisible(changes > 0)
        self.agree.clicked.connect(self._on_agree_clicked)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN_PX, 18, _MARGIN_PX, 14)
        head.setSpacing(8)
        for piece in (self.heading, self.story, self.reasons):
            head.addWidget(piece)
        layout.addLayout(head)
        line = rule()
        line.setVisible(not self.table.isHidden())
        layout.addWidget(line)
        layout.addWidget(self.table, 1)
        foot = QFrame()
        foot.setProperty("panel", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(_MARGIN_PX, 11, _MARGIN_PX, 11)
        row.setSpacing(10)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.agree)
        layout.addWidget(foot)

    def _on_agree_clicked(self) -> None:
        self.is_agreed = True
        self.accept()


class LeftOutModel(QAbstractTableModel):
    """What is not taken back, one row a field or a whole lead."""

    def __init__(self, left_out: Sequence[LeftOut], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left_out = left_out

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._left_out)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADER)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return tr(_HEADER[section])

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if not index.isValid() or role not in wanted:
            return None
        left = self._left_out[index.row()]
        name = left.name or tr("Lead {id}", id=left.row)
        texts = (name, left.label or tr("Whole lead"), left.reason, left.before, left.pushed, left.now)
        return one_line(texts[index.column()])


_HEADER = ("Lead", "Field", "Why it is left out", "Before the push", "Pushed", "In Copper now")
_QUIET = (2,)


class LeftOutDelegate(QStyledItemDelegate):
    """Paints the cells as the other tables do, with room beside the text; nothing is said as such."""

    def __init__(self, model: LeftOutModel, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._model = model
        self._theme = theme
        self._table = table
        self._ink = ChangePainter(theme, ratio=1.0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(self._theme.tokens.selection if selected else self._theme.tokens.bg))
        text, column = str(self._model.data(index)), index.column()
        kind = "muted" if not text or column in _QUIET else "plain"
        self._ink.text(painter, option.rect, kind, text or "—")
        if self._table.hasFocus() and self._table.currentIndex() == index:
            self._ink.current(painter, option.rect)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(self._model.data(index))
        width = self._ink.cell.plain.natural_width(text) + 2 * self._theme.metrics.cell_pad + 2
        return QSize(round(width), self._theme.metrics.row)


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
        f"{counted(count, '1 left out', '{n} left out')}: {tr(reason)}"
        for reason, count in Counter(left.reason for left in left_out).most_common()
    ]


def agree_to_revert(parent: QWidget | None, case: RevertCase) -> bool:
    """Show what a revert means and wait for the person's answer."""
    window = RevertWindow(case, parent)
    window.exec()
    agreed = window.is_agreed
    window.deleteLater()
    return agreed


def _table(model: LeftOutModel, theme: Theme) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setItemDelegate(LeftOutDelegate(model, theme, table))
    table.setAccessibleName(tr("What is left out"))
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.metrics.row)
    across = table.horizontalHeader()
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    across.setFixedHeight(theme.metrics.header)
    across.setStretchLastSection(True)
    across.setHighlightSections(False)
    across.setMaximumSectionSize(_WIDEST_PX)
    across.setResizeContentsPrecision(100)
    across.setAccessibleName(tr("Names of the columns"))
    table.resizeColumnsToContents()
    across.setMaximumSectionSize(16_000)
    across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    return table
