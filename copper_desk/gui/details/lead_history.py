"""What the newest pushes did to the lead in the details, and the way to all of them.

Reads what it is told to read, when another lead is shown or a push has ended; knows nothing of files.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from copper_desk.gui.details.detail_text import TextPiece
from copper_desk.gui.history import history_words as words
from copper_desk.gui.look.piece import button, rule
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import RowId
from copper_desk.sheet.sheet import Sheet
from copper_desk.storage.push_entry import LeadResult, PushEntry, RecordedLead
from copper_desk.wording import counted, tr

SHOWN = 3
"""Pushes that are shown here; the others are one press away."""
_SHOWN_FIELDS = 4

LeadPush = tuple[PushEntry, RecordedLead]
PushesOf = Callable[[RowId, int], Sequence[LeadPush]]
"""The newest pushes of a lead, at most as many as the second argument says."""


class LeadHistory(QFrame):
    """``all_wished`` carries the row whose pushes are to be seen. ``read`` is None where no history is kept."""

    all_wished = Signal(object)

    def __init__(
        self, sheet: Sheet, theme: Theme, style: TextStyle, *, read: PushesOf | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._style = style
        self._read = read
        self._row: RowId | None = None
        self.setAccessibleName(tr("Pushes of this lead"))
        self.heading = TextPiece(theme, tone="muted", bold=True, parent=self)
        self.nothing = TextPiece(theme, tone="muted", parent=self)
        self.lines = [
            (TextPiece(theme, tone="muted", parent=self), TextPiece(theme, parent=self)) for _ in range(SHOWN)
        ]
        self.all = button(tr("Show all"), tr("Show all pushes of this lead"), role="link")
        self.all.clicked.connect(self._on_all_clicked)
        self._lay_out()
        if read is None:
            self.hide()

    def show_lead(self, row: RowId | None) -> bool:
        """Show the pushes of this lead. Answers whether anything new is shown."""
        if row == self._row or self._read is None:
            return False
        self._row = row
        pushes = [] if row is None else list(self._read(row, SHOWN + 1))
        self.setVisible(row is not None)
        for (head, body), push in zip(self.lines, [*pushes[:SHOWN], *([None] * SHOWN)], strict=False):
            head.show_text("" if push is None else self._head(*push))
            body.show_text("" if push is None else self._body(push[1]), tone=_tone(push))
        self.nothing.show_text("" if pushes else tr("Not pushed from this computer yet."))
        self.all.setVisible(bool(pushes))
        return True

    def forget(self) -> None:
        """There may be news of the lead that is shown."""
        self._row = None

    def _head(self, entry: PushEntry, _lead: RecordedLead) -> str:
        at = words.when(entry.head.began_s, self._style.time_zone, now_s=time.time())
        return " · ".join(part for part in (at, words.person(entry), entry.head.source) if part)

    def _body(self, lead: RecordedLead) -> str:
        told = words.told(lead, self._sheet.schema)
        lines = [] if lead.result is LeadResult.ACCEPTED else [_joined(words.result_words(lead), told)]
        changes = [change for change in lead.changes if change.was_sent]
        is_new = lead.row < 0
        lines += [f"{each.label}: {words.change_words(each, is_new=is_new)}" for each in changes[:_SHOWN_FIELDS]]
        more = len(changes) - _SHOWN_FIELDS
        if more > 0:
            lines.append(counted(more, "and 1 more field", "and {n} more fields"))
        return "\n".join(lines)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 14, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(rule())
        layout.addSpacing(6)
        layout.addWidget(self.heading)
        layout.addWidget(self.nothing)
        for head, body in self.lines:
            layout.addWidget(head)
            layout.addWidget(body)
        layout.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        self.heading.show_text(tr("Pushes of this lead"))
        for piece in (self.nothing, *(piece for pair in self.lines for piece in pair)):
            piece.show_text("")
        self.all.hide()

    def _on_all_clicked(self) -> None:
        self.all_wished.emit(self._row)


def _tone(push: LeadPush | None) -> str:
    return "text" if push is None or push[1].result is LeadResult.ACCEPTED else words.TONES[push[1].result]


def _joined(result: str, told: str) -> str:
    return f"{result}: {told}" if told else result
