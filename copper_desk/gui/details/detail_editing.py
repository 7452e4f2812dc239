"""The one editor that may be open in the details panel: the grid's own editors, laid over a box.

Enter, Tab and the loss of the focus commit, Esc does not. Knows nothing of what a commit changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from copper_desk.gui.details.detail_frame import FieldFrame, Opening
from copper_desk.gui.editor.cell_editor import CellEditor
from copper_desk.gui.editor.editor_key import Content, Finish, Step


@dataclass(frozen=True, slots=True)
class Job:
    """What is edited: ``text`` is held now, ``put`` takes what was committed, ``ended`` comes after it or after Esc."""

    text: str
    make: Callable[[QWidget], CellEditor]
    put: Callable[[Content], None]
    label: str
    ended: Callable[[], None] = lambda: None


class DetailEditing(QObject):
    """Opens and closes editors over the boxes on ``ground``."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self._editor: CellEditor | None = None
        self._frame: FieldFrame | None = None
        self._job: Job | None = None

    @property
    def editor(self) -> QWidget | None:
        """The open editor, or None."""
        if self._editor is not None and isValid(self._editor):
            return cast(QWidget, self._editor)
        return None

    def open(self, frame: FieldFrame, job: Job, opening: Opening) -> None:
        """Edit a box. Another editor that is open is committed first."""
        self.commit()
        made = job.make(self._ground)
        editor = cast(QWidget, made)
        editor.setAccessibleName(job.label)
        self._editor, self._frame, self._job = made, frame, job
        made.finished.connect(self._on_editor_finished)
        made.fill(job.text)
        self.follow()
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if opening.text is not None:
            made.replace(opening.text)
        if opening.with_list:
            made.open_list()

    def follow(self) -> None:
        """Lie over the box again, after boxes moved."""
        if self.editor is not None and self._editor is not None and self._frame is not None:
            corner = self._frame.mapTo(self._ground, QPoint(0, 0))
            self._editor.place(QRect(corner, self._frame.size()))

    def commit(self) -> bool:
        """Commit the open editor. False when none was open."""
        if self.editor is None:
            return False
        self._leave(Finish())
        return True

    @Slot(object)
    def _on_editor_finished(self, finish: Finish) -> None:
        if self.editor is not None and self.sender() is self.editor:
            self._leave(finish)

    def _leave(self, finish: Finish) -> None:
        editor, job, frame = self._editor, self._job, self._frame
        self._editor = self._job = self._frame = None
        if editor is None or job is None or frame is None:
            return
        widget, content = cast(QWidget, editor), editor.content()
        here = QApplication.focusWidget()
        had_focus = here is not None and (here is widget or widget.isAncestorOf(here))
        if had_focus and frame.isVisible():
            frame.setFocus(Qt.FocusReason.OtherFocusReason)
        widget.hide()
        widget.deleteLater()
        if finish.commit:
            job.put(content)
        job.ended()
        if finish.by_tab and had_focus:
            stop = QApplication.focusWidget() or frame
            stop.focusNextPrevChild(finish.step is not Step.LEFT)
