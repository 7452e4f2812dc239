"""Asks which leads go into a file and with which columns, and says how far the writing is. Writes nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from copper_desk.gui.look.card import CardRow, CardText
from copper_desk.gui.look.layer import foot, head, layers
from copper_desk.gui.look.piece import button, label, restyle, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.wording import counted, number, tr

SIZE = QSize(720, 400)
LEAST = QSize(420, 320)


class Exported(Enum):
    """Which leads."""

    SHOWN = "shown"
    ALL = "all"
    CHANGES = "changes"
    FAILURES = "failures"


@dataclass(frozen=True, slots=True)
class ExportOffer:
    """Leads that can be exported, in words. ``has_columns``: whether the columns are the person's choice."""

    what: Exported
    title: str
    note: str
    has_columns: bool = False


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What was chosen. ``all_fields``: all of them, not only the columns shown."""

    what: Exported
    all_fields: bool


class ExportWindow(QDialog):
    """``wished`` carries an ExportWish, ``stop_wished`` comes while a file is written. ``shown`` and ``every`` are the
    numbers of columns."""

    wished = Signal(object)
    stop_wished = Signal()

    def __init__(self, offers: Sequence[ExportOffer], *, shown: int, every: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.setProperty("panel", "raised")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offers = {offer.what: offer for offer in offers}
        self._what = offers[0].what
        self._all_fields = False
        self._is_writing = False
        self._build(shown, every)
        self._lay_out()
        take_room(self, SIZE, least=LEAST)
        self._show()
        self.export.setFocus()

    def show_writing(self, is_writing: bool) -> None:
        """While a file is written nothing can be chosen, and Cancel stops it."""
        self._is_writing = is_writing
        for piece in (self.leads, self.columns, self.export):
            piece.setEnabled(not is_writing)
        self.bar.setVisible(is_writing)
        self.bar.setRange(0, 0)
        self.cancel.setText(tr("Stop") if is_writing else tr("Cancel"))
        self.cancel.setAccessibleName(self.cancel.text())
        self.say(tr("Writing…") if is_writing else "")

    def show_progress(self, done: int, whole: int) -> None:
        """Say how far the file is."""
        self.bar.setRange(0, max(whole, 1))
        self.bar.setValue(done)
        self.say(tr("{done} of {whole} leads written", done=number(done), whole=number(whole)))

    def say(self, sentence: str, *, tone: str = "muted") -> None:
        """Say something beside the buttons; an error stands out."""
        self.said.setText(sentence)
        restyle(self.said, "tone", tone)

    def reject(self) -> None:
        """Escape and Cancel stop the writing first."""
        if self._is_writing:
            self.stop_wished.emit()
        else:
            super().reject()

    # -- pieces ----------------------------------------------------------------------------------------------

    def _build(self, shown: int, every: int) -> None:
        self.heading = label(tr("Export"), level="heading")
        self.story = wrapped(
            tr("Lead ID comes first, so the file can be edited and imported again. Nothing changes in the sheet."),
            tone="muted",
        )
        self.leads = CardRow()
        texts = [CardText(offer.what, offer.title, offer.note) for offer in self._offers.values()]
        self.leads.ask(tr("Which leads"), texts, chosen=self._what)
        self.leads.chosen.connect(self._on_leads_chosen)
        self.columns = CardRow()
        fields = [
            CardText(False, tr("Columns shown"), counted(shown, "1 column", "{n} columns")),
            CardText(True, tr("All fields"), counted(every, "1 column", "{n} columns")),
        ]
        self.columns.ask(tr("Which columns"), fields, chosen=False)
        self.columns.chosen.connect(self._on_columns_chosen)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Writing the file"))
        self.bar.hide()
        self.said = wrapped(tone="muted")
        self.cancel = button(tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.export = button(tr("Export…"), role="primary")
        self.export.setDefault(True)
        self.export.clicked.connect(self._on_export_clicked)

    def _lay_out(self) -> None:
        layout = layers(self)
        layout.addLayout(head(self.heading, self.story, gap_px=6))
        layout.addWidget(rule())
        layout.addLayout(head(self.leads, self.columns, gap_px=16))
        layout.addStretch(1)
        layout.addLayout(head(self.said, self.bar, gap_px=8))
        layout.addWidget(rule())
        layout.addWidget(foot(None, self.cancel, self.export))

    def _show(self) -> None:
        self.columns.setVisible(self._offers[self._what].has_columns)

    @Slot(object)
    def _on_leads_chosen(self, what: Exported) -> None:
        self._what = what
        self.say("")
        self._show()

    @Slot(object)
    def _on_columns_chosen(self, all_fields: bool) -> None:
        self._all_fields = all_fields

    @Slot()
    def _on_export_clicked(self) -> None:
        self.wished.emit(ExportWish(self._what, self._all_fields))
