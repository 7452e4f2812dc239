"""The editors with something to pick from: a list that is found by typing, and a date with a calendar.

An id that the account no longer lists is shown as the text it has, and never rewritten by being looked at.
"""

from __future__ import annotations

from PySide6.QtCore import QDate, QModelIndex, QRect, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QCompleter, QListView, QWidget

from copper_desk.gui.cell_editor import BoxEditor, CellEditor, LineEditor
from copper_desk.gui.editor_key import Content, Finish
from copper_desk.leads.choice import Choices
from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS, NUMBER_KINDS, FieldKind

_LIST_ROWS = 10
_LEAST_LIST_PX = 180


class ChoiceEditor(LineEditor):
    """A line whose text finds entries of a list. Enter takes the marked entry; names that repeat stay told apart."""

    def __init__(self, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices
        self._picked: int | None = None
        self._loaded_text = ""
        completer = QCompleter(self)
        completer.setModel(QStringListModel([choice.name for choice in choices.entries], completer))
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_LIST_ROWS)
        completer.setWidget(self)
        self._completer = completer
        self.textEdited.connect(self._on_text_edited)
        self._list = QListView(self)
        self._list.setProperty("popup", True)
        completer.setPopup(self._list)
        self._list.clicked.connect(self._on_entry_clicked)

    def fill(self, text: str) -> None:
        super().fill(text)
        self._loaded_text = text

    def replace(self, text: str) -> None:
        super().replace(text)
        self._on_text_edited(text)

    def content(self) -> Content:
        if self._picked is not None and self._choices.name_of(self._picked) == self.text():
            return Content(self.text(), self._picked)
        return Content(self.text())

    def open_list(self) -> None:
        self._completer.setCompletionPrefix("")
        self._completer.complete(self._list_rect())
        names = [choice.name for choice in self._choices.entries]
        if self.text() in names:
            self._mark(names.index(self.text()))

    def finish(self, finish: Finish) -> None:
        if finish.commit and self._list.isVisible():
            self._take_marked()
        self._list.hide()
        super().finish(finish)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._list.isVisible() and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not event.modifiers():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._mark(max(0, self._list.currentIndex().row() + step))
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_text_edited(self, text: str) -> None:
        self._picked = None
        self._completer.setCompletionPrefix(text)
        if not text or self._completer.completionCount() == 0:
            self._list.hide()
            return
        self._completer.complete(self._list_rect())
        self._mark(self._best(text))

    def _best(self, text: str) -> int:
        """The row of the first name that begins with the text, before those that only contain it."""
        found = self._completer.completionModel()
        for row in range(found.rowCount()):
            if str(found.index(row, 0).data()).casefold().startswith(text.casefold()):
                return row
        return 0

    def _mark(self, row: int) -> None:
        index = self._completer.completionModel().index(row, 0)
        if index.isValid():
            self._list.setCurrentIndex(index)

    def _take_marked(self) -> None:
        self._take(self._list.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            source = self._source_row(index)
            self._picked = self._choices.entries[source].id
            self.setText(self._choices.entries[source].name)

    def _source_row(self, index: QModelIndex) -> int:
        """Where an entry of the found ones stands in the whole list; names may repeat, so the order decides."""
        name = index.data()
        same = [row for row, choice in enumerate(self._choices.entries) if choice.name == name]
        found = self._completer.completionModel()
        before = sum(1 for row in range(index.row()) if found.index(row, 0).data() == name)
        return same[before]

    def _on_entry_clicked(self, index: QModelIndex) -> None:
        self._take(index)
        self._list.hide()
        self.finish(Finish())

    def _list_rect(self) -> QRect:
        return QRect(0, 0, max(self.width(), _LEAST_LIST_PX), self.height())


class DateEditor(LineEditor):
    """A date as text; Alt+Down shows a calendar."""

    def open_list(self) -> None:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup, on=True)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = QDate.fromString(self.text(), Qt.DateFormat.ISODate)
        if shown.isValid():
            calendar.setSelectedDate(shown)
        calendar.clicked.connect(self._on_day_clicked)
        calendar.activated.connect(self._on_day_clicked)
        calendar.move(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.show()
        self._calendar = calendar

    def _on_day_clicked(self, day: QDate) -> None:
        # Year, month, day is read alike in every style of dates.
        self.setText(day.toString(Qt.DateFormat.ISODate))
        self._calendar.close()
        self.finish(Finish())


def editor_for(field: Field, parent: QWidget) -> CellEditor:
    """The editor for the kind of a field."""
    if field.kind in CHOICE_KINDS and field.choices is not None:
        return ChoiceEditor(field.choices, parent)
    if field.kind is FieldKind.LONG_TEXT:
        return BoxEditor(parent)
    if field.kind is FieldKind.DATE:
        return DateEditor(parent)
    return LineEditor(parent, right=field.kind in NUMBER_KINDS)
