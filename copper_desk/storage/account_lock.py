"""One writer an account: a second window or command is told who holds it, and does not write.

The operating system's lock decides, and lets go of it however a process ends; the file beside it only says who. Knows
nothing of what is written.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from filelock import FileLock, Timeout

from copper_desk.storage.account_folder import AccountFolder
from copper_desk.storage.path import private_folder, remove
from copper_desk.storage.trouble import told
from copper_desk.wording import moment, tr

Program = Literal["window", "command"]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an account: a process of a ``program`` ("window" or "command"), since a unix time."""

    pid: int
    program: str
    computer: str
    system_user: str
    since_s: float

    @classmethod
    def here(cls, program: Program, *, since_s: float) -> Self:
        """This process."""
        return cls(os.getpid(), program, platform.node(), system_user(), since_s)


class AccountHeld(Exception):
    """Another has the account open. ``str()`` is a sentence for a person; ``holder`` is None when it cannot be read."""

    def __init__(self, holder: Holder | None, *, now_s: float) -> None:
        super().__init__(_sentence(holder, now_s))
        self.holder = holder


class AccountLock:
    """The right to write to an account, until ``release``. For ``with``, too."""

    def __init__(self, folder: AccountFolder, lock: FileLock) -> None:
        self._folder = folder
        self._lock = lock

    @classmethod
    def acquire(cls, folder: AccountFolder, *, program: Program, clock: Callable[[], float] = time.time) -> Self:
        """Take the lock, without waiting. Raises AccountHeld; StorageTrouble when the folder cannot be written."""
        # Taken by one thread and released by another when the window closes.
        lock = FileLock(folder.lock, mode=0o600, thread_local=False)
        with told(folder.lock):
            private_folder(folder.path)
            try:
                lock.acquire(blocking=False)
            except Timeout:
                raise AccountHeld(_read(folder.holder), now_s=clock()) from None
            try:
                _write(folder.holder, Holder.here(program, since_s=clock()))
            except BaseException:
                lock.release()
                raise
        return cls(folder, lock)

    def release(self) -> None:
        """Let others write; a second time does nothing. Raises StorageTrouble."""
        if self._lock.is_locked:
            with told(self._folder.lock):
                try:
                    self._folder.holder.unlink(missing_ok=True)
                finally:
                    self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.release()


def forget_account(folder: AccountFolder, *, program: Program, clock: Callable[[], float] = time.time) -> None:
    """Remove everything that is kept of an account: its changes, history, leads, and what was set aside.

    Raises AccountHeld while any process, this one too, has it open; StorageTrouble when something cannot be removed.
    """
    if not folder.path.exists():
        return
    with AccountLock.acquire(folder, program=program, clock=clock), told(folder.path):
        for entry in folder.path.iterdir():
            if entry != folder.lock:
                remove(entry)
        if os.name == "posix":
            # While it is held, so that nobody can have taken it anew. Windows removes no open file.
            folder.lock.unlink()
    with told(folder.path):
        folder.lock.unlink(missing_ok=True)
        folder.path.rmdir()


def _read(path: Path) -> Holder | None:
    """Who is named in the file; None when it is missing, half written or older than its form."""
    try:
        holder = Holder(**json.loads(path.read_text(encoding="utf-8")))
        return holder if all(type(getattr(holder, name)) is kind for name, kind in _FORM.items()) else None
    except (OSError, ValueError, TypeError):
        return None


_FORM = {"pid": int, "program": str, "computer": str, "system_user": str, "since_s": float}


def _write(path: Path, holder: Holder) -> None:
    draft = path.with_name(f"{path.name}.new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(asdict(holder)), encoding="utf-8")
    draft.replace(path)


def system_user() -> str:
    """The name under which this program runs on this computer, "" where there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # A container may run under a number that no name belongs to.
        return ""


def _sentence(holder: Holder | None, now_s: float) -> str:
    if holder is None:
        return tr("This account is open in another Copper Desk window or command. Close it there first.")
    here = holder.computer == platform.node()
    computer = tr("on this computer") if here else tr("on the computer {computer}", computer=holder.computer)
    user = "" if holder.system_user == system_user() else tr(" of the user {name}", name=holder.system_user)
    details = tr("(process {pid}, since {moment})", pid=holder.pid, moment=_moment(holder.since_s, now_s))
    if holder.program == "command":
        return tr(
            "This account is in use by a Copper Desk command{user} {computer} {details}. Wait until it has ended.",
            user=user,
            computer=computer,
            details=details,
        )
    return tr(
        "This account is open in another Copper Desk window{user} {computer} {details}. Close it there first.",
        user=user,
        computer=computer,
        details=details,
    )


def _moment(at_s: float, now_s: float) -> str:
    at, now = (datetime.fromtimestamp(seconds).astimezone() for seconds in (at_s, now_s))
    return moment(at, now=now)
