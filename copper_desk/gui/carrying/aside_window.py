"""The sets of changes that were set aside: one is taken back, or deleted after a question. Does neither itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QWidget

from copper_desk.gui.look.layer import foot, head, layers
from copper_desk.gui.look.piece import button, label, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.line_model import LineModel
from copper_desk.gui.table.plain_table import PlainTable
from copper_desk.storage.change_document import ChangeDocument
from copper_desk.wording import moment, number, tr

SIZE = QSize(680, 380)
LEAST = QSize(440, 260)
Index = QModelIndex | QPersistentModelIndex
Kept = tuple[Path, ChangeDocument]


class AsideModel(LineModel[Kept]):
    """One line a set."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("Name"), tr("Set aside"), tr("Changes"), tr("Leads")), parent=parent)

    def text_at(self, line: int, column: int) -> str:
        document = self.lines[line][1]
        texts: tuple[Callable[[], str], ...] = (
            lambda: document.title,
            lambda: moment(datetime.fromtimestamp(document.made_s).astimezone(), now=datetime.now().astimezone()),
            lambda: number(document.cell_count),
            lambda: number(len(document.leads)),
        )
        return texts[column]()


class AsideWindow(QDialog):
    """``back_wished`` and ``delete_wished`` carry the path and the document of the set on which the line stands."""

    back_wished = Signal(object)
    delete_wished = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Changes set aside"))
        self.setProperty("panel", "raised")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = AsideModel(self)
        self.table = PlainTable(self.model, theme, name=tr("Sets of changes"))
        self.table.chosen.connect(lambda _line: self._wish(self.back_wished))
        self.said = wrapped(tone="muted")
        self.delete = button(tr("Delete…"), role="flat")
        self.delete.clicked.connect(lambda: self._wish(self.delete_wished))
        self.cancel = button(tr("Close"))
        self.cancel.clicked.connect(self.reject)
        self.back = button(tr("Take back…"), role="primary")
        self.back.clicked.connect(lambda: self._wish(self.back_wished))
        self._lay_out()
        take_room(self, SIZE, least=LEAST)

    def show_kept(self, kept: Sequence[Kept], troubles: Sequence[str] = ()) -> None:
        """Show these sets, and what is to be said of files that cannot be read."""
        line = self.table.currentIndex().row()
        self.model.show_lines(kept)
        if kept:
            self.table.selectRow(min(max(line, 0), len(kept) - 1))
        nothing = tr("Nothing is set aside. Edit › Set aside… parks changes here.")
        self.said.setText("\n".join(troubles) or ("" if kept else nothing))
        self.said.setVisible(bool(self.said.text()))
        for piece in (self.back, self.delete):
            piece.setEnabled(bool(kept))
        (self.table if kept else self.cancel).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = max(LEAST.width(), self.width())
        for column, share in enumerate((0.45, 0.27, 0.13)):
            self.table.setColumnWidth(column, round(width * share))

    def _lay_out(self) -> None:
        story = tr("Kept on this computer until you take them back. Nothing of them is sent meanwhile.")
        layout = layers(self)
        heading = label(tr("Changes set aside"), level="heading")
        layout.addLayout(head(heading, wrapped(story, tone="muted"), self.said, gap_px=6))
        layout.addWidget(rule())
        layout.addWidget(self.table, 1)
        layout.addWidget(rule())
        layout.addWidget(foot(self.delete, None, self.cancel, self.back))

    @Slot()
    def _wish(self, signal: object) -> None:
        line = self.table.currentIndex().row()
        if 0 <= line < len(self.model.lines):
            signal.emit(self.model.lines[line])  # type: ignore[attr-defined]  # a bound signal
