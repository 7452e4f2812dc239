"""Asks where a file of changes is saved or which one is opened, and before a set of changes is deleted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from copper_desk.gui.dialog.confirm import ask
from copper_desk.storage.change_document import SUFFIX, ChangeDocument
from copper_desk.wording import counted, tr


def ask_handover(parent: QWidget | None, suggested: str) -> Path | None:
    """Where to save a file of changes, ``suggested`` being its name; None when the person leaves it."""
    at = str(_documents() / suggested)
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Hand over changes"), at, _kinds())
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(SUFFIX)


def ask_changes(parent: QWidget | None) -> Path | None:
    """Which file of changes to open; None when the person leaves it."""
    kinds = f"{_kinds()};;{tr('All files')} (*)"
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Open changes"), str(_documents()), kinds)
    return Path(chosen) if chosen else None


def approve_delete(parent: QWidget | None, document: ChangeDocument) -> bool:
    """Before a set of changes is gone for good."""
    changes = counted(document.cell_count, "1 change", "{n} changes")
    return ask(
        parent,
        title=tr("Delete changes"),
        question=tr("Delete “{name}”?", name=document.title),
        more=counted(
            len(document.leads),
            "{changes} on 1 lead would be lost. They are nowhere else.",
            "{changes} on {n} leads would be lost. They are nowhere else.",
            changes=changes,
        ),
        yes=tr("Delete {changes}", changes=changes),
        danger=True,
    )


def _kinds() -> str:
    return f"{tr('Changes of Copper Desk')} (*{SUFFIX})"


def _documents() -> Path:
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()
