"""The whole lead of the current cell, to be read beside the grid; editing stays in the grid.

Shows a LeadCard; knows nothing of the sheet.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from copper_desk.gui.lead_card import CardField, CardLine, LeadCard
from copper_desk.gui.piece import label, restyle, wrapped
from copper_desk.gui.theme import Theme
from copper_desk.gui.wording import tr

WIDTH = 330
CORNER = 7.0


class FieldFrame(QFrame):
    """The bordered part of a box: plain, changed (tint and corner mark), or with a problem (ring)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._field = CardField("", ())
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(9, 6, 9, 6)
        self._lines.setSpacing(3)
        theme.changed.connect(self.update)

    def show_field(self, field: CardField) -> None:
        """Show the lines of this field."""
        self._field = field
        while (item := self._lines.takeAt(0)) is not None:
            piece = item.widget()
            if piece is not None:
                piece.hide()
                piece.setParent(None)
        for line in field.lines:
            self._lines.addWidget(_line(line))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, border, then the corner mark and the ring over them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = ("error" if self._field.is_error else "warning") if self._field.message else ""
        width = 2.0 if ring else 1.0
        frame = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setBrush(self._theme.colour("changed" if self._field.changed else "bg"))
        painter.setPen(QPen(self._theme.colour(ring or "control"), width))
        painter.drawRoundedRect(frame, 6, 6)
        if self._field.changed:
            self._paint_corner(painter, frame)

    def _paint_corner(self, painter: QPainter, frame: QRectF) -> None:
        corner = frame.topRight()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("warning"))
        painter.drawPolygon([corner, corner - QPointF(CORNER, 0), corner + QPointF(0, CORNER)])


class FieldBox(QWidget):
    """A field: its name, its frame, the loaded value and the message below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = label(tone="muted", level="small")
        self._frame = FieldFrame(theme)
        self._was = wrapped(tone="muted", level="small")
        self._message = wrapped(tone="error", level="small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for piece in (self._name, self._frame, self._was, self._message):
            layout.addWidget(piece)

    def show_field(self, field: CardField) -> None:
        """Show this field."""
        self._name.setText(field.label)
        self._frame.show_field(field)
        self._was.setText(field.was)
        self._was.setVisible(bool(field.was))
        self._message.setText(field.message)
        self._message.setVisible(bool(field.message))
        restyle(self._message, "tone", "error" if field.is_error else "warning")
        spoken = ", ".join(line.text for line in field.lines)
        self.setAccessibleName(" ".join(part for part in (field.label, spoken, field.was, field.message) if part))


class DetailsPanel(QScrollArea):
    """Shows one lead, or what to do to see one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card: LeadCard | None = None
        self._boxes: list[FieldBox] = []
        self.setAccessibleName(tr("Details of the lead"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._build()

    def show_card(self, card: LeadCard | None) -> None:
        """Show this lead; None: no lead is current."""
        if card == self._card:
            return
        self._card = card
        self.title.setText(tr("No lead selected") if card is None else card.title)
        self.subtitle.setText(tr("Select a cell to read its lead here.") if card is None else card.subtitle)
        self.message.setText("" if card is None else card.message)
        self.message.setVisible(bool(self.message.text()))
        self._show_fields(() if card is None else card.fields)

    def _build(self) -> None:
        inside = QWidget()
        inside.setProperty("panel", "surface")
        self.title = wrapped(tr("No lead selected"), level="heading")
        self.subtitle = wrapped(tr("Select a cell to read its lead here."), tone="muted")
        self.message = wrapped(tone="error")
        self.message.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(11)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(3)
        for piece in (self.title, self.subtitle, self.message):
            layout.addWidget(piece)
        layout.addSpacing(9)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        self.setWidget(inside)

    def _show_fields(self, fields: tuple[CardField, ...]) -> None:
        for box in self._boxes:
            self._grid.removeWidget(box)
            box.hide()
        line, waits = 0, False
        for number, field in enumerate(fields):
            box = self._box(number)
            box.show_field(field)
            if field.short and waits:
                self._grid.addWidget(box, line - 1, 1, Qt.AlignmentFlag.AlignTop)
                waits = False
            else:
                pairs = field.short and number + 1 < len(fields) and fields[number + 1].short
                self._grid.addWidget(box, line, 0, 1, 1 if pairs else 2, Qt.AlignmentFlag.AlignTop)
                line, waits = line + 1, pairs
            box.show()

    def _box(self, number: int) -> FieldBox:
        while len(self._boxes) <= number:
            self._boxes.append(FieldBox(self._theme, self.widget()))
        return self._boxes[number]


def _line(line: CardLine) -> QWidget:
    text = wrapped(line.text)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if not line.chip:
        return text
    both = QWidget()
    layout = QHBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    text.setWordWrap(False)
    layout.addWidget(text)
    layout.addWidget(label(line.chip.capitalize(), role="chip", level="small"))
    layout.addStretch(1)
    return both
