"""From the account options of a command to an open desk.

The key comes from the keyring or the environment, never from an argument: arguments are seen by every process.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.speech import say
from copper_desk.copper.connection import Connection, InvalidConnection, connection
from copper_desk.copper.error import CopperError
from copper_desk.desk.account_book import AccountBook
from copper_desk.desk.desk import Desk
from copper_desk.desk.local_data import chosen_keeping
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
def writing_desk(options: AccountOptions, environment: Mapping[str, str] = os.environ) -> Iterator[Desk]:
    """The desk of the account that the options name, with all that is kept of it; nobody else may write meanwhile.

    Raises Finished with code 2, 4, 6 or, at Ctrl+C, 5.
    """
    with _stopped_by_interrupt(), _connection(options, environment) as link:
        try:
            desk = open_kept_desk(link, _opening(options, environment))
        except AccountHeld as held:
            raise Finished(ExitCode.HELD, f"{held} Nothing was sent.") from held
        except (CopperError, StorageTrouble) as error:
            raise _cannot_open(error) from error
        with closing(desk):
            _say_notes(desk)
            yield desk


@contextmanager
def reading_desk(options: AccountOptions, environment: Mapping[str, str] = os.environ) -> Iterator[Desk]:
    """The same for a command that writes nothing: it needs no account for itself, and knows no changes.

    Raises Finished with code 2, 4 or, at Ctrl+C, 5.
    """
    with _stopped_by_interrupt(), _connection(options, environment) as link:
        try:
            desk = open_reading_desk(link, _opening(options, environment))
        except (CopperError, StorageTrouble) as error:
            raise _cannot_open(error) from error
        with closing(desk):
            _say_notes(desk)
            yield desk


def _say_notes(desk: Desk) -> None:
    """What was set aside, or cannot be kept or shown as it should be."""
    for note in ([desk.note] if desk.note else []) + ([] if desk.local is None else desk.local.notes):
        say(note)


@contextmanager
def _stopped_by_interrupt() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt as interrupt:
        raise Finished(ExitCode.STOPPED, "Stopped. Nothing was sent.") from interrupt


def _cannot_open(error: CopperError | StorageTrouble) -> Finished:
    if isinstance(error, CopperError):
        return Finished(ExitCode.NO_CONNECTION, error.message)
    return Finished(ExitCode.USAGE, str(error))


def _opening(options: AccountOptions, environment: Mapping[str, str]) -> Opening:
    keeping = chosen_keeping(Settings(settings_file(environment)), data_folder(environment), program="command")
    return Opening(keeping, origin=PRACTICE if options.demo else "")


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
