"""Every message of this session, the newest at the top, to be read again and copied. Says nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QWidget

from copper_desk.gui.control.message import Message, MessageLog, Tone
from copper_desk.gui.look.layer import foot, head, layers
from copper_desk.gui.look.piece import button, label, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.line_model import LineModel
from copper_desk.gui.table.plain_table import PlainTable
from copper_desk.wording import told_time, tr

SIZE = QSize(720, 460)
_TIME, _MARK, _TEXT = range(3)
_MARKS: Mapping[Tone, str] = {Tone.PLAIN: "", Tone.GOOD: "✓", Tone.TROUBLE: "!"}
_COLOURS: Mapping[Tone, str] = {Tone.PLAIN: "text", Tone.GOOD: "ok", Tone.TROUBLE: "error"}


class MessageModel(LineModel[Message]):
    """One line a message."""

    def __init__(self, messages: Sequence[Message], theme: Theme, parent: QObject | None = None) -> None:
        super().__init__((tr("Time"), "", tr("Message")), messages, parent)
        self._theme = theme
        self._answers = {
            int(Qt.ItemDataRole.DisplayRole): self.text_at,
            int(Qt.ItemDataRole.ForegroundRole): self._colour,
            int(Qt.ItemDataRole.AccessibleDescriptionRole): self._description,
        }

    def text_at(self, line: int, column: int) -> str:
        message = self.lines[line]
        return (told_time(message.at), _MARKS[message.tone], message.text)[column]

    def _colour(self, line: int, column: int) -> object:
        token = "muted" if column == _TIME else _COLOURS[self.lines[line].tone]
        return self._theme.colour(token)

    def _description(self, line: int, _column: int) -> str:
        return tr("Trouble") if self.lines[line].tone is Tone.TROUBLE else ""


class MessageWindow(QDialog):
    """The messages as a table; long ones take several lines."""

    def __init__(self, log: MessageLog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Messages"))
        self.setProperty("panel", "raised")
        self.model = MessageModel(log.messages[::-1], theme, self)
        self.table = PlainTable(self.model, theme, name=tr("Messages of this session"))
        self.table.setWordWrap(True)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.copy = button(tr("Copy all"))
        self.copy.setEnabled(bool(self.model.lines))
        self.copy.clicked.connect(self._copy)
        close = button(tr("Close"), role="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        story = tr("What the window said since it was opened.") if log.messages else tr("Nothing was said yet.")
        layout = layers(self)
        layout.addLayout(head(label(tr("Messages"), level="heading"), wrapped(story, tone="muted"), gap_px=6))
        layout.addWidget(rule())
        layout.addWidget(self.table, 1)
        layout.addWidget(foot(self.copy, None, close))
        take_room(self, SIZE)
        (self.table if log.messages else close).setFocus()
        if log.messages:
            self.table.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The time and the mark take what they need; the text has the rest."""
        super().resizeEvent(event)
        letters = self.table.fontMetrics()
        self.table.setColumnWidth(_TIME, letters.horizontalAdvance("00:00:00") + 26)
        self.table.setColumnWidth(_MARK, letters.horizontalAdvance("✓") + 16)
        QTimer.singleShot(0, self.table, self.table.resizeRowsToContents)

    def _copy(self) -> None:
        lines = [f"{told_time(message.at)}\t{message.text}" for message in self.model.lines]
        QGuiApplication.clipboard().setText("\n".join(lines))
