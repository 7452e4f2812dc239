"""A month to pick a day from, drawn in the theme's colours; the week begins where it begins in the person's country.

Arrows and page keys move, Enter picks, Esc closes: those are QCalendarWidget's own. Knows nothing of cells.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFont, QFontMetrics, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from copper_desk.gui.look.piece import button, label
from copper_desk.gui.look.theme import Theme
from copper_desk.wording import tr


class CalendarPopup(QFrame):
    """``picked`` carries the day, or None where the date is to be cleared; the popup has closed by then."""

    picked = Signal(object)  # date | None

    def __init__(self, theme: Theme, *, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("popup", True)
        self.month = MonthView(theme, today=today, parent=self)
        self._theme = theme
        self._today = today
        self._month_name, self._year_name = _heading(), _heading()
        self._lay_out()
        self.month.currentPageChanged.connect(self._on_page_changed)
        self.month.activated.connect(self._on_day_chosen)
        self.month.clicked.connect(self._on_day_chosen)
        theme.changed.connect(self._on_theme_changed)

    def look_at(self, day: date) -> None:
        """Show the month of a day, which is selected; keys go to the days."""
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.setCurrentPage(day.year, day.month)
        self._on_page_changed(day.year, day.month)
        self.month.setFocus()
        for piece in self.findChildren(QWidget):
            piece.ensurePolished()  # The size asked for next is that of the styled pieces.

    def _lay_out(self) -> None:
        gap = self._theme.metrics.gap
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * gap, 2 * gap, 2 * gap, 2 * gap)
        column.setSpacing(gap)
        column.addLayout(self._made_head())
        column.addWidget(self.month)
        column.addLayout(self._made_foot())

    def _made_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._stepper("chevron-left", tr("Previous month"), months=-1))
        head.addWidget(self._month_name, 1)
        head.addWidget(self._stepper("chevron-right", tr("Next month"), months=1))
        head.addSpacing(2 * self._theme.metrics.gap)
        head.addWidget(self._stepper("chevron-left", tr("Previous year"), months=-12))
        head.addWidget(self._year_name)
        head.addWidget(self._stepper("chevron-right", tr("Next year"), months=12))
        return head

    def _made_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        today, clear = _foot_button(tr("Today")), _foot_button(tr("Leave empty"))
        today.clicked.connect(self._on_today_clicked)
        clear.clicked.connect(self._on_clear_clicked)
        foot.addWidget(today)
        foot.addStretch(1)
        foot.addWidget(clear)
        return foot

    def _stepper(self, icon: str, name: str, *, months: int) -> QToolButton:
        piece = QToolButton()
        piece.setProperty("role", "step")
        piece.setAccessibleName(name)
        piece.setToolTip(name)
        piece.setIconSize(QSize(self._theme.metrics.icon, self._theme.metrics.icon))
        self._theme.icons.wear(piece, icon, "text")
        piece.clicked.connect(lambda: self._step(months))
        return piece

    def _step(self, months: int) -> None:
        shown = QDate(self.month.yearShown(), self.month.monthShown(), 1).addMonths(months)
        self.month.setCurrentPage(shown.year(), shown.month())

    def _choose(self, day: date | None) -> None:
        self.close()
        self.picked.emit(day)

    def _on_page_changed(self, year: int, month: int) -> None:
        locale = self.month.locale()
        names = [locale.standaloneMonthName(n) for n in range(1, 13)]
        letters = self._month_name.fontMetrics()
        # The longest name's width, so that nothing moves under the mouse from month to month.
        self._month_name.setMinimumWidth(max(letters.horizontalAdvance(name) for name in names) + 8)
        self._month_name.setText(names[month - 1])
        self._year_name.setText(str(year))

    def _on_day_chosen(self, day: QDate) -> None:
        self._choose(date(day.year(), day.month(), day.day()))

    def _on_today_clicked(self) -> None:
        self._choose(self._today)

    def _on_clear_clicked(self) -> None:
        self._choose(None)

    def _on_theme_changed(self, _tokens: object) -> None:
        self.month.restyle()


class MonthView(QCalendarWidget):
    """The days of one month. Today has a ring, the selected day is filled, days of other months are muted."""

    def __init__(self, theme: Theme, *, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._today = QDate(today.year, today.month, today.day)
        self.setNavigationBarVisible(False)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setGridVisible(False)
        self.setFirstDayOfWeek(self.locale().firstDayOfWeek())
        self.setDateEditEnabled(False)  # A digit here would open a second line to type in.
        self._days = self._found_days()
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's colours anew."""
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(self._theme.colour("text"))
        head.setForeground(self._theme.colour("muted"))
        head.setBackground(self._theme.colour("raised"))
        head.setFontWeight(QFont.Weight.DemiBold)
        for day in Qt.DayOfWeek:
            self.setWeekdayTextFormat(day, plain)
        self.setHeaderTextFormat(head)
        self.update()

    def sizeHint(self) -> QSize:
        row, font = self._theme.metrics.row, QFont(self.font())
        font.setBold(True)
        names = (self.locale().standaloneDayName(day, QLocale.FormatType.ShortFormat) for day in range(1, 8))
        widest = max(QFontMetrics(font).horizontalAdvance(name) for name in names)
        return QSize(7 * max(row + 8, widest + 12), 7 * (row + 3))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(tokens.raised))
        chosen = day == self.selectedDate()
        tone = "on_accent" if chosen else "text" if day.month() == self.monthShown() else "muted"
        self._paint_mark(painter, rect.adjusted(2, 1, -2, -1), day, chosen=chosen)
        painter.setPen(self._theme.colour(tone))
        font = QFont(self.font())
        font.setBold(chosen or day == self._today)
        painter.setFont(font)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self.locale().toString(day.day()))
        painter.restore()

    def _paint_mark(self, painter: QPainter, rect: QRect, day: QDate, *, chosen: bool) -> None:
        tokens, radius = self._theme.tokens, self._theme.metrics.radius - 1
        hovered = rect.contains(self._mouse())
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or hovered:
            painter.setBrush(QColor(tokens.accent if chosen else tokens.hover))
            painter.drawRoundedRect(rect, radius, radius)
        if day == self._today:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.on_accent if chosen else tokens.accent), 1.5))
            inset = 2 if chosen else 1
            painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - 1, radius - 1)

    def _mouse(self) -> QPoint:
        return self._days.viewport().mapFromGlobal(QCursor.pos())

    def _found_days(self) -> QTableView:
        (days,) = self.findChildren(QTableView)
        days.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)  # Repaints the days that the mouse enters and leaves.
        for header in (days.horizontalHeader(), days.verticalHeader()):
            header.setMinimumSectionSize(1)  # The sheet's headers ask for more than a day of a month has.
        days.setFrameShape(QFrame.Shape.NoFrame)
        return days


def _heading() -> QLabel:
    piece = label(bold=True)
    piece.setAlignment(Qt.AlignmentFlag.AlignCenter)
    piece.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return piece


def _foot_button(text: str) -> QPushButton:
    return button(text, role="link")
