"""The head over the leads of a push: when and by whom, its note, and its counts, which are filters."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from copper_desk.gui.history import history_words as words
from copper_desk.gui.look.flow import FlowLayout
from copper_desk.gui.look.piece import button, label, restyle, wrapped
from copper_desk.storage.push_entry import LeadResult, PushEntry
from copper_desk.wording import counted, number, tr

_MARGIN_PX = 18


class PushHeader(QFrame):
    """``shown_wished`` carries the LeadResult whose leads are to be seen, None for all."""

    shown_wished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "raised")
        self.heading = label(level="heading")
        self.people = wrapped(tone="muted")
        self.note = wrapped()
        self.end = wrapped(tone="warning")
        self.chips: dict[LeadResult | None, QPushButton] = {}
        self._inside = QWidget()
        self._flow = FlowLayout(self._inside)
        self._flow.setContentsMargins(0, 6, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN_PX, 14, _MARGIN_PX, 12)
        layout.setSpacing(3)
        for piece in (self.heading, self.people, self.note, self.end, self._inside):
            layout.addWidget(piece)

    def show_entry(self, entry: PushEntry, *, when: str) -> None:
        """Show this push, with all its leads to be seen."""
        self.heading.setText(counted(entry.head.planned, "{when} · 1 lead", "{when} · {n} leads", when=when))
        self.people.setText(tr("{people}. Source: {source}.", people=words.people(entry), source=words.source(entry)))
        self.note.setText(tr("“{note}”", note=entry.head.note) if entry.head.note else "")
        self.note.setVisible(bool(entry.head.note))
        ending = words.end_words(entry)
        self.end.setText(ending)
        self.end.setVisible(bool(ending))
        restyle(self.end, "tone", "muted" if entry.ended_s is None else "warning")
        self._show_chips(entry)

    def _show_chips(self, entry: PushEntry) -> None:
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.setParent(None)
        total = sum(entry.counts.values())
        self.chips = {None: self._chip(None, tr("All {n}", n=number(total)))}
        for result, text in words.counts(entry):
            self.chips[result] = self._chip(result, text)
        self.mark(None)
        self._inside.updateGeometry()

    def _chip(self, result: LeadResult | None, text: str) -> QPushButton:
        chip = button(text, tr("Show only: {which}", which=text), role="chip", checkable=True)
        if result is not None:
            chip.setProperty("tone", words.TONES[result])
        chip.clicked.connect(lambda checked: self._on_chip_clicked(result if checked else None))
        self._flow.addWidget(chip)
        return chip

    def _on_chip_clicked(self, result: LeadResult | None) -> None:
        self.mark(result)
        self.shown_wished.emit(result)

    def mark(self, result: LeadResult | None) -> None:
        """Show which leads are to be seen."""
        for each, chip in self.chips.items():
            chip.setChecked(each is result)
