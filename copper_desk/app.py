"""Puts the window together and runs it: the one place that knows the theme, the accounts and the practice server.

Little is imported at the top: a window is painted before the HTTP client, the keyring or the practice server is.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from copper_desk import __version__
from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.connection import Connection, InvalidConnection, connection
from copper_desk.desk.collector import collect_rarely
from copper_desk.desk.setting_name import KEEP_LEADS
from copper_desk.gui.control.habit import LANGUAGE, LOOK, NUMBERS
from copper_desk.gui.dialog.bug_report import BugCatcher
from copper_desk.gui.first_paint import FirstPaint
from copper_desk.gui.look.icon import app_icon
from copper_desk.gui.look.theme import Look, Theme, look_named
from copper_desk.gui.shell import Shell
from copper_desk.gui.system_style import locale_of, style_of
from copper_desk.gui.translation import LANGUAGES, speak
from copper_desk.gui.workers.open_worker import CannotOpen
from copper_desk.practice import FROZEN_SWITCH
from copper_desk.sheet.pattern_switch import PATTERN_SWITCH
from copper_desk.storage.path import data_folder, log_file, practice_folder, settings_file
from copper_desk.storage.setting import Settings
from copper_desk.wording import tr

if TYPE_CHECKING:
    from copper_desk.desk.account_book import AccountBook
    from copper_desk.desk.desk import Desk
    from copper_desk.desk.opening import Opening
    from copper_desk.gui.dialog.sign_in import AccountChoice
    from copper_desk.leads.style import TextStyle
    from copper_desk.practice.process import PracticeProcess

LAST_ACCOUNT = "last_account"
BEAT_MS = 500
_LOG_BYTES = 1_000_000


class Door:
    """Opens accounts: saved ones with their key, and the practice account with its server.

    ``style`` tells how the person writes numbers and dates and is asked at each opening; ``data`` gives the folder of
    all that is kept.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        style: Callable[[], TextStyle] | None = None,
        data: Callable[[], Path] = data_folder,
    ) -> None:
        self._settings = settings
        self._style = style
        self._data = data
        self._process: PracticeProcess | None = None
        self._book: AccountBook | None = None

    def book(self) -> AccountBook:
        """The saved accounts."""
        from copper_desk.desk.account_book import AccountBook
        from copper_desk.storage.credentials import system_key_store

        if self._book is None:
            self._book = AccountBook(self._settings, system_key_store())
        return self._book

    def practice(self, cancel: CancelToken) -> Desk:
        """The practice account as it was left. Raises CannotOpen, CopperError, Cancelled."""
        return self._practice(cancel, reset=False)

    def renewed_practice(self, cancel: CancelToken) -> Desk:
        """The practice account as it began. Raises CannotOpen, CopperError, Cancelled."""
        return self._practice(cancel, reset=True)

    def chosen(self, choice: AccountChoice) -> Callable[[CancelToken], Desk]:
        """The opener of an account just signed in to or picked."""

        def opener(cancel: CancelToken) -> Desk:
            book = self.book()
            desk = self._open(choice.connection, cancel, account_id=book.account_id(choice.name))
            book.note_id(choice.name, desk.account.id)
            self._settings.set(LAST_ACCOUNT, choice.name)
            return desk

        return opener

    def saved(self, name: str) -> Callable[[CancelToken], Desk]:
        """The opener of a saved account. It raises CannotOpen when there is no such account or no key."""

        def opener(cancel: CancelToken) -> Desk:
            from copper_desk.gui.dialog.sign_in import AccountChoice
            from copper_desk.storage.credentials import KeyringFailure

            try:
                link = self.book().load(name)
            except (KeyringFailure, InvalidConnection) as error:
                raise CannotOpen(str(error)) from error
            if link is None:
                raise CannotOpen(
                    tr("No key of “{name}” is kept on this computer. Choose Accounts to sign in.", name=name)
                )
            return self.chosen(AccountChoice(name, link))(cancel)

        return opener

    def managed(self, link: Connection) -> Callable[[CancelToken], Desk]:
        """The opener of an account named by address and environment, without the keyring."""
        return lambda cancel: self._open(link, cancel)

    def keep_leads(self, wanted: bool) -> None:
        """Whether accounts that are opened from now on keep their leads. Raises OSError when that cannot be saved."""
        self._settings.set(KEEP_LEADS, wanted)

    def forget(self, desk: Desk, *, is_practice: bool) -> None:
        """Remove everything that this computer keeps of the account of a closed desk.

        Raises AccountHeld while another program has it open, and StorageTrouble.
        """
        from copper_desk.desk.opening import forget_account

        forget_account(desk.connection, self._opening(is_practice=is_practice, account_id=desk.account.id))

    def left(self) -> None:
        """The open account was closed: a practice server has no more to do."""
        process, self._process = self._process, None
        if process is not None:
            process.stop()

    def _practice(self, cancel: CancelToken, *, reset: bool) -> Desk:
        from copper_desk.practice.process import PracticeProcess, PracticeStart, PracticeStartError

        process = PracticeProcess(PracticeStart(data=practice_folder(self._data()), reset=reset))
        try:
            where = process.start()
        except PracticeStartError as error:
            raise CannotOpen(str(error)) from error
        self._process = process
        link = connection(where.base_url, where.email, where.api_key)
        return self._open(link, cancel, is_practice=True, account_id=where.account_id, anew=reset)

    def _open(
        self,
        link: Connection,
        cancel: CancelToken,
        *,
        is_practice: bool = False,
        account_id: int | None = None,
        anew: bool = False,
    ) -> Desk:
        """Raises CannotOpen, CopperError, Cancelled."""
        from copper_desk.desk.opening import forget_account, open_desk
        from copper_desk.storage.account_lock import AccountHeld
        from copper_desk.storage.trouble import StorageTrouble

        opening = self._opening(is_practice=is_practice, account_id=account_id)
        try:
            if anew:
                forget_account(link, opening)
            return open_desk(link, opening, cancel=cancel)
        except (AccountHeld, StorageTrouble) as error:
            raise CannotOpen(str(error)) from error

    def _opening(self, *, is_practice: bool, account_id: int | None) -> Opening:
        from copper_desk.desk.local_data import chosen_keeping
        from copper_desk.desk.opening import PRACTICE, Opening
        from copper_desk.leads.style import TextStyle

        return Opening(
            chosen_keeping(self._settings, self._data()),
            TextStyle() if self._style is None else self._style(),
            origin=PRACTICE if is_practice else "",
            account_id=account_id,
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window; returns the exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == [FROZEN_SWITCH]:
        # A frozen program has no interpreter to run the server with, so it runs itself.
        from copper_desk.practice.__main__ import main as serve

        return serve(given[1:])
    if given[:1] == [PATTERN_SWITCH]:
        from copper_desk.sheet.pattern_main import main as find

        return find()
    options = _options(given)
    collect_rarely()
    _prepare_screen(options)
    application = QApplication([sys.argv[0]])
    application.setApplicationName("Copper Desk")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("copper-desk")
    application.setWindowIcon(app_icon())
    application.setQuitOnLastWindowClosed(False)
    if options.tour is not None:
        speak(application, options.language)
        return _tour(application, Theme(application, look=look_named(options.theme)), Path(options.tour))
    settings = Settings(settings_file())
    speak(application, options.language or settings.get(LANGUAGE))
    theme = Theme(application, look=look_named(options.theme or settings.get(LOOK)))
    return _run(application, theme, settings, options)


def _tour(application: QApplication, theme: Theme, folder: Path) -> int:
    """Play the tour on a practice account of its own, which always begins the same and is gone afterwards."""
    from copper_desk.gui.tour import run_tour  # QtTest, which only a tour needs

    with TemporaryDirectory(prefix="copper-desk-tour-") as data:
        home = Path(data)
        door = Door(Settings(home / "settings.json"), data=lambda: home)
        return run_tour(application, theme, door, folder)


def _run(application: QApplication, theme: Theme, settings: Settings, options: argparse.Namespace) -> int:
    _log_to_file()
    catcher = BugCatcher()
    catcher.install()
    door = Door(settings, style=lambda: style_of(locale_of(settings.get(NUMBERS))))
    shell = Shell(theme, door, settings=settings)
    shell.over.connect(application.quit)
    _close_on_interrupt(application)
    shell.show_doors()
    # So that the window stands before an account is opened.
    FirstPaint(shell.start_window).over.connect(lambda: _enter(shell, door, settings, options))
    return application.exec()


def _close_on_interrupt(application: QApplication) -> None:
    """Ctrl+C in the terminal closes the window as a click would: nothing is lost without a question."""
    signal.signal(signal.SIGINT, lambda *_: application.closeAllWindows())
    # Python looks for signals only when it runs; Qt may idle for long.
    beat = QTimer(application, interval=BEAT_MS)
    beat.timeout.connect(lambda: None)
    beat.start()


def _enter(shell: Shell, door: Door, settings: Settings, options: argparse.Namespace) -> None:
    from copper_desk.gui.account_label import AccountLabel
    from copper_desk.gui.desktop.desktop import system_desktop

    shell.desktop = system_desktop(cast(QApplication, QApplication.instance()))
    last = settings.get(LAST_ACCOUNT)
    if options.demo:
        shell.open_practice()
    elif options.link is not None:
        shell.open(door.managed(options.link), AccountLabel(options.link.host))
    elif options.account:
        shell.open_saved(options.account)
    elif isinstance(last, str) and last in door.book().names():
        shell.open_saved(last)


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="copper-desk", description="The leads of Copper CRM as a spreadsheet.")
    account = parser.add_mutually_exclusive_group()
    account.add_argument("--demo", action="store_true", help="open the built-in practice account")
    account.add_argument("--account", metavar="NAME", help="open a saved account")
    account.add_argument("--base-url", metavar="URL", help="an account named by address and environment")
    parser.add_argument("--theme", choices=[look.value for look in Look])
    parser.add_argument("--language", choices=list(LANGUAGES), help="the language of the window")
    parser.add_argument("--scale", type=float, metavar="FACTOR", help="make everything larger, such as 2.0")
    parser.add_argument("--tour", metavar="DIR", help="with --demo: play the whole job and write its pictures to DIR")
    options = parser.parse_args(argv)
    if options.tour is not None and not options.demo:
        parser.error("--tour needs --demo: it edits leads.")
    options.link = None if options.base_url is None else _managed_link(parser, options.base_url)
    return options


def _managed_link(parser: argparse.ArgumentParser, base_url: str) -> Connection:
    """The account that a managed set-up names; ends the program with code 2 when it cannot be used."""
    email, key = os.environ.get("COPPER_DESK_EMAIL", ""), os.environ.get("COPPER_DESK_API_KEY", "")
    if not email or not key:
        parser.error("--base-url needs the e-mail in COPPER_DESK_EMAIL and the API key in COPPER_DESK_API_KEY.")
    try:
        return connection(base_url, email, key)
    except InvalidConnection as error:
        parser.error(str(error))


def _prepare_screen(options: argparse.Namespace) -> None:
    """What Qt reads before the application exists."""
    if options.scale is not None:
        os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    has_screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if options.tour is not None and sys.platform.startswith("linux") and not has_screen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _log_to_file() -> None:
    handler = RotatingFileHandler(log_file(), maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
