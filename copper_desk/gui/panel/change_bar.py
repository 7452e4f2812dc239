"""The bar that is there only while something is staged or a push ran: what changed, what became of it, what to do next.

Shows what it is given and says what is wished for; decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from copper_desk.gui.control.push_score import PushState, Standing
from copper_desk.gui.look.piece import button, elided
from copper_desk.wording import counted, duration, number, tr


@dataclass(frozen=True, slots=True)
class Staged:
    """What is staged: cells, leads, cells with an error and with a mere warning; leads that Copper refused."""

    cells: int = 0
    leads: int = 0
    problems: int = 0
    failed: int = 0
    warnings: int = 0


SETTLING_S = 1.0
"""A rate over less than this is chance."""

_CHIPS: tuple[tuple[Standing, str, str], ...] = (
    (Standing.QUEUED, "Queued {n}", ""),
    (Standing.SENDING, "Sending {n}", ""),
    (Standing.ACCEPTED, "Accepted {n}", "ok"),
    (Standing.FAILED, "Failed {n}", "error"),
    (Standing.UNKNOWN, "Not confirmed {n}", "warning"),
    (Standing.NOT_SENT, "Not sent {n}", ""),
)


class ChangeBar(QFrame):
    """Wishes: ``discard_wished``, ``review_wished``, ``push_wished``, ``retry_wished``, ``pause_wished`` (bool),
    ``stop_wished``, ``result_wished`` (Standing, or None to show all again). ``focus_left``: what had the focus here is
    gone."""

    discard_wished = Signal()
    review_wished = Signal()
    push_wished = Signal()
    retry_wished = Signal()
    pause_wished = Signal(bool)
    stop_wished = Signal()
    result_wished = Signal(object)
    focus_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "bar")
        self.setAccessibleName(tr("Changes"))
        self._staged = Staged()
        self._push: PushState | None = None
        self._is_read_only = False
        self._build()
        self._lay_out()
        self._show()

    def show_staged(self, staged: Staged) -> None:
        """Show what is staged now."""
        self._staged = staged
        self._show()

    def show_push(self, push: PushState | None) -> None:
        """Show how the running or the last push stands; None: there is none to speak of."""
        self._push = push
        self._show()

    def show_read_only(self, read_only: bool) -> None:
        """Offer no push for an account that nothing is pushed to."""
        self._is_read_only = read_only
        self._show()

    def show_filter(self, standing: Standing | None) -> None:
        """Show which result the grid is filtered by."""
        for place, chip in self.chips.items():
            chip.setChecked(place is standing)

    def _build(self) -> None:
        self.discard = button(tr("Discard…"), tr("Discard all changes"), role="danger")
        self.summary = elided(bold=True)
        self.summary.setAccessibleName(tr("What is changed"))
        self.chips = {standing: self._chip(standing, tone) for standing, _, tone in _CHIPS}
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(120)
        self.progress.setAccessibleName(tr("Progress of the push"))
        self.pace = elided(tone="muted")
        self.pace.setAccessibleName(tr("Pace of the push"))
        self.pause = button(tr("Pause"), tr("Pause the push"), checkable=True)
        self.stop = button(tr("Stop"), tr("Stop the push"), role="danger")
        self.retry = button(tr("Retry"), tr("Push the failed leads again"))
        self.review = button(tr("Review"), tr("Review changes"))
        self.review.setProperty("joined", "right")
        self.push = button(tr("Push changes"), tr("Push changes"), role="primary")
        self.push.setProperty("joined", "left")
        self.discard.clicked.connect(self.discard_wished)
        self.review.clicked.connect(self.review_wished)
        self.push.clicked.connect(self.push_wished)
        self.retry.clicked.connect(self.retry_wished)
        self.pause.clicked.connect(self.pause_wished)
        self.stop.clicked.connect(self.stop_wished)

    def _chip(self, standing: Standing, tone: str) -> QPushButton:
        chip = button("", "", role="chip", checkable=True)
        chip.setProperty("tone", tone)
        chip.setToolTip(tr("Show only these leads"))
        chip.clicked.connect(lambda checked: self.result_wished.emit(standing if checked else None))
        return chip

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.discard)
        layout.addWidget(self.summary)
        for chip in self.chips.values():
            layout.addWidget(chip)
        layout.addWidget(self.progress)
        layout.addWidget(self.pace, 1)
        for piece in (self.retry, self.pause, self.stop):
            layout.addWidget(piece)
        layout.addLayout(self._joined(self.review, self.push))

    def _joined(self, *pieces: QPushButton) -> QHBoxLayout:
        """Buttons that lead to the same place, as one piece."""
        row = QHBoxLayout()
        row.setSpacing(0)
        for piece in pieces:
            row.addWidget(piece)
        return row

    def _show(self) -> None:
        focused = QApplication.focusWidget()
        held = focused if focused is not None and self.isAncestorOf(focused) else None
        self.setVisible(bool(self._staged.cells or self._staged.leads or self._push is not None))
        running = self._push is not None and self._push.running
        self._show_staged(running=running)
        self._show_chips()
        self._show_pace()
        self.pause.setVisible(running)
        self.stop.setVisible(running)
        if held is not None and not held.hasFocus():
            # Qt hands the focus of a button that goes to whatever is next, such as Push changes.
            self.focus_left.emit()

    def _show_staged(self, *, running: bool) -> None:
        words = staged_text(self._staged)
        self.summary.setText(tr("{changes} · read-only account", changes=words) if self._is_read_only else words)
        self.discard.setVisible(bool(self._staged.leads))
        self.discard.setEnabled(not running)
        for piece in (self.review, self.push):
            piece.setVisible(bool(self._staged.leads) and not running and not self._is_read_only)
        self.retry.setVisible(bool(self._staged.failed) and not running and not self._is_read_only)
        self.retry.setText(tr("Retry {n} failed", n=number(self._staged.failed)))

    def _show_chips(self) -> None:
        for standing, text, _ in _CHIPS:
            count = 0 if self._push is None else self._push.counts[standing]
            chip = self.chips[standing]
            words = tr(text, n=number(count))
            chip.setText(words)
            chip.setAccessibleName(tr("{words}: show only these leads", words=words))
            chip.setVisible(count > 0 or chip.isChecked())

    def _show_pace(self) -> None:
        push = self._push
        running = push is not None and push.running
        self.progress.setVisible(running)
        self.pace.setText("" if push is None else pace_text(push))
        if push is None:
            return
        open_leads = push.counts[Standing.QUEUED] + push.counts[Standing.SENDING]
        self.progress.setRange(0, max(1, push.planned))
        self.progress.setValue(push.planned - open_leads)
        self.pause.setChecked(push.paused)
        self.pause.setText(tr("Resume") if push.paused else tr("Pause"))


def staged_text(staged: Staged) -> str:
    """The sentence of the bar: "14 changes on 12 leads · 2 problems"."""
    if not staged.leads:
        return tr("No changes")
    changes = counted(staged.cells, "1 change", "{n} changes")
    text = counted(staged.leads, "{changes} on 1 lead", "{changes} on {n} leads", changes=changes)
    if staged.problems:
        text += " · " + counted(staged.problems, "1 problem", "{n} problems")
    if staged.warnings:
        text += " · " + counted(staged.warnings, "1 warning", "{n} warnings")
    return text


def _standstill(push: PushState) -> str:
    """Why nothing moves, and how many wait. What was being sent may have arrived: nobody calls it "not sent"."""
    queued, sending = push.counts[Standing.QUEUED], push.counts[Standing.SENDING]
    if not sending:
        return tr("{waiting}, {n} not sent", waiting=push.waiting, n=number(queued))
    return tr("{waiting}, {n} without a result", waiting=push.waiting, n=number(queued + sending))


def pace_text(push: PushState) -> str:
    """The rate and the time left while a push runs, else what the last one took."""
    if not push.running:
        return tr("{n} planned · last push {time}", n=number(push.planned), time=duration(push.seconds))
    if push.paused:
        return tr("Paused. What is on its way is counted.")
    if push.waiting:
        return _standstill(push)
    if push.time_left_s is None or push.seconds < SETTLING_S:
        return tr("Starting…")
    rate = f"{push.rate:.1f}" if push.rate < 10 else number(round(push.rate))
    return tr("{rate} leads/s · about {time} left", rate=rate, time=duration(max(1.0, push.time_left_s)))
