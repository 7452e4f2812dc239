"""Whether a window may close now: nothing in the air is cut off, and no change is lost without a word.

A push that runs is stopped only when the person agrees; then what is on its way lands and is counted before the window
goes. Knows nothing of widgets beyond the window's own close.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from copper_desk.gui.control.continuation import Continuation
from copper_desk.gui.control.load_controller import LoadController
from copper_desk.gui.control.push_controller import PushController
from copper_desk.gui.control.work import Stoppable, Work


class Closable(Protocol):
    """What is closed."""

    def close(self) -> bool: ...
    def hide(self) -> None: ...


class CloseController(QObject):
    """Asked by the window's close event. ``stop_wished`` and ``loss_wished`` ask the person."""

    def __init__(
        self,
        window: Closable,
        load: LoadController,
        push: PushController,
        key: Continuation,
        *,
        stop_wished: Callable[[], bool],
        loss_wished: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._load = load
        self._push = push
        self._key = key
        self._stop_wished = stop_wished
        self._loss_wished = loss_wished
        self._others: list[Work] = []
        self._is_closing = False
        self._loss_agreed = False
        load.ended.connect(self._on_work_ended)
        push.ended.connect(self._on_work_ended)
        key.over.connect(self._on_work_ended)

    def watch(self, *others: Work) -> None:
        """What else asks Copper: it is stopped, and waited for."""
        self._others += others
        for each in others:
            each.over.connect(self._on_work_ended)

    def may_close(self) -> bool:
        """Whether the window may close at once. If not, it closes by itself later, or stays."""
        if self._push.is_running:
            return self._stop_push()
        if not self._loss_agreed and not self._loss_wished():
            self._is_closing = False
            return False
        self._loss_agreed = True
        asking: list[Stoppable] = [self._load, self._key, *self._others]
        running = [each for each in asking if each.is_running]
        if not running:
            return True
        self._is_closing = True
        for each in running:
            each.stop()
        self._window.hide()
        return False

    def agree_to_loss(self) -> None:
        """The person was told already that the changes here will be forgotten."""
        self._loss_agreed = True

    def _stop_push(self) -> bool:
        if not self._is_closing and self._stop_wished():
            self._is_closing = True
            self._push.stop()
        return False

    @Slot(object)
    def _on_work_ended(self, _ending: object = None) -> None:
        if self._is_closing:
            self._window.close()
