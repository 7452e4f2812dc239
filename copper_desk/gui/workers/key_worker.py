"""Asks Copper whose account a key opens, off the window's thread.

Knows nothing of widgets, nor of what follows.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.copper.account import read_account
from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.client import CopperClient
from copper_desk.copper.connection import Connection
from copper_desk.copper.error import CopperError
from copper_desk.gui.workers.errand import Crashed


@dataclass(frozen=True, slots=True)
class KeyOpens:
    """The key opens this account, by Copper's id."""

    connection: Connection
    account_id: int


@dataclass(frozen=True, slots=True)
class KeyRefused:
    """It does not, or nobody answered; a sentence, empty when the question was taken back."""

    sentence: str


class KeyWorker(QObject):
    """``finished`` carries KeyOpens, KeyRefused or Crashed."""

    finished = Signal(object)

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection
        self._token = CancelToken()

    @Slot()
    def run(self) -> None:
        """Ask; called by the thread."""
        ending: KeyOpens | KeyRefused | Crashed = Crashed()
        try:
            with CopperClient(self._connection) as client:
                ending = KeyOpens(self._connection, read_account(client, cancel=self._token).id)
        except Cancelled:
            ending = KeyRefused("")
        except CopperError as error:
            ending = KeyRefused(error.message)
        finally:
            self.finished.emit(ending)

    def cancel(self) -> None:
        """Take the question back. Called from the window's thread."""
        self._token.cancel()
