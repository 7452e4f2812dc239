"""The guide in a window of its own: Markdown pages from the resources, with links between them.

Knows nothing of the rest of the program, and opens nothing from the network.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from copper_desk.gui.look.piece import button
from copper_desk.gui.look.room import take_room
from copper_desk.resource import resource_path
from copper_desk.wording import later, tr

SIZE = QSize(760, 720)
LINE_PERCENT = 130

FIRST_PAGE = later("guide/start.md")  # A translation names the first page of its own guide.


class GuideWindow(QWidget):
    """The guide, open on its first page."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(tr("Copper Desk guide"))
        take_room(self, SIZE)
        self.setProperty("panel", "surface")
        self.page = QTextBrowser()
        self.page.setAccessibleName(tr("Guide"))
        self.page.setOpenExternalLinks(False)
        self.page.document().setDocumentMargin(24)
        self.page.document().setIndentWidth(24)
        self.page.sourceChanged.connect(self._space_out)
        self.page.setSource(QUrl.fromLocalFile(str(resource_path(tr(FIRST_PAGE)))))
        back = button(tr("Back"))
        back.clicked.connect(self.page.backward)
        back.setEnabled(False)
        self.page.backwardAvailable.connect(back.setEnabled)
        close = button(tr("Close"))
        close.clicked.connect(self.close)
        for keys in ("Esc", "Ctrl+W"):
            QShortcut(QKeySequence(keys), self, self.close)
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.page)
        layout.addLayout(foot)

    def _space_out(self) -> None:
        """Room between lines and paragraphs, as in a book; Markdown says nothing of it."""
        cursor = QTextCursor(self.page.document())
        cursor.select(QTextCursor.SelectionType.Document)
        form = QTextBlockFormat()
        form.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(self.fontMetrics().height() // 2)
        cursor.mergeBlockFormat(form)
