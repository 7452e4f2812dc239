"""One process at a time has an account; the others are told who, in a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from copper_desk.storage.account_folder import AccountFolder, AccountKey, pace_file
from copper_desk.storage.account_lock import AccountHeld, AccountLock, Holder, forget_account
from copper_desk.storage.journal import Journal
from copper_desk.storage.trouble import StorageTrouble, TroubleKind

KEY = AccountKey("https://api.copper.com", 41, "mara@northwind.example")
AT_S = datetime(2026, 3, 5, 10, 42).astimezone().timestamp()

HOLDER = """
import sys
from pathlib import Path
from copper_desk.storage.account_folder import AccountFolder, AccountKey
from copper_desk.storage.account_lock import AccountLock

folder = AccountFolder(Path(sys.argv[1]), AccountKey("https://api.copper.com", 41, "mara@northwind.example"))
with AccountLock.acquire(folder, program=sys.argv[2], clock=lambda: float(sys.argv[3])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> AccountFolder:
    return AccountFolder(tmp_path, KEY)


@contextmanager
def _held(root: Path, program: str = "window") -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLDER, str(root), program, str(AT_S)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


WINDOW = (
    "This account is open in another Copper Desk window on this computer (process {pid}, since 10:42). "
    "Close it there first."
)
COMMAND = (
    "This account is in use by a Copper Desk command on this computer "
    "(process {pid}, since 2026-03-05, 10:42). Wait until it has ended."
)


@pytest.mark.parametrize(("program", "later_s", "sentence"), [("window", 60, WINDOW), ("command", 86_400, COMMAND)])
def test_a_second_process_is_told_who_holds_the_account(
    folder: AccountFolder, tmp_path: Path, program: str, later_s: float, sentence: str
) -> None:
    with _held(tmp_path, program) as process, pytest.raises(AccountHeld) as caught:
        AccountLock.acquire(folder, program="window", clock=lambda: AT_S + later_s)
    assert str(caught.value) == sentence.format(pid=process.pid)
    assert caught.value.holder is not None
    assert caught.value.holder.pid == process.pid


def test_a_killed_holder_blocks_nobody(folder: AccountFolder, tmp_path: Path) -> None:
    with _held(tmp_path) as process:
        process.kill()
    assert folder.holder.exists()
    with AccountLock.acquire(folder, program="window"):
        assert json.loads(folder.holder.read_text())["pid"] != process.pid


def test_a_released_account_is_free(folder: AccountFolder, tmp_path: Path) -> None:
    lock = AccountLock.acquire(folder, program="command")
    lock.release()
    lock.release()
    assert not folder.holder.exists()
    with _held(tmp_path):
        pass


def test_the_same_process_gets_it_once_only(folder: AccountFolder) -> None:
    with AccountLock.acquire(folder, program="window"), pytest.raises(AccountHeld, match="another Copper Desk window"):
        AccountLock.acquire(folder, program="window")


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"pid": 1}', b"\xff".decode("latin-1") * 9])
def test_who_cannot_be_read_is_still_a_sentence(folder: AccountFolder, text: str | None) -> None:
    with AccountLock.acquire(folder, program="window"):
        folder.holder.unlink()
        if text is not None:
            folder.holder.write_text(text, encoding="latin-1")
        with pytest.raises(AccountHeld, match=r"^This account is open in another .* Close it there first\.$") as caught:
            AccountLock.acquire(folder, program="window")
    assert caught.value.holder is None


def test_the_holder_may_be_another_user_elsewhere() -> None:
    holder = Holder(12, "window", "depot", "theo", AT_S)
    assert str(AccountHeld(holder, now_s=AT_S)) == (
        "This account is open in another Copper Desk window of the user theo on the computer depot "
        "(process 12, since 10:42). Close it there first."
    )


def test_a_folder_that_cannot_be_made_is_told(folder: AccountFolder, tmp_path: Path) -> None:
    (tmp_path / "accounts").write_text("a file")
    with pytest.raises(StorageTrouble) as caught:
        AccountLock.acquire(folder, program="window")
    assert caught.value.kind is TroubleKind.DENIED


def test_forgetting_removes_everything(folder: AccountFolder, tmp_path: Path) -> None:
    with closing(Journal.open(folder.journal)):
        pass
    (folder.path / "journal.sqlite.damaged-1").mkdir()
    (folder.path / "journal.sqlite.damaged-1" / "lead.txt").write_text("personal")
    folder.cache.write_text("personal")
    forget_account(folder, program="window")
    assert list((tmp_path / "accounts").iterdir()) == []
    forget_account(folder, program="window")


def test_an_account_that_is_open_is_not_forgotten(folder: AccountFolder, tmp_path: Path) -> None:
    with _held(tmp_path):
        folder.journal.write_text("kept")
        with pytest.raises(AccountHeld):
            forget_account(folder, program="command")
        assert folder.journal.read_text() == "kept"


def test_the_folder_tells_accounts_apart_and_not_spellings(tmp_path: Path) -> None:
    same = AccountKey("HTTPS://api.copper.com/", 41, " Mara@Northwind.example")
    others = [
        AccountKey("practice", 41, KEY.email),
        AccountKey(KEY.origin, 42, KEY.email),
        AccountKey(KEY.origin, 41, "theo@northwind.example"),
    ]
    paths = {AccountFolder(tmp_path, key).path for key in (KEY, same, *others)}
    assert len(paths) == 4
    assert AccountFolder(tmp_path, KEY).path.name.startswith("mara-northwind-example-")
    assert AccountFolder(tmp_path, AccountKey("", 1, "美@例え")).path.name.startswith("account-")


def test_the_pace_is_shared_by_all_who_sign_in_as_one(tmp_path: Path) -> None:
    first, same, other = (
        pace_file(tmp_path, origin=origin, email=email)
        for origin, email in [
            ("https://api.copper.com", "mara@northwind.example"),
            ("https://api.copper.com/", "MARA@northwind.example"),
            ("https://api.copper.com", "theo@northwind.example"),
        ]
    )
    assert first == same != other
