"""Questions before what cannot be taken back, with counts, and Cancel as the answer of a stray Enter.

Each question is one function that answers yes or no. Knows nothing of what follows.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from copper_desk.gui.look.piece import button, restyle
from copper_desk.gui.panel.change_bar import Staged
from copper_desk.wording import counted, tr


def ask(parent: QWidget | None, *, title: str, question: str, more: str, yes: str, danger: bool = False) -> bool:
    """Ask; Cancel is the default and what Esc means."""
    box = question_box(parent, title=title, question=question, more=more, yes=yes, danger=danger)
    box.exec()
    return box.buttonRole(box.clickedButton()) is QMessageBox.ButtonRole.AcceptRole


def question_box(
    parent: QWidget | None, *, title: str, question: str, more: str, yes: str, danger: bool = False
) -> QMessageBox:
    """The box of a question, not yet shown."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setText(question)
    box.setInformativeText(more)
    agree, cancel = button(yes, role="danger" if danger else "primary"), button(tr("Cancel"))
    for piece in (agree, cancel):
        piece.setParent(box)  # The box lays them out; that alone would not keep them alive.
    box.addButton(agree, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(cancel, QMessageBox.ButtonRole.RejectRole)
    _give_room(box)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    return box


def _give_room(box: QMessageBox) -> None:
    """The question stands out from what is said about it, and nothing touches the frame."""
    layout = box.layout()
    if layout is not None:
        layout.setContentsMargins(16, 18, 20, 16)
    words = box.findChild(QLabel, "qt_msgbox_label")
    if isinstance(words, QLabel):
        restyle(words, "level", "heading")


def approve_discard(parent: QWidget | None, staged: Staged) -> bool:
    """Before all changes are dropped."""
    changes = counted(staged.cells, "1 change", "{n} changes")
    return ask(
        parent,
        title=tr("Discard changes"),
        question=counted(
            staged.leads, "Discard {changes} on 1 lead?", "Discard {changes} on {n} leads?", changes=changes
        ),
        more=tr("The loaded values come back. Undo (Ctrl+Z) restores your changes."),
        yes=tr("Discard {changes}", changes=changes),
        danger=True,
    )


def approve_loss(parent: QWidget | None, staged: Staged, reason: str = "") -> bool:
    """Before a window closes over changes that are nowhere else; ``reason`` is why they could not be kept."""
    more = tr("They are not in Copper and nowhere else. Push them first, or close without them.")
    changes = counted(staged.cells, "1 change", "{n} changes")
    return ask(
        parent,
        title=tr("Close Copper Desk"),
        question=counted(
            staged.leads,
            "{changes} on 1 lead would be lost.",
            "{changes} on {n} leads would be lost.",
            changes=changes,
        ),
        more=f"{reason}\n\n{more}" if reason else more,
        yes=tr("Close and lose {changes}", changes=changes),
        danger=True,
    )


def approve_stop(parent: QWidget | None, open_leads: int) -> bool:
    """Before a window closes over a running push."""
    return ask(
        parent,
        title=tr("A push is running"),
        question=counted(open_leads, "1 lead has no result yet.", "{n} leads have no result yet."),
        more=tr("Stop the push and close? What is on its way lands first and is counted; the rest stays unsent."),
        yes=tr("Stop the push and close"),
        danger=True,
    )


def approve_reset(parent: QWidget | None) -> bool:
    """Before the practice account is renewed."""
    return ask(
        parent,
        title=tr("Reset practice account"),
        question=tr("Renew the practice account with the leads it began with?"),
        more=tr("Everything that was pushed to it, and every change here, is forgotten. No real lead is touched."),
        yes=tr("Reset practice account"),
        danger=True,
    )
