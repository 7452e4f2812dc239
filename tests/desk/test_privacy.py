"""What is kept and what is logged: never the key, and in no log anything of a lead."""

from __future__ import annotations

import logging

import pytest

from copper_desk.storage.path import private_folder
from tests.desk.kept_desk import Computer, add, computer, push, put

__all__ = ["computer"]

MARK = "Xanthippe-Marker"


def _work(computer: Computer) -> None:
    """A day's work: a load, accepted and refused leads, a new one, a disk that is full for a while, and a restart."""
    desk = computer.loaded()
    first, second, *_ = desk.sheet.row_ids()
    put(desk, first, "title", f"{MARK} Title")
    put(desk, second, "email", f"{MARK}@example.invalid")
    add(desk, name=f"{MARK} Name")
    computer.practice.control.faults("html@bulk:1,truncate@bulk:2")
    push(desk, note=f"{MARK} note")
    assert desk.local is not None
    assert desk.local.journal is not None
    desk.local.journal._connection.execute("PRAGMA max_page_count = 1")
    put(desk, first, "details", f"{MARK} {'x' * 50_000}")
    assert desk.keeper.trouble is not None
    desk.close()
    computer.open().close()


@pytest.fixture
def loud(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    """Every logger at DEBUG, also those of the libraries that carry key and leads, which each client turns down."""
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger=name)
        monkeypatch.setattr(logging.getLogger(name), "setLevel", lambda _level: None)
    return caplog


def test_no_log_holds_the_key_or_anything_of_a_lead(computer: Computer, loud: pytest.LogCaptureFixture) -> None:
    _work(computer)
    rooms = {record.name.partition(".")[0] for record in loud.records}
    assert {"copper_desk", "httpx", "httpcore"} <= rooms
    told = "\n".join(f"{record.getMessage()} {record.args!r} {record.exc_text or ''}" for record in loud.records)
    assert MARK not in told
    assert computer.practice.where.api_key not in told


def test_no_file_holds_the_key(computer: Computer) -> None:
    _work(computer)
    files = [path for path in computer.root.rglob("*") if path.is_file()]
    assert len(files) > 3
    assert [path for path in files if computer.practice.where.api_key.encode() in path.read_bytes()] == []


def test_what_is_kept_is_readable_by_its_owner_alone(computer: Computer) -> None:
    _work(computer)
    modes = {path.name: path.stat().st_mode & 0o077 for path in computer.root.rglob("*")}
    assert set(modes.values()) == {0}, modes
    assert private_folder(computer.root).stat().st_mode & 0o077 == 0
