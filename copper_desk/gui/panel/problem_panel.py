"""The problems of the sheet, gathered by field and message, with what can be done for a whole group at once.

Shows what it is given and says what is wished for; decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from copper_desk.gui.look.piece import button, label
from copper_desk.gui.panel.group_offer import GroupOffer
from copper_desk.gui.panel.problem_line import GroupWishes, ProblemLine
from copper_desk.gui.panel.problem_list import ProblemList
from copper_desk.leads.value import CellValue
from copper_desk.wording import number, tr


class ProblemPanel(QFrame):
    """Wishes for a group carry its GroupOffer: ``rows_wished`` and ``loaded_values_wished`` (these a ProblemGroup),
    ``rest_wished``, ``retry_wished``, ``shared_wished``, ``choice_wished``; ``change_wished`` a GroupChange;
    ``changes_wished`` the ProblemLine that shows what can be changed. Besides ``next_wished``, ``export_wished`` and
    ``close_wished``."""

    rows_wished = Signal(object)
    loaded_values_wished = Signal(object)
    rest_wished = Signal(object)
    retry_wished = Signal(object)
    shared_wished = Signal(object)
    choice_wished = Signal(object)
    changes_wished = Signal(object)
    change_wished = Signal(object)
    next_wished = Signal()
    export_wished = Signal()
    close_wished = Signal()

    _rows_offer = Signal(object)
    _loaded_values_offer = Signal(object)

    def __init__(self, value_text: Callable[[str, CellValue], str], parent: QWidget | None = None) -> None:
        """``value_text`` writes a value of a field (by its key) as a person reads it."""
        super().__init__(parent)
        self.setProperty("panel", "surface")
        self.setAccessibleName(tr("Problems"))
        self._list = ProblemList(self._make_wishes(), value_text)
        self._lay_out()

    @property
    def lines(self) -> list[ProblemLine]:
        """The groups as they are shown."""
        return self._list.lines

    def show_offers(self, offers: list[GroupOffer], *, failed: int = 0) -> None:
        """Show these groups and what can be done for each; ``failed`` leads of the last push can be exported."""
        self.export.setVisible(failed > 0)
        self.total.setText(number(sum(len(offer.group.rows) for offer in offers)))
        self._list.show_offers(offers)

    def _make_wishes(self) -> GroupWishes:
        self._rows_offer.connect(lambda offer: self.rows_wished.emit(offer.group))
        self._loaded_values_offer.connect(lambda offer: self.loaded_values_wished.emit(offer.group))
        return GroupWishes(
            rows=self._rows_offer,
            loaded_values=self._loaded_values_offer,
            rest=self.rest_wished,
            retry=self.retry_wished,
            shared=self.shared_wished,
            choice=self.choice_wished,
            changes=self.changes_wished,
            change=self.change_wished,
        )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._header())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self._list)
        area.setAccessibleName(tr("Groups of problems"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(area, 1)

    def _header(self) -> QHBoxLayout:
        heading = label(tr("Problems"), bold=True)
        self.total = label("0", role="chip")
        self.total.setAccessibleName(tr("Number of problems"))
        self.export = button(tr("Export failures…"), tr("Save the failed leads as a spreadsheet"), role="flat")
        self.export.clicked.connect(self.export_wished)
        self.next = button(tr("Next  F8"), tr("Go to the next problem"), role="flat")
        self.next.clicked.connect(self.next_wished)
        close = button(tr("Close"), tr("Close the list of problems"), role="flat")
        close.clicked.connect(self.close_wished)
        line = QHBoxLayout()
        line.setContentsMargins(12, 4, 8, 4)
        line.setSpacing(8)
        line.addWidget(heading)
        line.addWidget(self.total, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        _add(line, self.export, self.next, close)
        return line


def _add(line: QHBoxLayout, *widgets: QWidget) -> None:
    for widget in widgets:
        line.addWidget(widget)
