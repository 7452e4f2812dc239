"""Asks Copper what the account says of itself, for a window that opened with what this computer keeps.

Never touches the sheet. Knows nothing of widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.error import CopperError
from copper_desk.gui.workers.errand import Crashed
from copper_desk.leads.account import Account


@dataclass(frozen=True, slots=True)
class Reached:
    """Copper answered."""

    account: Account


@dataclass(frozen=True, slots=True)
class NotReached:
    """It did not, or refused the key; ``error`` is None when the question was taken back."""

    error: CopperError | None


class ConnectWorker(QObject):
    """``finished`` carries Reached, NotReached or Crashed. ``ask`` may run on any thread."""

    finished = Signal(object)

    def __init__(self, ask: Callable[[CancelToken], Account]) -> None:
        super().__init__()
        self._ask = ask
        self._token = CancelToken()

    @Slot()
    def run(self) -> None:
        """Ask; called by the thread."""
        ending: Reached | NotReached | Crashed = Crashed()
        try:
            ending = Reached(self._ask(self._token))
        except Cancelled:
            ending = NotReached(None)
        except CopperError as error:
            ending = NotReached(error)
        finally:
            self.finished.emit(ending)

    def cancel(self) -> None:
        """Take the question back. Called from the window's thread."""
        self._token.cancel()
