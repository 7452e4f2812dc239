"""The whole lead of the current cell beside the grid: every field to be read, and to be edited as in the grid.

Draws a LeadCard; what is done in its boxes is the work of detail_work.py. Knows nothing of the grid.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from copper_desk.gui.details.detail_editing import DetailEditing
from copper_desk.gui.details.detail_field import DetailBox
from copper_desk.gui.details.detail_order import places
from copper_desk.gui.details.detail_text import TextPiece
from copper_desk.gui.details.detail_work import DetailWork
from copper_desk.gui.details.lead_card import LeadCard, box_key, lead_card
from copper_desk.gui.details.lead_history import LeadHistory, PushesOf
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.gui.look.piece import rule
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.value import RowId
from copper_desk.wording import tr

WIDTH = 330
_HEADING = 1.25
_EDGE_PX = 16


class DetailsPanel(QFrame):
    """Shows one lead, or what to do to see one. ``boxes`` are found by their field's key, a list's by its attribute."""

    def __init__(
        self,
        model: LeadModel,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        pushes_of: PushesOf | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._card: LeadCard | None = None
        self._at: tuple[RowId | None, str | None] = (None, None)
        self.boxes: dict[str, DetailBox] = {}
        self.setAccessibleName(tr("Details of the lead"))
        self.setProperty("panel", "surface")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Handed on to the box of the current cell.
        self._inside = QWidget()
        self.pushes = LeadHistory(model.sheet, theme, model.style, read=pushes_of)
        self.editing = DetailEditing(self._inside)
        self._work = DetailWork(
            model, theme, self.editing, row=self._row, refresh=self._refresh, lay_out=self._lay_out_now, today=today
        )
        self._build()
        self._inside.installEventFilter(self)

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_lead(self, row: RowId | None, key: str | None = None) -> None:
        """Show a lead, scrolled to a field of it; None: no lead is current."""
        sheet = self._model.sheet
        if row is None or row not in sheet:
            row = None
        if self._at[0] is not None and row != sheet.row_today(self._at[0]):
            self.editing.commit()
        moved, self._at = (row, key) != self._at, (row, key)
        self._show_card(None if row is None else lead_card(sheet, row, self._model.style))
        if self.pushes.show_lead(row):
            self._lay_out_now()
        self.setFocusProxy(self._stop())
        if moved and key is not None and not self._has_focus():
            self._scroll_to(key)

    def commit_editor(self) -> bool:
        """Commit an open editor; False when none was open."""
        return self.editing.commit()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.editing.follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An open editor stays over its box when the boxes are laid out anew."""
        found = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest and watched is self._inside:
            self.editing.follow()
        return found

    def _show_card(self, card: LeadCard | None) -> None:
        if card == self._card:
            return
        self._card = card
        self.title.show_text(tr("No lead selected") if card is None else card.title)
        self.subtitle.show_text(tr("Select a cell to see its lead here.") if card is None else card.subtitle)
        self.message.show_text("" if card is None else card.message)
        self._fields.setVisible(card is not None)
        for key, box in self.boxes.items():
            if card is not None:
                box.show_field(card.fields[key])
        self._lay_out_now()

    def _lay_out_now(self) -> None:
        """Boxes have their heights before the next picture, not one event later: until then they would be clipped."""
        for widget in self._inside.findChildren(QWidget):
            own = widget.layout()
            if own is not None:
                # Twice, since the layout around it keeps a size of its own for it.
                own.invalidate()
                widget.updateGeometry()
        layout, head = self._inside.layout(), self.layout()
        for each in (self._fields.layout(), layout):
            if each is not None:
                each.invalidate()
        if layout is None or head is None:
            return
        head.activate()
        room = self.area.viewport().size()
        width, height = room.width(), max(layout.heightForWidth(room.width()), room.height())
        self._inside.resize(width, height)
        layout.activate()
        self.editing.follow()

    def _scroll_to(self, key: str) -> None:
        field = self._model.sheet.schema.get(key)
        box = None if field is None else self.boxes.get(box_key(field))
        if box is not None and box.isVisible():
            self.area.ensureWidgetVisible(box, 0, 24)

    def _has_focus(self) -> bool:
        here = QApplication.focusWidget()
        return here is not None and self.isAncestorOf(here)

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.area = self._made_area()
        self._inside.setProperty("panel", "surface")
        self.title = TextPiece(self._theme, scale=_HEADING, bold=True, parent=self)
        self.subtitle = TextPiece(self._theme, tone="muted", parent=self)
        self.message = TextPiece(self._theme, tone="error", parent=self)
        self._fields = QWidget()
        self._lay_boxes(self._fields)
        self.title.show_text(tr("No lead selected"))
        self.subtitle.show_text(tr("Select a cell to see its lead here."))
        self.message.show_text("")
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(_EDGE_PX, 4, _EDGE_PX, 14)
        inside.addWidget(self._fields)
        inside.addWidget(self.pushes)
        inside.addStretch(1)
        self._fields.hide()
        self.pushes.hide()
        self.area.setWidget(self._inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._headed())
        layout.addWidget(self._made_line())
        layout.addWidget(self.area, 1)

    def _headed(self) -> QVBoxLayout:
        """Whose lead it is stays in view, however far down a field is."""
        head = QVBoxLayout()
        head.setContentsMargins(_EDGE_PX, 14, _EDGE_PX, 8)
        head.setSpacing(4)
        for piece in (self.title, self.subtitle, self.message):
            head.addWidget(piece)
        return head

    def _made_line(self) -> QFrame:
        """Under the head, while fields are hidden behind it."""
        line = rule()
        policy = line.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        line.setSizePolicy(policy)
        line.hide()
        self.area.verticalScrollBar().valueChanged.connect(lambda value: line.setVisible(value > 0))
        return line

    def _made_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(tr("Fields of the lead"))
        return area

    def _lay_boxes(self, ground: QWidget) -> None:
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(11)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place in places(self._model.sheet.schema):
            box = self._work.box(place.field)
            self.boxes[box_key(place.field)] = box
            grid.addWidget(box, place.line, place.column, 1, place.span, Qt.AlignmentFlag.AlignTop)

    def _row(self) -> RowId | None:
        """The lead that is shown, by its name today."""
        row = self._at[0]
        return None if row is None else self._model.sheet.row_today(row)

    def _refresh(self) -> None:
        row = self._row()
        if row is not None and row in self._model.sheet:
            self._show_card(lead_card(self._model.sheet, row, self._model.style))

    def _stop(self) -> QWidget:
        """Where the focus enters: at the field of the current cell, else at the first."""
        if self._card is None:
            return self._inside
        field = self._model.sheet.schema.get(self._at[1] or "")
        here = None if field is None else self.boxes.get(box_key(field))
        boxes = [box for box in (here, *self.boxes.values()) if box is not None]
        return next((box.stop for box in boxes if box.stop is not None), self._inside)
