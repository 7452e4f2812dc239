"""Which actions would do something now, and what undo and redo would take back: only those can be chosen.

Knows the state of the sheet, the load and the push; what the actions do is the commands'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence

from copper_desk.sheet.phase import Phase
from copper_desk.wording import tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow


class Possible(QObject):
    """Enables and names the actions of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._w = window

    def follow_undo(self) -> None:
        """Keep to the undo stack, until ``part_undo``."""
        stack = self._w.sheet.undo.stack
        stack.indexChanged.connect(self.show)
        stack.undoTextChanged.connect(self.show_undo_words)
        stack.redoTextChanged.connect(self.show_undo_words)

    def part_undo(self) -> None:
        """A stack tells of its own end too, to a window that is then half gone."""
        stack = self._w.sheet.undo.stack
        stack.indexChanged.disconnect(self.show)
        stack.undoTextChanged.disconnect(self.show_undo_words)
        stack.redoTextChanged.disconnect(self.show_undo_words)
        self._w.sheet.undo.end()

    @Slot()
    def show(self, *_facts: object) -> None:
        """Only what would do something now can be chosen."""
        for name, can in (self._of_showing() | self._of_editing() | self._of_loading() | self._of_pushing()).items():
            self._w.actions_[name].setEnabled(can)

    @Slot()
    def show_undo_words(self, _text: str = "") -> None:
        """Name the gesture that undo and redo would take back."""
        stack = self._w.sheet.undo.stack
        for name, words, plain in (
            ("undo", stack.undoText(), tr("&Undo")),
            ("redo", stack.redoText(), tr("&Redo")),
        ):
            action = self._w.actions_[name]
            action.setText(f"{plain} {words}" if words else plain)
            action.setIconText(plain.replace("&", ""))
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(action.text().replace("&", "") + (f" ({keys})" if keys else ""))

    def _of_showing(self) -> dict[str, bool]:
        w = self._w
        current = w.view.selection.current
        is_field = current is not None and w.model.field_at(current[1]) is not None
        return {
            "filter_value": is_field,
            "hide_value": is_field,
            "duplicates": len(w.desk.sheet) > 1 and not w.duplicates.is_running,
        }

    def _of_editing(self) -> dict[str, bool]:
        w = self._w
        stack, changed = w.sheet.undo.stack, bool(w.desk.sheet.counts().changed_leads)
        return {
            "undo": stack.canUndo(),
            "redo": stack.canRedo(),
            "discard": changed and not w.push.is_running,
            "hand_over": changed,
            "set_aside": changed and w.carrying.keeps_sets,
            "aside": w.carrying.keeps_sets,
        }

    def _of_loading(self) -> dict[str, bool]:
        w = self._w
        return {
            "refresh": not w.load.is_running,
            "load_all": not w.load.is_running,
            "stop_load": w.load.is_running,
            "keep_leads": w.desk.local is not None and not w.load.is_running,
            "forget": w.desk.local is not None and not w.push.is_running,
            "practice": not w.account.practice,
            "reset_practice": w.account.practice and not w.push.is_running,
        }

    def _of_pushing(self) -> dict[str, bool]:
        w = self._w
        counts, pushing = w.desk.sheet.counts(), w.push.is_running
        changed = bool(counts.changed_leads) and not w.desk.is_read_only
        return {
            "review": changed and not pushing,
            "push": changed and not pushing,
            "conflicts": bool(counts.of(Phase.CONFLICT)),
            "retry_failed": bool(w.panels.staged().failed) and not pushing and not w.desk.is_read_only,
            "retry_selected": changed and not pushing,
            "pause": pushing,
            "stop_push": pushing,
            "last_push": w.push.score is not None,
            "clear_marks": bool(counts.accepted) and not pushing,
            "export_results": w.push.score is not None and not pushing,
            "export_failures": w.export.has_failures and not pushing,
        }
