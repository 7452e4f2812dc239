"""What asks Copper in the background and can be stopped: a sweep, a check of leads in doubt, a read before a revert.

So that closing, signing in anew and the like treat all of them alike, and all live alike. Knows none of them.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from copper_desk.gui.workers.errand import Errand, Worker


class Stoppable(Protocol):
    """Something that may run, and can be told to end soon."""

    @property
    def is_running(self) -> bool: ...
    def stop(self) -> None: ...


class Work(Stoppable, Protocol):
    """``over`` comes whenever it stops running, also after ``stop``."""

    @property
    def over(self) -> SignalInstance: ...


class ErrandWork(QObject):
    """Work that sends one errand at a time. ``over`` comes after ``take_ending``, whatever became of the errand."""

    over = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errand: Errand | None = None

    @property
    def is_running(self) -> bool:
        """Whether something is being asked."""
        return self._errand is not None

    def stop(self) -> None:
        """Ask no more; ``over`` still comes."""
        if self._errand is not None:
            self._errand.cancel()

    def send(self, worker: Worker, *, name: str) -> None:
        """Have this worker run on a thread of this name. Not while another one runs."""
        self._errand = Errand(worker, name=name)
        self._errand.ended.connect(self._on_errand_ended)
        self._errand.start()

    def take_ending(self, ending: object) -> None:
        """What the ending of an errand means. Nothing, unless the work knows better; it is not running any more."""

    @Slot(object)
    def _on_errand_ended(self, ending: object) -> None:
        self._errand = None
        self.take_ending(ending)
        self.over.emit()
