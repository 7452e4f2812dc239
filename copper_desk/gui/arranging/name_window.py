"""A name for a view: a new one, or another one for a view that is there."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from copper_desk.gui.look.layer import in_a_row
from copper_desk.gui.look.piece import button, wrapped
from copper_desk.wording import tr

LONGEST = 60


class NameWindow(QDialog):
    """``chosen`` carries the name. ``taken`` are the names of other views: to save under one of them replaces it, and
    the button says so; to rename to one of them is not possible."""

    chosen = Signal(object)

    def __init__(
        self, name: str, taken: Collection[str], *, renames: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Rename view") if renames else tr("Save view"))
        self.setMinimumWidth(380)
        self._taken = {each.casefold() for each in taken}
        self._renames = renames
        question = tr("What is the view to be called?")
        self.line = QLineEdit(name)
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(question)
        self.line.selectAll()
        self.note = wrapped(tone="muted")
        self.save = button("", role="primary")
        self.save.setDefault(True)
        cancel = button(tr("Cancel"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(wrapped(question, level="heading"))
        layout.addWidget(self.line)
        layout.addWidget(self.note)
        layout.addLayout(in_a_row(None, cancel, self.save))
        self.line.textChanged.connect(self._on_line_text_changed)
        self.save.clicked.connect(self._on_save_clicked)
        cancel.clicked.connect(self.reject)
        self._on_line_text_changed(name)

    @Slot(str)
    def _on_line_text_changed(self, text: str) -> None:
        is_taken = text.strip().casefold() in self._taken
        self.save.setText(tr("Rename") if self._renames else tr("Replace") if is_taken else tr("Save"))
        self.save.setEnabled(bool(text.strip()) and not (is_taken and self._renames))
        if is_taken:
            self.note.setText(tr("There is a view of this name."))
        else:
            self.note.setText("" if self._renames else tr("It keeps columns, order and filters, on this computer."))

    @Slot()
    def _on_save_clicked(self) -> None:
        name = self.line.text().strip()
        self.accept()
        self.chosen.emit(name)
