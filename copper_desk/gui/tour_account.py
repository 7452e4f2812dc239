"""Signing in, in the tour: the form, a way that fails at each step that can be shown here, and one that works.

Keeps nothing: its accounts live in a folder that is removed, its keys in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

from copper_desk.copper.connection import COPPER_BASE_URL, Connection, connection
from copper_desk.copper.proxy_choice import ProxyKind, proxy_choice
from copper_desk.desk.account_book import AccountBook
from copper_desk.gui.dialog.sign_in import SignInDialog
from copper_desk.gui.tour_answer import Shoot, come_back
from copper_desk.storage.credentials import KeyStore
from copper_desk.storage.setting import Settings
from copper_desk.wording import tr

_NOBODY = "http://127.0.0.1:9"
"""The port of the discard service, at which nobody listens."""


def sign_in_steps(parent: QWidget, shoot: Shoot, *, reachable: Connection | None = None) -> Iterator[SignalInstance]:
    """Yields each signal to wait for. ``reachable``: an account at which the test goes through to its end."""
    with TemporaryDirectory() as folder:
        reason = tr("This computer has no keyring, so the key is kept only until you quit.")
        book = AccountBook(Settings(Path(folder) / "settings.json"), KeyStore(None, reason=reason))
        if reachable is not None:
            proxied = proxy_choice(ProxyKind.ADDRESS, "proxy.example:8080", "ana")
            book.save("Northwind", connection(COPPER_BASE_URL, "ana@northwind.example", "0" * 32, proxied))
            book.save("Harbor Supply", connection(COPPER_BASE_URL, "bo@harbor.example", "0" * 32))
        dialog = SignInDialog(book, parent)
        dialog.show()
        yield from _accounts(dialog, shoot, reachable) if reachable is not None else _newcomer(dialog, shoot)
        QTimer.singleShot(0, dialog.reject)
        yield dialog.finished
        come_back(parent)


def _newcomer(dialog: SignInDialog, shoot: Shoot) -> Iterator[SignalInstance]:
    shoot("sign-in", dialog)
    dialog.form.name.setText("Northwind")
    dialog.form.email.setText("ana@northwind.example")
    dialog.form.key.setText("0" * 32)
    dialog.form.address.setText(_NOBODY)
    dialog.test.click()
    yield dialog.tested
    shoot("sign-in-failed", dialog)


def _accounts(dialog: SignInDialog, shoot: Shoot, reachable: Connection) -> Iterator[SignalInstance]:
    dialog.saved.setCurrentRow(0)
    dialog.change.click()
    shoot("accounts", dialog)
    dialog.form.fill("Practice", reachable.email, reachable.base_url, reachable.proxy, key=reachable.api_key)
    dialog.test.click()
    yield dialog.tested
    shoot("sign-in-tested", dialog)
