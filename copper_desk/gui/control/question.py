"""The questions a window asks, as one value: a test or a tour answers them itself, the program asks the person.

Knows nothing of when they are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from copper_desk.gui.conflict.conflict_window import ConflictCase, choose_conflicts
from copper_desk.gui.dialog import confirm
from copper_desk.gui.dialog.change_file import approve_delete, ask_changes, ask_handover
from copper_desk.gui.dialog.forget import Forgotten, approve_forget
from copper_desk.gui.dialog.open_file import ask_import
from copper_desk.gui.dialog.save_file import ask_csv, ask_spreadsheet
from copper_desk.gui.history.revert_window import RevertCase, agree_to_revert
from copper_desk.gui.panel.change_bar import Staged
from copper_desk.gui.review.approval import Approval
from copper_desk.gui.review.review_case import ReviewCase
from copper_desk.gui.review.review_window import review_changes
from copper_desk.sheet.edit import ChangeSet
from copper_desk.storage.change_document import ChangeDocument


@dataclass(frozen=True, slots=True)
class Questions:
    """Most answer True to go on. ``push`` answers what was approved in the Review, ``conflicts`` what was chosen.
    ``file`` and ``results`` answer where to save a table of the given name, ``spreadsheet`` which file to import,
    ``handover`` and ``changes`` where a file of changes is saved and which is opened, each None when the person left
    it. ``stop`` gets the number of leads without a result, ``loss`` why changes could not be kept, empty where they
    are never kept."""

    push: Callable[[QWidget, ReviewCase], Approval | None] = review_changes
    conflicts: Callable[[QWidget, ConflictCase], ChangeSet | None] = choose_conflicts
    file: Callable[[QWidget, str], Path | None] = ask_csv
    results: Callable[[QWidget, str], Path | None] = ask_spreadsheet
    spreadsheet: Callable[[QWidget, Path | None], Path | None] = ask_import
    handover: Callable[[QWidget, str], Path | None] = ask_handover
    changes: Callable[[QWidget], Path | None] = ask_changes
    delete_aside: Callable[[QWidget, ChangeDocument], bool] = approve_delete
    discard: Callable[[QWidget, Staged], bool] = confirm.approve_discard
    loss: Callable[[QWidget, Staged, str], bool] = confirm.approve_loss
    stop: Callable[[QWidget, int], bool] = confirm.approve_stop
    reset: Callable[[QWidget], bool] = confirm.approve_reset
    revert: Callable[[QWidget, RevertCase], bool] = agree_to_revert
    forget: Callable[[QWidget, Forgotten], bool] = approve_forget
