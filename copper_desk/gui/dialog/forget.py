"""The question before everything that this computer keeps of an account is removed. Knows nothing of what follows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from copper_desk.gui.dialog.confirm import ask
from copper_desk.wording import counted, tr


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What would be gone: changes (cells) on leads that are not pushed, and the pushes of the history."""

    account: str
    changes: int
    leads: int
    pushes: int


def approve_forget(parent: QWidget | None, forgotten: Forgotten) -> bool:
    """Before everything is removed."""
    return ask(
        parent,
        title=tr("Forget local data"),
        question=tr("Remove everything that this computer keeps of {account}?", account=forgotten.account),
        more=forget_words(forgotten),
        yes=tr("Forget local data"),
        danger=True,
    )


def forget_words(forgotten: Forgotten) -> str:
    """What would be gone, with counts, and what stays."""
    changes = counted(forgotten.changes, "1 change", "{n} changes")
    lost = counted(
        forgotten.leads,
        "{changes} on 1 lead that is not in Copper would be lost.",
        "{changes} on {n} leads that are not in Copper would be lost.",
        changes=changes,
    )
    pushes = counted(
        forgotten.pushes,
        "The history of 1 push goes with it; it cannot be reverted from here any more.",
        "The history of {n} pushes goes with it; they cannot be reverted from here any more.",
    )
    stays = tr("Nothing changes in Copper. The account and its key stay saved. The account is closed.")
    parts = (lost if forgotten.leads else "", pushes if forgotten.pushes else "", stays)
    return "\n\n".join(part for part in parts if part)
