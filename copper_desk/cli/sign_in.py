"""From the account options of a command to an open desk.

The key comes from the keyring or the environment, never from an argument: arguments are seen by every process.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.copper.connection import Connection, InvalidConnection, connection
from copper_desk.copper.error import CopperError
from copper_desk.desk.account_book import AccountBook
from copper_desk.desk.desk import Desk
from copper_desk.desk.local_data import Keeping
from copper_desk.desk.opening import PRACTICE, Opening, open_reading_desk
from copper_desk.desk.opening import open_desk as open_kept_desk
from copper_desk.storage.account_lock import AccountHeld
from copper_desk.storage.credentials import KeyringFailure, system_key_store
from copper_desk.storage.path import data_folder, practice_folder, settings_file
from copper_desk.storage.setting import Settings
from copper_desk.storage.trouble import StorageTrouble

EMAIL_VARIABLE = "COPPER_DESK_EMAIL"
KEY_VARIABLE = "COPPER_DESK_API_KEY"


@dataclass(frozen=True, slots=True)
class AccountOptions:
    """Which account a command works on; exactly one of the three."""

    account: str | None = None
    demo: bool = False
    base_url: str | None = None


@contextmanager
def open_desk(options: AccountOptions, environment: Mapping[str, str] = os.environ, *, writes: bool) -> Iterator[Desk]:
    """The desk of the account that the options name. What ``writes`` needs the account for itself; a read does not.

    Raises Finished with code 2, 4, 6 or, at Ctrl+C, 5.
    """
    try:
        with _connection(options, environment) as link:
            opening = Opening(
                Keeping(data_folder(environment), program="command"), origin=PRACTICE if options.demo else ""
            )
            with closing(_signed_in(link, opening, writes=writes)) as desk:
                yield desk
    except KeyboardInterrupt as interrupt:
        raise Finished(ExitCode.STOPPED, "Stopped.") from interrupt


def _signed_in(link: Connection, opening: Opening, *, writes: bool) -> Desk:
    try:
        return open_kept_desk(link, opening) if writes else open_reading_desk(link, opening)
    except CopperError as error:
        raise Finished(ExitCode.NO_CONNECTION, error.message) from error
    except AccountHeld as held:
        raise Finished(ExitCode.HELD, f"{held} Nothing was sent.") from held
    except StorageTrouble as trouble:
        raise Finished(ExitCode.USAGE, str(trouble)) from trouble


@contextmanager
def _connection(options: AccountOptions, environment: Mapping[str, str]) -> Iterator[Connection]:
    chosen = sum((options.account is not None, options.demo, options.base_url is not None))
    if chosen != 1:
        raise Finished(ExitCode.USAGE, "Name one account: --account NAME, --demo, or --base-url URL.")
    if options.demo:
        # Imported here: only this option starts a server.
        from copper_desk.practice.process import PracticeProcess, PracticeStart, PracticeStartError

        server = PracticeProcess(PracticeStart(data=practice_folder(data_folder(environment))))
        try:
            where = server.start()
            yield connection(where.base_url, where.email, where.api_key)
        except PracticeStartError as error:
            raise Finished(ExitCode.NO_CONNECTION, str(error)) from error
        finally:
            server.stop()
    elif options.base_url is not None:
        yield _managed(options.base_url, environment)
    else:
        yield _saved(options.account or "", environment)


def _managed(base_url: str, environment: Mapping[str, str]) -> Connection:
    email, key = environment.get(EMAIL_VARIABLE), environment.get(KEY_VARIABLE)
    if not email or not key:
        sentence = f"--base-url needs the e-mail in {EMAIL_VARIABLE} and the API key in {KEY_VARIABLE}."
        raise Finished(ExitCode.USAGE, sentence)
    try:
        return connection(base_url, email, key)
    except InvalidConnection as error:
        raise Finished(ExitCode.USAGE, str(error)) from error


def _saved(name: str, environment: Mapping[str, str]) -> Connection:
    book = AccountBook(Settings(settings_file(environment)), system_key_store())
    if name not in book.names():
        known = ", ".join(book.names()) or "none yet"
        raise Finished(ExitCode.USAGE, f"No account is called “{name}”. Known accounts: {known}.")
    try:
        link = book.load(name)
    except KeyringFailure as error:
        raise Finished(ExitCode.NO_CONNECTION, str(error)) from error
    if link is None:
        raise Finished(ExitCode.NO_CONNECTION, f"The keyring holds no key for “{name}”. Sign in again in the window.")
    return link
