"""One group of problems: what is wrong with how many leads, and under it what can be done for all of them.

Shows what it is given and says what is wished for; decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout

from copper_desk.gui.look.flow import FlowLayout
from copper_desk.gui.look.piece import button, label, rule, wrapped
from copper_desk.gui.panel.group_offer import GroupOffer
from copper_desk.gui.panel.problem_group import ProblemGroup
from copper_desk.leads.problem import Origin, Severity
from copper_desk.sheet.transform import Transform
from copper_desk.wording import counted, number, retold, tr

_SHARED_CHARACTERS = 32
_GAP_PX = 10
_LINK_PAD_PX = _GAP_PX - 5
"""So that a link's first letter, inside its padding and border, stands under the field's name."""


@dataclass(frozen=True, slots=True)
class GroupWishes:
    """Where a line says what is wished for. All carry the GroupOffer; ``changes`` the ProblemLine, which shows the
    menu, and ``change`` a GroupChange."""

    rows: SignalInstance
    loaded_values: SignalInstance
    rest: SignalInstance
    retry: SignalInstance
    shared: SignalInstance
    choice: SignalInstance
    changes: SignalInstance
    change: SignalInstance


@dataclass(frozen=True, slots=True)
class GroupChange:
    """One transform for a whole group."""

    group: ProblemGroup
    transform: Transform


@dataclass(frozen=True, slots=True)
class PossibleChange:
    """A transform in words, and how many cells of the group it would change: of the first ``looked_at`` of them, where
    that is not 0, because looking at all would take too long."""

    transform: Transform
    words: str
    cells: int
    looked_at: int = 0

    @property
    def count(self) -> str:
        """The cells in words."""
        if self.looked_at and self.cells:
            return tr("{n} of the first {all}", n=number(self.cells), all=number(self.looked_at))
        return counted(self.cells, "1 cell", "{n} cells") if self.cells else "–"

    @property
    def is_possible(self) -> bool:
        """Whether it may change anything."""
        return bool(self.cells or self.looked_at)


class ProblemLine(QFrame):
    """The group's glyph, field, message and count, and its answers. ``shared_text`` is the mended value in words."""

    def __init__(self, offer: GroupOffer, wishes: GroupWishes, *, shared_text: str = "") -> None:
        super().__init__()
        self.offer = offer
        self._wishes = wishes
        self._shared_text = shared_text
        group = offer.group
        self.setAccessibleName(f"{group.label}: {retold(group.problem.message)}")
        layout = QVBoxLayout()
        layout.setContentsMargins(12, 5, 12, 3)
        layout.setSpacing(0)
        self._rule = rule()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._rule)
        outer.addLayout(layout)
        glyph = self._glyph()
        layout.addLayout(self._words(glyph))
        layout.addLayout(self._answers(indent=glyph.minimumWidth() + _LINK_PAD_PX))

    def set_apart(self, apart: bool) -> None:
        """Whether a thin line stands above it."""
        self._rule.setVisible(apart)

    def _glyph(self) -> QLabel:
        is_error = self.offer.group.problem.severity is Severity.ERROR
        glyph = label("✕" if is_error else "!", tone="error" if is_error else "warning")
        glyph.setAccessibleName(tr("Error") if is_error else tr("Warning"))
        glyph.setMinimumWidth(glyph.fontMetrics().horizontalAdvance("✕") + 1)
        return glyph

    def _words(self, glyph: QLabel) -> QHBoxLayout:
        group = self.offer.group
        message = wrapped(retold(group.problem.message))
        message.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        message.setSizePolicy(policy)
        message.setToolTip(tr("Copper’s own words") if group.problem.origin is Origin.COPPER else "")
        count = label(number(len(group.rows)), role="chip")
        count.setAccessibleName(tr("Number of leads"))
        line = QHBoxLayout()
        line.setSpacing(_GAP_PX)
        line.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(group.label, bold=True), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(message, 1)
        line.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _answers(self, *, indent: int) -> FlowLayout:
        flow = FlowLayout(gap_px=6, line_gap_px=0)
        flow.setContentsMargins(indent, 0, 0, 2)
        for piece in self._buttons():
            flow.addWidget(piece)
        return flow

    def _buttons(self) -> Iterator[QPushButton]:
        offer, count = self.offer, len(self.offer.group.rows)
        n = number(count)
        self.show_rows = self._link(tr("Show {n}", n=n), self._wishes.rows, name=tr("Show only these {n} leads", n=n))
        yield self.show_rows
        if offer.shared is not None:
            yield self._shared_button(count)
        if offer.chooses:
            self.choose = self._link(tr("Use one value for all {n}…", n=n), self._wishes.choice)
            yield self.choose
        if offer.transforms:
            yield self._menu_button()
        if offer.leaves_out:
            yield self._leave_out_button(count)
        if offer.puts_back:
            self.put_back = self._link(tr("Put loaded values back"), self._wishes.loaded_values)
            yield self.put_back
        if offer.retries:
            self.retry = self._link(counted(count, "Retry this one", "Retry these {n}"), self._wishes.retry)
            self.retry.setEnabled(offer.sends)
            yield self.retry

    def _shared_button(self, count: int) -> QPushButton:
        text = " ".join(self._shared_text.split())
        short = text if len(text) <= _SHARED_CHARACTERS else text[:_SHARED_CHARACTERS].rstrip() + "…"
        words = counted(count, "Use “{value}” for the other one", "Use “{value}” for the other {n}", value=short)
        self.share = self._link(words, self._wishes.shared)
        self.share.setToolTip(text)
        return self.share

    def _leave_out_button(self, count: int) -> QPushButton:
        self.leave_out = self._link(tr("Leave this field out and send the rest"), self._wishes.rest)
        self.leave_out.setToolTip(
            counted(
                count,
                "Puts {field} back in this lead and pushes its other changes",
                "Puts {field} back in these {n} leads and pushes their other changes",
                field=self.offer.group.label,
            )
        )
        self.leave_out.setEnabled(self.offer.sends)
        return self.leave_out

    def _menu_button(self) -> QPushButton:
        self.change_all = button(tr("Change all…"), role="link")
        self.change_all.setCursor(Qt.CursorShape.PointingHandCursor)
        self.change_all.clicked.connect(self._on_change_all_clicked)
        return self.change_all

    def show_changes(self, changes: Sequence[PossibleChange]) -> None:
        """The menu of "Change all…"; made anew each time, so that its counts are true."""
        self.menu = QMenu(self)
        self.menu.aboutToHide.connect(self.menu.deleteLater)
        for change in changes:
            action = self.menu.addAction(f"{change.words}\t{change.count}")
            action.setEnabled(change.is_possible)
            wish = GroupChange(self.offer.group, change.transform)
            action.triggered.connect(lambda _checked=False, wish=wish: self._wishes.change.emit(wish))
        self.menu.popup(self.change_all.mapToGlobal(self.change_all.rect().bottomLeft()))

    def _on_change_all_clicked(self) -> None:
        self._wishes.changes.emit(self)

    def _link(self, text: str, wish: SignalInstance, *, name: str = "") -> QPushButton:
        piece = button(text, name, role="link")
        piece.setCursor(Qt.CursorShape.PointingHandCursor)
        piece.clicked.connect(lambda: wish.emit(self.offer))
        return piece
