"""The popup under a header that filters by its column: one way to filter at a time, chosen at the top.

Makes the filter and says it; who applies it is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from copper_desk.gui.filtering.filter_word import (
    PERIODS,
    TESTS,
    bound_text,
    filter_of_states,
    names_of_states,
)
from copper_desk.gui.filtering.value_list import ValueList
from copper_desk.gui.filtering.value_model import Entry, ValueModel
from copper_desk.gui.grid.arrangement import STATE
from copper_desk.gui.look.piece import button, label, wrapped
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.field import Field
from copper_desk.leads.kind import LIST_KINDS, FieldKind
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import value_of
from copper_desk.leads.value import Unparsed
from copper_desk.sheet.column_filter import (
    DAY_KINDS,
    RANGE_KINDS,
    Among,
    Bound,
    HasProblem,
    InPeriod,
    InRange,
    IsChanged,
    IsEmpty,
    Period,
    TextMatches,
    TextTest,
)
from copper_desk.sheet.row_filter import RowFilter, StateFilter
from copper_desk.wording import counted, tr

_VALUES, _RANGE = "values", "range"
_WIDE, _NARROW = 11.5, 9.5
"""In heights of a row."""


@dataclass(frozen=True, slots=True)
class FilterCase:
    """What the popup is about. ``field`` is None for the State column; ``row_filter`` is the filter in force;
    ``is_whole`` tells whether every value is among the ``entries``."""

    field: Field | None
    label: str
    entries: tuple[Entry, ...]
    row_filter: RowFilter | None
    style: TextStyle
    is_whole: bool = True


class FilterPopup(QFrame):
    """``chosen`` carries a RowFilter, or None for no filter; then the popup closes and is gone."""

    chosen = Signal(object)

    def __init__(self, case: FilterCase, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", True)
        self.setAccessibleName(tr("Filter {column}", column=case.label))
        self._case = case
        self._theme = theme
        self._most_px = 0
        self._make_pieces()
        self._lay_out()
        self._join()
        self._fill()

    def open_at(self, header: QRect) -> None:
        """Show it under a header, given on the screen, and inside the screen."""
        row, area = self._theme.metrics.row, self.screen().availableGeometry()
        width = min(max(header.width(), round(row * (_NARROW if self._case.field is None else _WIDE))), area.width())
        self._most_px = max(self.minimumSizeHint().height(), area.bottom() - header.bottom())
        self.resize(width, min(self.sizeHint().height(), self._most_px))
        left = max(area.left(), min(header.left(), area.right() - width))
        self.move(QPoint(left, min(header.bottom() + 1, area.bottom() - self.height())))
        self.show()
        self._focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_apply_clicked()
        else:
            super().keyPressEvent(event)

    def wanted(self) -> tuple[RowFilter | None, str]:
        """The filter as the popup stands, None for no filter; and why it cannot be applied, empty when it can."""
        way = self.ways.currentData()
        key = STATE if self._case.field is None else self._case.field.key
        if way == _VALUES:
            return self._of_values(key)
        if way == _RANGE:
            return self._of_range(key)
        if isinstance(way, TextTest):
            text = self.text.text().strip()
            return TextMatches(key, way, text) if text else None, "" if text else tr("Type a text.")
        return _plain_filter(key, way), ""

    # -- parts -----------------------------------------------------------------------------------------------

    def _make_pieces(self) -> None:
        case = self._case
        self.ways = _Ways(tr("How to filter {column}", column=case.label))
        for text, way in _ways(case.field):
            if text:
                self.ways.addItem(text, way)
            else:
                self.ways.insertSeparator(self.ways.count())
        row_filter = case.row_filter
        chosen = None
        if isinstance(row_filter, Among):
            chosen = list(row_filter.texts)
        elif isinstance(row_filter, StateFilter):
            chosen = names_of_states(row_filter)
        self.model = ValueModel(case.entries, chosen, self)
        self.values = ValueList(self.model, self._theme, name=tr("Values of {column}", column=case.label))
        self.rest = wrapped(
            tr("These are the most frequent values. To find others, filter by their text or by a range."), tone="muted"
        )
        self.text = QLineEdit()
        self.text.setAccessibleName(tr("Text"))
        self.low, self.high = QLineEdit(), QLineEdit()
        self.low.setAccessibleName(tr("From"))
        self.high.setAccessibleName(tr("To"))
        self.trouble = wrapped(tone="error")
        self.clear = button(tr("Clear filter"), tr("Show every value of {column}", column=case.label))
        self.clear.setEnabled(row_filter is not None)
        self.apply = button(tr("Apply"), role="primary")

    def _lay_out(self) -> None:
        ends = QWidget()
        line = QHBoxLayout(ends)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.low)
        line.addWidget(label(tr("to"), tone="muted"))
        line.addWidget(self.high)
        self._parts: dict[str, QWidget] = {"values": self.values, "text": self.text, "range": ends}
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.clear)
        foot.addStretch(1)
        foot.addWidget(self.apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        self.ways.setVisible(self.ways.count() > 1)
        layout.addWidget(self.ways)
        layout.addWidget(self.rest)
        layout.addWidget(self.values, 1)
        layout.addWidget(self.text)
        layout.addWidget(ends)
        layout.addWidget(self.trouble)
        layout.addLayout(foot)

    def _join(self) -> None:
        self.ways.currentIndexChanged.connect(self._on_ways_changed)
        self.ways.list_left.connect(self._focus_first)
        self.values.applied.connect(self._on_apply_clicked)
        self.model.ticked.connect(self._show_apply)
        for line in (self.text, self.low, self.high):
            line.textChanged.connect(self._show_apply)
            line.returnPressed.connect(self._on_apply_clicked)
        self.apply.clicked.connect(self._on_apply_clicked)
        self.clear.clicked.connect(self._on_clear_clicked)

    def _fill(self) -> None:
        """Show the filter in force."""
        match self._case.row_filter:
            case TextMatches(test=test, text=text):
                self.text.setText(text)
                self._choose(test)
            case InRange(low=low, high=high):
                for line, bound in ((self.low, low), (self.high, high)):
                    line.setText("" if bound is None else bound_text(bound, self._case.field, self._case.style))
                self._choose(_RANGE)
            case InPeriod(period=period):
                self._choose(period)
            case IsEmpty(is_empty=is_empty):
                self._choose("empty" if is_empty else "filled")
            case IsChanged():
                self._choose("changed")
            case HasProblem():
                self._choose("problem")
        self._on_ways_changed()

    def _choose(self, way: object) -> None:
        for place in range(self.ways.count()):
            if self.ways.itemData(place) == way:
                self.ways.setCurrentIndex(place)

    # -- what is made of it ----------------------------------------------------------------------------------

    def _of_values(self, key: str) -> tuple[RowFilter | None, str]:
        names = self.model.chosen()
        if self.model.is_whole:
            return None, ""
        if not names:
            return None, tr("Tick at least one value.")
        return filter_of_states(names) if self._case.field is None else Among(key, frozenset(names)), ""

    def _of_range(self, key: str) -> tuple[RowFilter | None, str]:
        low, why = self._bound(self.low)
        high, why_too = self._bound(self.high)
        if why or why_too:
            return None, why or why_too
        if low is None and high is None:
            return None, tr("Type where it begins, or where it ends.")
        return InRange.between(key, low, high), ""

    def _bound(self, line: QLineEdit) -> tuple[Bound | None, str]:
        text, field = line.text().strip(), self._case.field
        if not text or field is None:
            return None, ""
        value = value_of(_readable(field), text, self._case.style)
        if isinstance(value, Unparsed):
            return None, value.message
        return (None, "") if isinstance(value, str | tuple) else (value, "")

    # -- what happens ----------------------------------------------------------------------------------------

    def _on_ways_changed(self, _place: int = -1) -> None:
        way = self.ways.currentData()
        shown = "text" if isinstance(way, TextTest) else way
        for name, part in self._parts.items():
            part.setVisible(name == shown)
        self.rest.setVisible(shown == _VALUES and not self._case.is_whole)
        self._show_apply()
        if self.isVisible():
            self._fit()

    def _fit(self) -> None:
        """As high as what is shown needs."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.resize(self.width(), min(self.sizeHint().height(), self._most_px))

    def _show_apply(self) -> None:
        row_filter, why = self.wanted()
        is_typed = bool(self.low.text() or self.high.text()) and self.ways.currentData() == _RANGE
        self.trouble.setText(why if is_typed else "")
        self.trouble.setVisible(bool(self.trouble.text()))
        self.apply.setEnabled(not why)
        self.apply.setText(tr("Apply") if why else self._apply_words(row_filter))

    def _apply_words(self, row_filter: RowFilter | None) -> str:
        if self.ways.currentData() != _VALUES:
            return tr("Apply")
        if row_filter is None:
            return tr("Show all")
        return counted(len(self.model.chosen()), "Show 1 value", "Show {n} values")

    def _focus_first(self, _place: int = -1) -> None:
        way = self.ways.currentData()
        firsts: dict[object, QWidget] = {_VALUES: self.values, _RANGE: self.low}
        first = self.text if isinstance(way, TextTest) else firsts.get(way, self.apply)
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_apply_clicked(self) -> None:
        row_filter, why = self.wanted()
        if not why:
            self.close()
            self.chosen.emit(row_filter)

    def _on_clear_clicked(self) -> None:
        self.close()
        self.chosen.emit(None)


