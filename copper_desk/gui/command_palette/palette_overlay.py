"""The command palette over the window: a line to type in and the list of what fits. Shows what it is given.

Lies inside the window, so that its round corners need no help from the desktop. Takes every key while it is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from copper_desk.gui.command_palette.palette_entry import Found
from copper_desk.gui.command_palette.palette_list import PaletteModel, PalettePainter, spoken
from copper_desk.gui.look.piece import label
from copper_desk.gui.look.theme import Theme
from copper_desk.wording import tr

_WIDTH_PX, _EDGE_PX, _TOP_PX = 640, 24, 76
_MOST_LINES = 11
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_MOST_LINES, Qt.Key.Key_PageDown: _MOST_LINES}
_SHADE, _SHADOW = 46, 90


class PaletteOverlay(QWidget):
    """``find`` gives what fits what is typed; ``chosen`` carries the name of the entry that was taken, after the
    palette has gone. ``is_opening_key``: the shortcut that opens it closes it, too."""

    chosen = Signal(object)  # str

    def __init__(self, theme: Theme, find: Callable[[str], Sequence[Found]], over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._find = find
        self._before: QWidget | None = None
        self.is_opening_key: Callable[[QKeyEvent], bool] = lambda _event: False
        self._make_pieces()
        self.hide()

    def open(self) -> None:
        """Show it, with nothing typed."""
        self._before = QApplication.focusWidget()
        self.line.clear()
        self.show_found()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close it; the focus goes back to where it was."""
        if not self.isVisible():
            return
        self.hide()
        before, self._before = self._before, None
        if before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def show_found(self) -> None:
        """List what fits what is typed."""
        self.model.show(self._find(self.line.text()))
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.nothing.setVisible(not self.model.found)
        self.list.setVisible(bool(self.model.found))
        self.place()
        self._say_current()

    def place(self) -> None:
        """Take the window's whole size, the card its place near the top."""
        over = self.parentWidget()
        if over is None:
            return
        self.setGeometry(over.rect())
        width = min(_WIDTH_PX, self.width() - 2 * _EDGE_PX)
        top = min(_TOP_PX, self.height() // 8)
        room = self.height() - top - _EDGE_PX - self.line.sizeHint().height() - 22
        lines = max(1, min(_MOST_LINES, len(self.model.found), room // self._painter.line_px))
        self.list.setFixedHeight(lines * self._painter.line_px)
        self.card.setFixedWidth(width)
        self.card.adjustSize()
        self.card.move((self.width() - width) // 2, top)

    def take(self, row: int) -> None:
        """Choose the entry on this line; one that cannot be chosen now only says why."""
        if not 0 <= row < len(self.model.found):
            return
        entry = self.model.found[row].entry
        if entry.why_not:
            self._announce(spoken(self.model.found[row]))
            return
        self.leave()
        self.chosen.emit(entry.name)

    def press(self, event: QKeyEvent) -> bool:
        """A key in the line that is the palette's. Answers whether it was."""
        if event.key() == Qt.Key.Key_Escape or self.is_opening_key(event):
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take(self.list.currentIndex().row())
        elif event.key() in _MOVES:
            self._move(_MOVES[Qt.Key(event.key())])
        else:
            return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    # -- what happens ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes it."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The window behind steps back."""
        painter = QPainter(self)
        shade = QColor(self._theme.tokens.shadow)
        shade.setAlpha(_SHADE)
        painter.fillRect(QRect(self.rect()), shade)

    def _move(self, step: int) -> None:
        lines = len(self.model.found)
        if not lines:
            return
        row = self.list.currentIndex().row() + step
        row = row % lines if abs(step) == 1 else max(0, min(lines - 1, row))
        self.list.setCurrentIndex(self.model.index(row, 0))
        self.list.scrollTo(self.list.currentIndex())
        self._say_current()

    def _say_current(self) -> None:
        """The focus stays in the line, so what the arrows reach has to be said."""
        lines, row = len(self.model.found), self.list.currentIndex().row()
        words = f"{spoken(self.model.found[row])}, {row + 1} / {lines}" if lines else tr("Nothing fits")
        self.line.setAccessibleDescription(words)
        if self.isVisible():
            self._announce(words)

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, words))

    @Slot(QModelIndex)
    def _on_list_clicked(self, index: QModelIndex) -> None:
        self.take(index.row())

    def _make_pieces(self) -> None:
        self.setAccessibleName(tr("Command palette"))
        self.card = QFrame(self)
        self.card.setProperty("panel", "palette")
        shadow = QGraphicsDropShadowEffect(self.card)
        shadow.setBlurRadius(36)
        shadow.setOffset(0, 10)
        colour = QColor(self._theme.tokens.shadow)
        colour.setAlpha(_SHADOW)
        shadow.setColor(colour)
        self.card.setGraphicsEffect(shadow)
        self.line = _PaletteLine(self)
        self.line.textChanged.connect(self.show_found)
        self.model = PaletteModel(self)
        self.list = QListView()
        self.list.setProperty("pick", "true")
        self.list.setAccessibleName(tr("Actions and columns"))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setModel(self.model)
        self._painter = PalettePainter(self._theme, self.list)
        self.list.setItemDelegate(self._painter)
        self.list.clicked.connect(self._on_list_clicked)
        self.nothing = label(tr("Nothing fits. Other words may: “fill”, “phone”, “column”."), tone="muted")
        self.nothing.setMinimumHeight(self._theme.metrics.row + 10)
        self.nothing.setIndent(12)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.line)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list)


class _PaletteLine(QLineEdit):
    """Every key ends here: no shortcut of the window is meant while the palette is open."""

    def __init__(self, overlay: PaletteOverlay) -> None:
        super().__init__()
        self._overlay = overlay
        self.setProperty("role", "palette")
        self.setPlaceholderText(tr("Type what to do, or a column to go to"))
        self.setAccessibleName(tr("Command palette: type what to do, or a column to go to"))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._overlay.press(event):
            return True
        return super().event(event)
