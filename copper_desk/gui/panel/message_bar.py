"""One quiet line for what just happened ("240 pasted · 12 unchanged").

Knows nothing of who speaks.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QWidget,
)

from copper_desk.gui.control.message import Message, MessageLog, Tone
from copper_desk.gui.look.piece import button, label, restyle, wrapped
from copper_desk.wording import tr

SHOWN_MS = 20_000
"""How long a plain or good line stays. One about trouble, or with an offer, stays until it is closed or followed."""

_TONES = {Tone.PLAIN: "", Tone.GOOD: "ok", Tone.TROUBLE: "error"}
_GLYPHS = {Tone.PLAIN: "", Tone.GOOD: "✓", Tone.TROUBLE: "!"}


class MessageBar(QFrame):
    """Shows the newest message of a log. ``log_wished``: the person wants to read the earlier ones. ``focus_left``: the
    line goes and had the focus."""

    log_wished = Signal()
    focus_left = Signal()

    def __init__(self, log: MessageLog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "bar")
        self.setAccessibleName(tr("Message"))
        self._message: Message | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._leave)
        self._build()
        self.hide()
        log.added.connect(self._on_log_added)
        log.overtaken.connect(self._on_log_overtaken)

    @property
    def text(self) -> str:
        """What the line says now; empty when it is not shown."""
        return "" if self._message is None or self.isHidden() else self._message.text

    def _build(self) -> None:
        self.glyph = label(bold=True)
        self.line = wrapped()
        self.offer = button("", tr("What can be done about it"))
        self.offer.clicked.connect(self._on_offer_clicked)
        self.earlier = button(tr("Messages"), tr("Read the earlier messages"), role="flat")
        self.earlier.clicked.connect(self.log_wished)
        self.close_line = button(tr("Close"), tr("Close this message"), role="flat")
        self.close_line.clicked.connect(self._leave)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 8, 3)
        layout.setSpacing(8)
        layout.addWidget(self.glyph)
        layout.addWidget(self.line, 1)
        for piece in (self.offer, self.earlier, self.close_line):
            layout.addWidget(piece)

    @Slot(object)
    def _on_log_added(self, message: Message) -> None:
        self._message = message
        self.line.setText(message.text)
        self.line.setAccessibleName(message.text)
        self.glyph.setText(_GLYPHS[message.tone])
        self.glyph.setVisible(bool(_GLYPHS[message.tone]))
        for piece in (self.glyph, self.line):
            restyle(piece, "tone", _TONES[message.tone])
        self.offer.setText(message.offer)
        self.offer.setAccessibleName(message.offer or tr("What can be done about it"))
        self.offer.setVisible(message.answer is not None)
        self.show()
        self._timer.stop() if message.stays or message.answer is not None else self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message.text))

    @Slot(object)
    def _on_log_overtaken(self, message: Message) -> None:
        if message is self._message:
            self._leave()

    @Slot()
    def _leave(self) -> None:
        """Go, and let go of the focus first: Qt would hand it to what comes next, which is Discard."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.focus_left.emit()
        self.hide()

    def _on_offer_clicked(self) -> None:
        message = self._message
        self._leave()
        if message is not None and message.answer is not None:
            message.answer()
