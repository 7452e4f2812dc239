"""The problems of the sheet, gathered by field and message, with what can be done for a whole group at once.

Shows what it is given and says what is wished for; decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from copper_desk.gui.look.piece import button, label, wrapped
from copper_desk.gui.panel.problem_group import ProblemGroup
from copper_desk.gui.wording import counted, number, tr
from copper_desk.leads.problem import Origin, Severity

SHOWN_GROUPS = 200
"""More groups than this are counted, not listed: nobody reads them, and each has widgets of its own."""


class ProblemPanel(QFrame):
    """Wishes: ``rows_wished`` and ``loaded_values_wished`` carry a ProblemGroup; ``next_wished``; ``close_wished``."""

    rows_wished = Signal(object)
    loaded_values_wished = Signal(object)
    next_wished = Signal()
    close_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "surface")
        self.setAccessibleName(tr("Problems"))
        self._groups: list[ProblemGroup] = []
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 8)
        self._lines.setSpacing(0)
        self._lay_out()

    def show_groups(self, groups: list[ProblemGroup]) -> None:
        """Show these groups."""
        if groups == self._groups:
            return
        self._groups = groups
        self.total.setText(number(sum(len(group.rows) for group in groups)))
        self._clear()
        for group in groups[:SHOWN_GROUPS]:
            self._lines.addWidget(ProblemLine(group, self))
        if len(groups) > SHOWN_GROUPS:
            rest = counted(len(groups) - SHOWN_GROUPS, "and 1 more kind of problem", "and {n} more kinds of problems")
            self._lines.addWidget(label(rest, tone="muted"))
        if not groups:
            nothing = label(tr("No problems. Failed leads and doubtful values are listed here."), tone="muted")
            nothing.setContentsMargins(12, 4, 12, 4)
            self._lines.addWidget(nothing)
        self._lines.addStretch(1)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._header())
        inside = QWidget()
        inside.setProperty("panel", "surface")
        inside.setLayout(self._lines)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setAccessibleName(tr("Groups of problems"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(area, 1)

    def _header(self) -> QHBoxLayout:
        heading = label(tr("Problems"), bold=True)
        self.total = label("0", role="chip")
        self.total.setAccessibleName(tr("Number of problems"))
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
        _add(line, self.next, close)
        return line

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)


class ProblemLine(QFrame):
    """One group: glyph, field, message, count and the buttons of that group."""

    def __init__(self, group: ProblemGroup, panel: ProblemPanel) -> None:
        super().__init__(panel)
        self._group = group
        self._panel = panel
        self.setAccessibleName(f"{group.label}: {group.problem.message}")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 3, 12, 3)
        line.setSpacing(10)
        is_error = group.problem.severity is Severity.ERROR
        glyph = label("✕" if is_error else "!", tone="error" if is_error else "warning")
        glyph.setAccessibleName(tr("Error") if is_error else tr("Warning"))
        field = label(group.label, bold=True)
        message = wrapped(group.problem.message)
        message.setToolTip(tr("Copper’s own words") if group.problem.origin is Origin.COPPER else "")
        _add(line, glyph, field)
        line.addWidget(message, 1)
        count = label(number(len(group.rows)), role="chip")
        count.setAccessibleName(tr("Number of leads"))
        line.addWidget(count, 0, Qt.AlignmentFlag.AlignVCenter)
        _add(line, *self._buttons())

    def _buttons(self) -> Iterable[QPushButton]:
        count = number(len(self._group.rows))
        self.show_rows = button(tr("Show {n}", n=count), tr("Show only these {n} leads", n=count))
        self.show_rows.clicked.connect(lambda: self._panel.rows_wished.emit(self._group))
        yield self.show_rows
        if self._group.key is not None:
            self.put_back = button(
                tr("Put loaded values back"), tr("Put the loaded values back in these {n} leads", n=count)
            )
            self.put_back.clicked.connect(lambda: self._panel.loaded_values_wished.emit(self._group))
            yield self.put_back


def _add(line: QHBoxLayout, *widgets: QWidget) -> None:
    for widget in widgets:
        line.addWidget(widget)
