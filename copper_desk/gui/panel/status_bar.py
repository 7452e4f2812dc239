"""The quiet line at the foot: how many leads, how fresh, what is selected, how much of Copper's minute is used.

Shows what it is given; decides nothing.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QStatusBar, QWidget

from copper_desk.gui.control.load_controller import LoadProgress
from copper_desk.gui.look.piece import button, label
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.wording import counted, number, tr

CALLS_A_MINUTE = 180
"""Copper's limit for all calls together (https://developer.copper.com/introduction/requests.html)."""


class Gauge(QWidget):
    """A short bar of how much of the minute's calls is used."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._used = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def show_used(self, used: int) -> None:
        """Show this many calls."""
        self._used = used
        self.setAccessibleName(tr("{n} of {limit} calls used this minute", n=used, limit=CALLS_A_MINUTE))
        self.update()

    def sizeHint(self) -> QSize:
        """A thin bar, as wide as a short word."""
        return QSize(70, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track, and the used part over it; amber when little is left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = self.rect()
        track.setHeight(6)
        track.moveCenter(self.rect().center())
        painter.setBrush(self._theme.colour("chip"))
        painter.drawRoundedRect(track, 3, 3)
        share = min(1.0, self._used / CALLS_A_MINUTE)
        track.setWidth(round(track.width() * share))
        painter.setBrush(self._theme.colour("warning" if share > 0.85 else "ok"))
        painter.drawRoundedRect(track, 3, 3)


class StatusBar(QStatusBar):
    """Left: leads, freshness or the load's progress, selection. Right: calls, and where unsent changes are kept."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setAccessibleName(tr("Status"))
        self.leads = self._add(label(), tr("Leads shown"))
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
        self.selection = self._add(label(), tr("Selection"))
        self.selection.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.gauge = Gauge(theme)
        self.calls = label()
        self.unsent = label()
        self.unsent.setContentsMargins(0, 0, 12, 0)
        for piece in (self.unsent, label(tr("Our calls")), self.gauge, self.calls):
            self.addPermanentWidget(piece)
        self.unsent.setAccessibleName(tr("Changes not in Copper yet"))
        self.calls.setAccessibleName(tr("Calls this minute"))
        self.setContentsMargins(6, 0, 10, 0)
        self.show_calls(0)

    def show_leads(self, shown: int, loaded: int, refreshed: datetime | None, *, now: datetime) -> None:
        """Show the counts and how long ago everything was read from Copper (None: never wholly)."""
        text = counted(loaded, "{shown} of 1 lead", "{shown} of {n} leads", shown=number(shown))
        self.leads.setText(f"{text} · {_ago(refreshed, now)}" if refreshed else text)
        self.stop_load.hide()

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
        self.selection.setToolTip(text)

    def show_calls(self, used: int) -> None:
        """Show how many calls went out in the last minute."""
        self.gauge.show_used(used)
        self.calls.setText(tr("{n} of {limit} this minute", n=used, limit=CALLS_A_MINUTE))

    def show_unsent(self, text: str) -> None:
        """Say where changes that are not in Copper are kept; empty when there are none."""
        self.unsent.setText(text)
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


def _ago(then: datetime, now: datetime) -> str:
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return tr("refreshed just now")
    if minutes < 60:
        return tr("refreshed {n} min ago", n=minutes)
    return tr("refreshed at {time}", time=f"{then:%H:%M}")