class _Ways(QComboBox):
    """``list_left`` comes when something was chosen in the open list; the arrows alone do not leave the box."""

    list_left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setMaxVisibleItems(20)

    def hidePopup(self) -> None:
        was_open = self.view().isVisible()
        super().hidePopup()
        if was_open:
            QTimer.singleShot(0, self, self.list_left.emit)


def _ways(field: Field | None) -> list[tuple[str, object]]:
    """How a column can be filtered, each with what stands for it; an empty text is a line between."""
    found: list[tuple[str, object]] = [(tr("These values"), _VALUES)]
    if field is None:
        return found
    if field.kind in RANGE_KINDS:
        found += [("", None), (tr("From … to …"), _RANGE)]
    if field.kind in DAY_KINDS:
        found += [(_capital(tr(words)), period) for period, words in PERIODS.items()]
    elif field.kind not in RANGE_KINDS and field.kind is not FieldKind.CHECKBOX:
        tests = TESTS if field.kind not in LIST_KINDS else {test: TESTS[test] for test in _TESTS_OF_LISTS}
        found += [("", None), *((_capital(tr(words)), test) for test, words in tests.items())]
    return [
        *found,
        ("", None),
        (tr("Is empty"), "empty"),
        (tr("Is not empty"), "filled"),
        ("", None),
        (tr("Was changed"), "changed"),
        (tr("Has a problem"), "problem"),
    ]


_TESTS_OF_LISTS = (TextTest.CONTAINS, TextTest.LACKS)


def _plain_filter(key: str, way: object) -> RowFilter:
    if isinstance(way, Period):
        return InPeriod(key, way)
    if way in {"empty", "filled"}:
        return IsEmpty(key, way == "empty")
    return IsChanged(key) if way == "changed" else HasProblem(key)


def _readable(field: Field) -> Field:
    """A field whose kind reads what is typed as an end: a timestamp is filtered by days, a counter by numbers."""
    kinds = {FieldKind.TIMESTAMP: FieldKind.DATE, FieldKind.COUNTER: FieldKind.NUMBER}
    kinds[FieldKind.IDENTIFIER] = FieldKind.NUMBER
    return replace(field, kind=kinds.get(field.kind, field.kind))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
