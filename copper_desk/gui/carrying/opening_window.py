"""Shows what opening a file of changes would do, before it does: nothing comes into the sheet unread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from copper_desk.desk.carried import Opening
from copper_desk.gui.look.card import CardRow, CardText
from copper_desk.gui.look.layer import foot, head, layers
from copper_desk.gui.look.piece import button, label, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.storage.change_document import CarriedLead
from copper_desk.wording import counted, number, tr

SIZE = QSize(640, 440)
LEAST = QSize(420, 300)
_NAMED = 5


@dataclass(frozen=True, slots=True)
class OpeningCase:
    """``title`` and ``story`` say whose changes these are; ``plan`` what opening them would do, with this sheet's own
    changes kept (False) or giving way (True)."""

    title: str
    story: str
    plan: Callable[[bool], Opening]


class OpeningWindow(QDialog):
    """``agreed`` carries the Opening; the window is closed by then."""

    agreed = Signal(object)

    def __init__(self, case: OpeningCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._opening = case.plan(False)
        self.setWindowTitle(case.title)
        self.setProperty("panel", "raised")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self._lay_out()
        take_room(self, SIZE, least=LEAST)
        self._show()
        (self.put if self.put.isEnabled() else self.cancel).setFocus()

    def _build(self) -> None:
        self.words = wrapped()
        self.own = CardRow()
        if self._opening.own:
            question = counted(
                self._opening.own, "1 cell has another change of yours", "{n} cells have other changes of yours"
            )
            texts = [CardText(False, tr("Keep mine"), ""), CardText(True, tr("Take these instead"), "")]
            self.own.ask(question, texts, chosen=False)
        self.own.setVisible(bool(self._opening.own))
        self.own.chosen.connect(self._on_own_chosen)
        self.cancel = button(tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.put = button("", role="primary")
        self.put.setDefault(True)
        self.put.clicked.connect(self._on_put_clicked)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_put_clicked)

    def _lay_out(self) -> None:
        middle = QWidget()
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(head(self.words, self.own, gap_px=16))
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(tr("What would happen"))
        area.setWidget(middle)
        layout = layers(self)
        layout.addLayout(
            head(label(self._case.title, level="heading"), wrapped(self._case.story, tone="muted"), gap_px=6)
        )
        layout.addWidget(rule())
        layout.addWidget(area, 1)
        layout.addWidget(rule())
        layout.addWidget(foot(None, self.cancel, self.put))

    def _show(self) -> None:
        opening = self._opening
        self.words.setText("\n\n".join(opening_words(opening)))
        text = counted(opening.cells, "Put 1 change in the sheet", "Put {n} changes in the sheet")
        self.put.setText(text if opening.change_set else tr("Nothing to put in"))
        self.put.setAccessibleName(self.put.text())
        self.put.setEnabled(bool(len(opening.change_set)))

    @Slot(object)
    def _on_own_chosen(self, over_own: bool) -> None:
        self._opening = self._case.plan(over_own)
        self._show()

    @Slot()
    def _on_put_clicked(self) -> None:
        if self.put.isEnabled():
            self.accept()
            self.agreed.emit(self._opening)


def opening_words(opening: Opening) -> Iterator[str]:
    """What opening would do, a paragraph each."""
    leads, there = len(opening.rows), opening.there
    if opening.change_set:
        changes = counted(opening.cells, "1 change", "{n} changes")
        on = counted(leads, "{changes} on 1 lead", "{changes} on {n} leads", changes=changes)
        new = counted(opening.new, "; 1 lead is new", "; {n} leads are new") if opening.new else ""
        yield tr("{changes}{new}. One step: Undo takes it back. Nothing is sent.", changes=on, new=new)
    if there:
        yield counted(there, "1 change is here already.", "{n} changes are here already, or in Copper by now.")
    if opening.conflicts:
        yield counted(
            opening.conflicts,
            "1 cell was changed in Copper meanwhile: it comes in as a conflict, and you choose.",
            "{n} cells were changed in Copper meanwhile: they come in as conflicts, and you choose.",
        )
    if opening.missing:
        yield counted(
            len(opening.missing),
            "1 lead is not among those loaded here and is left out: {names}.",
            "{n} leads are not among those loaded here and are left out: {names}.",
            names=_named(opening.missing),
        )
    if opening.under_way:
        yield counted(
            len(opening.under_way),
            "1 lead is being sent or is not confirmed here, and is left out: {names}.",
            "{n} leads are being sent or are not confirmed here, and are left out: {names}.",
            names=_named(opening.under_way),
        )
    if opening.unknown:
        yield tr(
            "This account has no such field, or one of another kind: {names}. What is in it is left out.",
            names=", ".join(opening.unknown),
        )


def _named(leads: Sequence[CarriedLead]) -> str:
    names = ", ".join(f"{lead.name or tr('without a name')} ({lead.lead_id})" for lead in leads[:_NAMED])
    more = len(leads) - _NAMED
    return tr("{names} and {n} more", names=names, n=number(more)) if more > 0 else names
