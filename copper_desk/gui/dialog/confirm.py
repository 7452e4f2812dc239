"""Questions before what cannot be taken back, with counts, and Cancel as the answer of a stray Enter.

Each question is one function that answers yes or no. Knows nothing of what follows.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from copper_desk.gui.look.piece import button, restyle
from copper_desk.gui.panel.change_bar import Staged
from copper_desk.gui.wording import counted, number, tr
from copper_desk.push.plan import BatchKind, PushPlan


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


def approve_push(parent: QWidget | None, plan: PushPlan) -> bool:
    """Before a push: what goes out, and that automations may follow."""
    box = push_box(parent, plan)
    box.exec()
    return box.buttonRole(box.clickedButton()) is QMessageBox.ButtonRole.AcceptRole


def push_box(parent: QWidget | None, plan: PushPlan) -> QMessageBox:
    """The question before a push, not yet shown."""
    return question_box(
        parent,
        title=tr("Push changes"),
        question=push_question(plan),
        more=push_warning(plan),
        yes=counted(plan.planned, "Push 1 lead", "Push {n} leads"),
    )


def push_question(plan: PushPlan) -> str:
    """ "Push 14 changes on 12 leads, 1 of them new (2 requests)?" """
    cells = sum(len(lead.cells) for batch in plan.batches for lead in batch.leads)
    changes = counted(cells, "1 change", "{n} changes")
    requests = counted(len(plan.batches), "1 request", "{n} requests")
    new = sum(len(batch.leads) for batch in plan.batches if batch.kind is BatchKind.CREATE)
    if new == plan.planned:
        one, many = "Push 1 new lead ({requests})?", "Push {n} new leads ({requests})?"
    elif new:
        one = many = "Push {changes} on {n} leads, {new} of them new ({requests})?"
    else:
        one, many = "Push {changes} on 1 lead ({requests})?", "Push {changes} on {n} leads ({requests})?"
    return counted(plan.planned, one, many, changes=changes, requests=requests, new=number(new))


def push_warning(plan: PushPlan) -> str:
    """What to know before: automations, and leads that are held back."""
    warning = tr("May start automations in Copper, which cannot be recalled.")
    if not plan.held:
        return warning
    held = counted(
        len(plan.held),
        "1 changed lead is held back: {reason}",
        "{n} changed leads are held back. The first: {reason}",
        reason=plan.held[0].reason,
    )
    return f"{held}\n\n{warning}"


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


def approve_loss(parent: QWidget | None, staged: Staged) -> bool:
    """Before a window closes over changes that are nowhere else."""
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
        more=tr("They are not in Copper and nowhere else. Push them first, or close without them."),
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
