"""Set value…: one text for every selected cell, each reading its own kind, with what can be typed offered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from copper_desk.gui.look.layer import in_a_row
from copper_desk.gui.look.piece import button, wrapped
from copper_desk.gui.values.offering_line import OfferingLine
from copper_desk.wording import counted, tr


class SetValueDialog(QDialog):
    """``chosen`` carries the text. ``column`` names the field, or is empty where several are meant."""

    chosen = Signal(object)

    def __init__(self, column: str, cells: int, offers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Set value"))
        self.setMinimumWidth(360)
        what = counted(cells, "this cell", "these {n} cells")
        question = (
            tr("{field} in {cells}", field=column, cells=what) if column else tr("One value in {cells}", cells=what)
        )
        self.line = OfferingLine(offers)
        self.line.setAccessibleName(question)
        self.set = button(counted(cells, "Set 1 cell", "Set {n} cells"), role="primary")
        self.set.setDefault(True)
        self.set.setEnabled(False)
        cancel = button(tr("Cancel"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(wrapped(question, level="heading"))
        layout.addWidget(self.line)
        layout.addLayout(in_a_row(None, cancel, self.set))
        self.line.textChanged.connect(self._on_line_text_changed)
        self.set.clicked.connect(self._on_set_clicked)
        cancel.clicked.connect(self.reject)

    @Slot(str)
    def _on_line_text_changed(self, text: str) -> None:
        self.set.setEnabled(bool(text.strip()))

    @Slot()
    def _on_set_clicked(self) -> None:
        text = self.line.text()
        self.accept()
        self.chosen.emit(text)
