"""Asks which changes are handed over or set aside, and for a word about them. Changes nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from copper_desk.gui.look.card import CardRow, CardText
from copper_desk.gui.look.layer import foot, head, layers
from copper_desk.gui.look.piece import button, label, restyle, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.wording import counted, tr

SIZE = QSize(600, 340)
LEAST = QSize(400, 300)


@dataclass(frozen=True, slots=True)
class GatherCase:
    """The words of the question. ``selected`` leads and ``every`` lead have changes; ``needs_text``: it cannot go on
    without the word; ``prefers_selected``: the person selected more than the cell they stand on."""

    title: str
    story: str
    prompt: str
    agree: str
    selected: int
    every: int
    text: str = ""
    needs_text: bool = False
    prefers_selected: bool = False


@dataclass(frozen=True, slots=True)
class GatherWish:
    """``only_selected`` leads, or all that have changes; and the word about them."""

    only_selected: bool
    text: str


class GatherWindow(QDialog):
    """``agreed`` carries a GatherWish; the window stays until it is told that it worked."""

    agreed = Signal(object)

    def __init__(self, case: GatherCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._only_selected = case.prefers_selected and 0 < case.selected < case.every
        self.setWindowTitle(case.title)
        self.setProperty("panel", "raised")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self._lay_out()
        take_room(self, SIZE, least=LEAST)
        self._show()
        self.line.setFocus()

    def say(self, sentence: str) -> None:
        """Say what went wrong."""
        self.said.setText(sentence)
        restyle(self.said, "tone", "error")

    def _build(self) -> None:
        case = self._case
        self.leads = CardRow()
        texts = [CardText(False, tr("All changes"), counted(case.every, "1 lead", "{n} leads"))]
        if 0 < case.selected < case.every:
            texts.insert(0, CardText(True, tr("Selected leads"), counted(case.selected, "1 lead", "{n} leads")))
        self.leads.ask(tr("Which changes"), texts, chosen=self._only_selected)
        self.leads.chosen.connect(self._on_leads_chosen)
        self.leads.setVisible(len(texts) > 1)
        self.prompt = label(case.prompt, bold=True)
        self.line = QLineEdit(case.text)
        self.line.setAccessibleName(case.prompt)
        self.line.selectAll()
        self.line.textChanged.connect(self._show)
        self.said = wrapped(tone="muted")
        self.cancel = button(tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.agree = button(case.agree, role="primary")
        self.agree.setDefault(True)
        self.agree.clicked.connect(self._on_agree_clicked)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_agree_clicked)

    def _lay_out(self) -> None:
        layout = layers(self)
        layout.addLayout(
            head(label(self._case.title, level="heading"), wrapped(self._case.story, tone="muted"), gap_px=6)
        )
        layout.addWidget(rule())
        layout.addLayout(head(self.leads, self.prompt, self.line, gap_px=8))
        layout.addStretch(1)
        layout.addLayout(head(self.said, above_px=0))
        layout.addWidget(rule())
        layout.addWidget(foot(None, self.cancel, self.agree))

    @Slot(object)
    def _on_leads_chosen(self, only_selected: bool) -> None:
        self._only_selected = only_selected

    @Slot()
    def _show(self, *_facts: object) -> None:
        self.agree.setEnabled(bool(self.line.text().strip()) or not self._case.needs_text)

    @Slot()
    def _on_agree_clicked(self) -> None:
        if self.agree.isEnabled():
            self.agreed.emit(GatherWish(self._only_selected, self.line.text().strip()))
