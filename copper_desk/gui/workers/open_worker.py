"""Opens an account off the window's thread: signing in takes several calls, and a practice account starts a process.

What opening means is a function given to it, so that this knows neither accounts nor practice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.error import CopperError
from copper_desk.gui.workers.errand import Crashed

if TYPE_CHECKING:  # At run time the opener brings it: the window is painted before the HTTP client is imported.
    from copper_desk.desk.desk import Desk


class CannotOpen(Exception):
    """An account that cannot be opened for a reason of this computer (no key, no practice). A sentence."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The account is open."""

    desk: Desk


@dataclass(frozen=True, slots=True)
class NotOpened:
    """It could not be opened; ``sentence`` says why, and is empty when the person stopped it."""

    sentence: str


class OpenWorker(QObject):
    """``finished`` carries Opened, NotOpened or Crashed."""

    finished = Signal(object)

    def __init__(self, opener: Callable[[CancelToken], Desk]) -> None:
        super().__init__()
        self._opener = opener
        self._token = CancelToken()

    @Slot()
    def run(self) -> None:
        """Open; called by the thread."""
        ending: Opened | NotOpened | Crashed = Crashed()
        try:
            ending = Opened(self._opener(self._token))
        except Cancelled:
            ending = NotOpened("")
        except (CopperError, CannotOpen) as error:
            ending = NotOpened(str(error))
        finally:
            self.finished.emit(ending)

    def cancel(self) -> None:
        """Stop opening. Called from the window's thread."""
        self._token.cancel()
