"""One worker on one thread: who owns them, how they are stopped, and when they are over.

Python owns both, the worker and the thread, and neither is ever told to delete itself: two owners are one too many.
A busy worker takes no queued calls, so a cancel is a plain call that sets a token. Knows nothing of what is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QThread, Signal, SignalInstance, Slot


@dataclass(frozen=True, slots=True)
class Crashed:
    """A worker ended by a bug. The bug itself went to the exception hook."""


class Worker(Protocol):
    """A QObject that runs once. ``finished`` carries its ending exactly once, Crashed included."""

    @property
    def finished(self) -> SignalInstance: ...
    def run(self) -> None: ...
    def cancel(self) -> None: ...
    def moveToThread(self, thread: QThread, /) -> bool: ...


class Errand(QObject):
    """Runs a worker on its own thread. ``ended`` comes on the window's thread, after that thread has stopped."""

    ended = Signal(object)

    def __init__(self, worker: Worker, *, name: str) -> None:
        super().__init__()
        self._thread = QThread()
        self._thread.setObjectName(name)
        self._worker = worker
        worker.moveToThread(self._thread)
        self._thread.started.connect(worker.run)
        worker.finished.connect(self._on_worker_finished)

    def start(self) -> None:
        """Begin. An errand runs once."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the worker to end soon; ``ended`` still comes."""
        self._worker.cancel()

    @property
    def is_running(self) -> bool:
        """Whether the thread is alive."""
        return self._thread.isRunning()

    @Slot(object)
    def _on_worker_finished(self, ending: object) -> None:
        self._thread.quit()
        self._thread.wait()
        self.ended.emit(ending)
