"""The quiet line at the foot: how many leads, how fresh, what is selected, how much of Copper's minute is used.

Shows what it is given; decides nothing.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QStatusBar, QWidget

from copper_desk.gui.control.load_controller import LoadProgress
from copper_desk.gui.look.piece import button, elided, label, restyle
from copper_desk.gui.look.theme import Theme
from copper_desk.wording import counted, later, moment, number, tr

CALLS_A_MINUTE = 180
"""Copper's limit for all calls together (https://developer.copper.com/introduction/requests.html)."""

NEARLY_USED = 0.85
"""From this share on the bar and the words say that calls have to wait."""

SLOW_CALL_S = 1.5
"""Copper answers in a few tenths of a second on most days; from here on it is told."""


class Gauge(QWidget):
    """A short bar of how much of the minute's calls is used."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._used, self._limit = 0, CALLS_A_MINUTE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def show_used(self, used: int, limit: int) -> None:
        """Show this many calls of so many."""
        self._used, self._limit = used, limit
        self.setAccessibleName(tr("{n} of {limit} calls used this minute", n=used, limit=limit))
        self.update()

    def sizeHint(self) -> QSize:
        """A thin bar, as wide as a short word."""
        return QSize(72, _TRACK_PX + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The outlined track, and the used part in it; amber when little is left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(0.5, (self.height() - _TRACK_PX) / 2, self.width() - 1.0, _TRACK_PX)
        share = min(1.0, self._used / self._limit)
        if self._used:
            used = QRectF(track)
            used.setWidth(max(_TRACK_PX, track.width() * share))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("warning" if share >= NEARLY_USED else "ok"))
            painter.drawRoundedRect(used, _TRACK_PX / 2, _TRACK_PX / 2)
        painter.setPen(QPen(self._theme.colour("control"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(track, _TRACK_PX / 2, _TRACK_PX / 2)


_TRACK_PX = 7
_HEADING_LETTERS = 130
"""From this width on, in letters, the calls have a heading."""


class StatusBar(QStatusBar):
    """Left: leads, freshness or the load's progress, selection. Right: calls, and where unsent changes are kept."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.zone = ""
        self.setAccessibleName(tr("Status"))
        self.leads = self._add(elided(), tr("Leads shown"))
        self.stop_load: QPushButton = button(tr("Stop"), tr("Stop loading"), role="link")
        self.stop_load.hide()
        self.addWidget(self.stop_load)
        self.show_all: QPushButton = button(tr("Show all leads"), role="link")
        self.show_all.hide()
        self.addWidget(self.show_all)
        self.reapply: QPushButton = button(tr("Sort and filter again"), role="link")
        self.reapply.setToolTip(tr("Changed leads stay where they were until you sort and filter again"))
        self.reapply.hide()
        self.addWidget(self.reapply)
        self.selection = self._add(elided(), tr("Selection"))
        self.gauge = Gauge(theme)
        self.calls = label()
        self.unsent = elided()
        self.unsent.setContentsMargins(0, 0, 12, 0)
        self.slowness = label(tone="warning")
        self.slowness.setContentsMargins(0, 0, 12, 0)
        self.slowness.hide()
        self.calls_heading = label(tr("Our calls"))
        for piece in (self.slowness, self.unsent, self.calls_heading, self.gauge, self.calls):
            self.addPermanentWidget(piece)
        for piece in (self.calls_heading, self.gauge, self.calls):
            piece.setToolTip(_budget_words())
        self.unsent.setAccessibleName(tr("Changes not in Copper yet"))
        self.calls.setAccessibleName(tr("Calls this minute"))
        self.setContentsMargins(6, 0, 10, 0)
        self.show_calls(0)

    def show_leads(
        self,
        shown: int,
        loaded: int,
        refreshed: datetime | None,
        *,
        now: datetime,
        is_fresh: bool = True,
        is_partial: bool = False,
        doing: str = "",
    ) -> None:
        """Show the counts and how long ago everything was read from Copper (None: never wholly).

        Without ``is_fresh`` it was read by an earlier start of the program. ``is_partial``: the account shows people
        only some of its leads. ``doing`` says what is asked of Copper now, and can be stopped.
        """
        text = counted(loaded, "{shown} of 1 lead", "{shown} of {n} leads", shown=number(shown))
        age = "" if refreshed is None else _ago(refreshed, now) if is_fresh else _as_of(refreshed, now)
        partial = tr("you may not see every lead") if is_partial else ""
        self.leads.setText(" · ".join(part for part in (text, age, partial, doing) if part))
        self.leads.setToolTip("\n".join((_partial_words(), self.zone) if is_partial else (self.zone,)))
        self.stop_load.setVisible(bool(doing))

    def show_loading(self, progress: LoadProgress) -> None:
        """Show how far the load is."""
        self.leads.setText(loading_text(progress))
        self.stop_load.show()

    def show_selection(self, text: str, *, filtered: bool, stale: bool = False) -> None:
        """Show a summary of the selection, empty for none; ``filtered`` offers to show all leads again, ``stale`` to
        sort and filter again."""
        self.show_all.setVisible(filtered)
        self.reapply.setVisible(stale)
        self.selection.setText(text)

    def show_calls(self, used: int, limit: int = CALLS_A_MINUTE) -> None:
        """Show how many calls went out in the last minute, and how many may."""
        self.gauge.show_used(used, limit)
        is_nearly_used = used >= NEARLY_USED * limit
        words = later("{n} of {limit}, the rest waits") if is_nearly_used else later("{n} of {limit} this minute")
        self.calls.setText(tr(words, n=used, limit=limit))

    def show_slowness(self, call_s: float | None) -> None:
        """Say that Copper is slow, if it is; ``call_s`` is what a call takes just now, None while nothing is asked."""
        slow = call_s is not None and call_s >= SLOW_CALL_S
        self.slowness.setText(tr("Copper is slow ({n} s a call)", n=f"{call_s:.1f}") if slow else "")
        self.slowness.setVisible(slow)
        self._show_heading()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_heading()

    def _show_heading(self) -> None:
        """A small window, or one with large text, has no room for what the gauge says by itself."""
        letters = self.fontMetrics().averageCharWidth()
        self.calls_heading.setVisible(self.slowness.isHidden() and self.width() >= _HEADING_LETTERS * letters)

    def show_unsent(self, text: str, *, trouble: str = "") -> None:
        """Say where changes that are not in Copper are kept; empty when there are none. ``trouble`` is why they cannot
        be kept."""
        self.unsent.setText(text)
        self.unsent.setToolTip(trouble)
        restyle(self.unsent, "tone", "warning" if trouble else "")
        self.unsent.setVisible(bool(text))

    def _add(self, piece: QLabel, name: str) -> QLabel:
        piece.setAccessibleName(name)
        piece.setContentsMargins(0, 0, 12, 0)
        self.addWidget(piece, 0 if name == tr("Leads shown") else 1)
        return piece


