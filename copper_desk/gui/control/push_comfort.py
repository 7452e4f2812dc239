"""What a long push needs of the desktop: no sleep meanwhile, and a word at the end when its window is out of sight.

Knows the push by its signals alone, and the desktop by what it can be asked.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QApplication, QWidget

from copper_desk.gui.control.push_controller import PushController
from copper_desk.gui.control.push_report import end_sentence
from copper_desk.gui.control.push_score import PushScore, PushState
from copper_desk.gui.desktop.notification import Notifier
from copper_desk.gui.desktop.wakefulness import Wakefulness
from copper_desk.wording import tr


def is_in_front() -> bool:
    """Whether some window of this program has the person's attention."""
    return QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive


class PushComfort(QObject):
    """Follows the pushes of one window. ``stop_wished`` asks the person whether a push may be stopped."""

    def __init__(
        self,
        push: PushController,
        window: QWidget,
        *,
        notifier: Notifier,
        wakefulness: Wakefulness,
        stop_wished: Callable[[], bool],
        in_front: Callable[[], bool] = is_in_front,
    ) -> None:
        super().__init__(window)
        self._push = push
        self._window = window
        self._notifier = notifier
        self._wakefulness = wakefulness
        self._stop_wished = stop_wished
        self._in_front = in_front
        self._is_awake = False
        push.progressed.connect(self._on_push_progressed)
        push.ended.connect(self._on_push_ended)

    def let_session_end(self, manager: QSessionManager) -> None:
        """The computer is shut down or the person logs out: a push that runs is a reason to ask first.

        Where nothing may be asked, the push is stopped; what is on its way lands or is found again at the next start.
        """
        if not self._push.is_running:
            return
        if manager.allowsInteraction():
            agreed = self._stop_wished()
            manager.release()
            if not agreed:
                manager.cancel()
                return
        self._push.stop()

    @Slot(object)
    def _on_push_progressed(self, state: PushState | None) -> None:
        if state is not None and state.running and not self._is_awake:
            self._is_awake = True
            self._wakefulness.hold(tr("Changes are being pushed to Copper"))

    @Slot(object)
    def _on_push_ended(self, score: PushScore) -> None:
        if self._is_awake:
            self._is_awake = False
            self._wakefulness.release()
        if not self._in_front():
            QApplication.alert(self._window)
            self._notifier.notify(tr("The push is over"), end_sentence(score))
