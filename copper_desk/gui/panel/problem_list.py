"""The groups of problems below each other: a line is kept for as long as nothing about its group changes.

A line has a dozen widgets, and mending one cell changes one group: so only that line is made anew, and many groups are
shown some at a time. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from copper_desk.gui.look.flow import fit_height
from copper_desk.gui.look.piece import button, label
from copper_desk.gui.panel.group_offer import GroupOffer
from copper_desk.gui.panel.problem_line import GroupWishes, ProblemLine
from copper_desk.leads.problem import Problem
from copper_desk.leads.value import CellValue
from copper_desk.wording import number, tr

SHOWN_GROUPS = 20
"""Groups shown at first, and more at a time: some 10 ms each."""


class ProblemList(QWidget):
    """``value_text`` writes a value of a field (by its key) as a person reads it."""

    def __init__(self, wishes: GroupWishes, value_text: Callable[[str, CellValue], str]) -> None:
        super().__init__()
        self.setProperty("panel", "surface")
        self._wishes = wishes
        self._value_text = value_text
        self._offers: Sequence[GroupOffer] = ()
        self._limit = SHOWN_GROUPS
        self.lines: list[ProblemLine] = []
        self.nothing = label(tr("No problems. Failed leads and doubtful values are listed here."), tone="muted")
        self.nothing.setContentsMargins(12, 4, 12, 4)
        self.more = button("", role="link")
        self.more.clicked.connect(self._on_more_clicked)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        """Its height follows its width alone. An area that scrolls asks for it too early when lines come and go, and
        would squeeze them; and the height of the narrowest list would leave a bar that scrolls nothing."""
        done = super().event(event)
        fit_height(self, event)
        return done

    def show_offers(self, offers: Sequence[GroupOffer]) -> None:
        """Show these groups."""
        if offers == self._offers:
            return
        self._offers = offers
        if len(offers) <= SHOWN_GROUPS:
            self._limit = SHOWN_GROUPS
        self._show()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(0)
        layout.addWidget(self.nothing)
        layout.addLayout(self._column)
        layout.addWidget(self.more)
        layout.addStretch(1)
        self.more.hide()

    def _show(self) -> None:
        kept = {_group_of(line.offer): line for line in self.lines}
        for line in self.lines:
            self._column.removeWidget(line)
        self.lines = [self._line(offer, kept) for offer in self._offers[: self._limit]]
        for gone in kept.values():
            gone.hide()
            gone.setParent(None)
        for place, line in enumerate(self.lines):
            line.set_apart(place > 0)
            self._column.addWidget(line)
        self._show_rest(len(self._offers) - len(self.lines))

    def _line(self, offer: GroupOffer, kept: dict[tuple[str | None, Problem], ProblemLine]) -> ProblemLine:
        """The line that shows this already, taken out of ``kept``, or a new one."""
        line = kept.get(_group_of(offer))
        if line is not None and line.offer == offer:
            return kept.pop(_group_of(offer))
        key = offer.group.key
        text = "" if offer.shared is None or key is None else self._value_text(key, offer.shared.value)
        return ProblemLine(offer, self._wishes, shared_text=text)

    def _show_rest(self, hidden: int) -> None:
        self.nothing.setVisible(not self._offers)
        self.more.setVisible(hidden > 0)
        words = tr("Show more: {n} further kinds of problems", n=number(hidden))
        self.more.setText(words)
        self.more.setAccessibleName(words)

    def _on_more_clicked(self) -> None:
        self._limit += SHOWN_GROUPS
        self._show()


def _group_of(offer: GroupOffer) -> tuple[str | None, Problem]:
    return offer.group.key, offer.group.problem