def loading_text(progress: LoadProgress) -> str:
    """ "1,200 of 2,431 leads · 400/s"; without a total while Copper has not told one."""
    if progress.loaded == 0:
        return tr("Loading leads…")
    loaded = number(progress.loaded)
    if progress.total is None:
        text = tr("{loaded} leads loaded", loaded=loaded)
    else:
        text = tr("{loaded} of {total} leads", loaded=loaded, total=number(max(progress.total, progress.loaded)))
    return text + " · " + tr("{rate}/s", rate=number(round(progress.rate))) if progress.rate >= 1 else text


def _budget_words() -> str:
    return tr(
        "Copper takes {limit} calls in any minute. Copper Desk keeps within that by itself: "
        "pushes go first, loads wait. Other programs of this account count, too.",
        limit=CALLS_A_MINUTE,
    )


def _partial_words() -> str:
    return tr(
        "Team permissions are switched on in this account: Copper shows a key what its owner may see. "
        "An admin’s key sees every lead."
    )


def _ago(then: datetime, now: datetime) -> str:
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return tr("refreshed just now")
    if minutes < 60:
        return tr("refreshed {n} min ago", n=minutes)
    return tr("refreshed at {time}", time=moment(then, now=now))


def _as_of(then: datetime, now: datetime) -> str:
    return tr("as of {time}", time=moment(then, now=now))
