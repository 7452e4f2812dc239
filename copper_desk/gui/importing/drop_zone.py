"""Where an import begins: a place to drop a file, the files of late, and a sheet on the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from copper_desk.gui.look.layer import MARGIN_PX, in_a_row
from copper_desk.gui.look.piece import button, label, wrapped
from copper_desk.wording import tr


class DropZone(QWidget):
    """Wishes: ``choose_wished`` (ask for a file), ``path_wished`` (Path), ``clipboard_wished``."""

    choose_wished = Signal()
    path_wished = Signal(object)
    clipboard_wished = Signal()

    def __init__(self, *, recent: Sequence[Path], sample: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose = button(tr("Choose a file…"), role="primary")
        self.choose.clicked.connect(self.choose_wished)
        self.clipboard = button(tr("From the clipboard"), tr("Import the sheet that was copied"))
        self.clipboard.clicked.connect(self.clipboard_wished)
        self.recent = [self._path_button(path, path.name) for path in recent]
        self.sample = None if sample is None else self._path_button(sample, tr("a sample file"))
        self.failure = wrapped(tone="error")
        self.failure.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN_PX, 16, MARGIN_PX, 16)
        layout.addWidget(self._frame(), 1)

    def show_failure(self, sentence: str) -> None:
        """Say why the last file could not be read."""
        self.failure.setText(sentence)
        self.failure.setVisible(bool(sentence))

    def _frame(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("panel", "drop")
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(28, 20, 28, 20)
        layout.setSpacing(10)
        layout.addStretch(2)
        title = label(tr("Drop a spreadsheet here"), level="heading")
        note = wrapped(
            tr("Excel, OpenDocument, or text with commas, semicolons or tabs. You see every change before it counts."),
            tone="muted",
        )
        for piece in (title, note, self.failure):
            piece.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(piece)
        layout.addSpacing(6)
        layout.addWidget(_centred(self.choose, self.clipboard))
        if self.recent:
            layout.addSpacing(8)
            layout.addWidget(_centred(label(tr("Lately:"), tone="muted"), *self.recent))
        if self.sample is not None:
            layout.addWidget(_centred(label(tr("No file at hand? Try"), tone="muted"), self.sample))
        layout.addStretch(3)
        return frame

    def _path_button(self, path: Path, text: str) -> QPushButton:
        piece = button(text.replace("&", "&&"), tr("Import {file}", file=path.name), role="link")
        piece.setToolTip(str(path))
        piece.clicked.connect(lambda: self.path_wished.emit(path))
        return piece


def _centred(*pieces: QWidget) -> QWidget:
    """Pieces beside each other in the middle."""
    holder = QWidget()
    holder.setLayout(in_a_row(None, *pieces, None))
    return holder
