"""The editor of a date: a line for whatever people write as a date, with a calendar a key or a click away."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from copper_desk.gui.editor.calendar_popup import CalendarPopup
from copper_desk.gui.editor.cell_editor import LineEditor
from copper_desk.gui.editor.editor_key import Finish
from copper_desk.gui.editor.popup_place import anchor_of, area_around, placed
from copper_desk.gui.editor.surroundings import Surroundings
from copper_desk.leads.text import value_of
from copper_desk.wording import tr


class DateEditor(LineEditor):
    """A date as text; its button or Alt+Down shows the calendar at that day."""

    def __init__(self, surroundings: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._surroundings = surroundings
        self.room_after = surroundings.theme.metrics.row
        action = QAction(tr("Open the calendar (Alt+Down)"), self)
        surroundings.theme.icons.wear(action, "calendar", "muted")
        action.triggered.connect(self.open_list)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        self.calendar = CalendarPopup(surroundings.theme, today=surroundings.today, parent=self)
        self.calendar.setAccessibleName(tr("Calendar, {field}", field=surroundings.field.label))
        self.calendar.picked.connect(self._on_calendar_picked)

    def open_list(self) -> None:
        written = value_of(self._surroundings.field, self.text(), self._surroundings.style)
        self.calendar.look_at(written if isinstance(written, date) else self._surroundings.today)
        self.calendar.setGeometry(
            placed(self.calendar.sizeHint(), anchor=anchor_of(self), area=area_around(self)),
        )
        self.calendar.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """The calendar goes with its editor, also before that is deleted."""
        self.calendar.hide()
        super().hideEvent(event)

    def _on_calendar_picked(self, day: date | None) -> None:
        # Year, month, day is read alike in every style of dates.
        self.setText("" if day is None else day.isoformat())
        self.finish(Finish())
