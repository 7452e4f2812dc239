"""A push of a file that is killed or stopped: nothing is sent twice, nothing created twice, and what is left waits."""

from __future__ import annotations

import json
import signal
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.program import Command, command, counts, tally, until, write_rows
from tests.support.practice_copper import PracticeCopper

__all__ = ["command"]

SLOW_MS = 300
"""Each call takes so long that a kill finds requests under way."""

LEADS, MANY, NEW, FEW = 30, 120, 45, 8
"""Leads of an account whose pushes take one, four and two seconds, or a single request."""


def _titles(command: Command, path: Path, *, leads: int) -> str:
    command.copper.control.reset(leads=leads, seed=1)
    return write_rows(path, ["Lead ID", "Title"], *([lead, f"Title {lead}"] for lead in command.copper.ids()))


def _new(path: Path, *, leads: int = NEW) -> str:
    rows = ([f"Nova {n:03}", f"nova{n}@new.example"] for n in range(leads))
    return write_rows(path, ["Name", "Email"], *rows)


def _created(copper: PracticeCopper) -> Counter[str]:
    return Counter(name for lead in copper.control.leads(["name"]) if (name := lead["name"]).startswith("Nova "))


def _kill(command: Command, *line: str) -> None:
    command.copper.control.delay(latency_ms=SLOW_MS)
    command.killed(*line, when=lambda: len(command.copper.control.applied()) > 0)
    command.copper.control.delay(latency_ms=0)


@pytest.mark.parametrize("way", ["resume", "the file again"])
def test_a_killed_push_goes_on_and_writes_every_lead_once(command: Command, tmp_path: Path, way: str) -> None:
    file = _titles(command, tmp_path / "titles.csv", leads=MANY)
    _kill(command, "push", file, "--yes", "--json")
    before = len(command.copper.control.applied())
    settled = command("settle", "--json")
    assert settled.returncode == 0, settled.stderr
    assert len(command.copper.control.applied()) == before
    rest = command("push", "--resume" if way == "resume" else file, "--yes", "--json")
    assert rest.returncode == 0, rest.stderr
    assert tally(rest) == counts(planned=MANY - before, accepted=MANY - before)
    assert Counter(command.copper.control.applied().values()) == {1: MANY}
    assert tally(command("push", file, "--yes", "--json")) == counts()
    assert tally(command("push", "--resume", "--yes", "--json")) == counts()


@pytest.mark.parametrize("way", ["resume", "the file again"])
def test_new_leads_of_a_killed_push_are_created_once(command: Command, tmp_path: Path, way: str) -> None:
    file = _new(tmp_path / "new.csv")
    line = ["push", file, "--new", "create", "--yes", "--json"]
    _kill(command, *line)
    if way == "resume":
        assert command("settle").returncode == 0
        rest = command("push", "--resume", "--yes", "--json")
    else:
        rest = command(*line)
    assert rest.returncode == 0, rest.stderr
    assert tally(rest)["accepted"] > 0
    assert _created(command.copper) == dict.fromkeys((f"Nova {n:03}" for n in range(NEW)), 1)
    again = command(*line)
    assert (again.returncode, tally(again)) == (0, counts()), again.stderr
    assert _created(command.copper).total() == NEW


def test_new_leads_that_wait_for_the_rate_are_in_no_doubt(command: Command, tmp_path: Path) -> None:
    file = _new(tmp_path / "new.csv", leads=FEW)  # In one request: no other may leave while it waits.
    control = command.copper.control
    control.faults("429=30@bulk_create:1x*")

    def is_turned_away() -> bool:
        return any(call["status"] == 429 for call in control.calls()) and _intents(command) == 0

    command.killed("push", file, "--new", "create", "--yes", "--json", when=is_turned_away)
    control.clear_faults()
    settled = command("settle", "--json")
    assert (settled.returncode, json.loads(settled.stdout)["asked"]) == (0, 0), settled.stderr
    rest = command("push", "--resume", "--yes", "--json")
    assert (rest.returncode, tally(rest)) == (0, counts(planned=FEW, accepted=FEW)), rest.stderr
    assert _created(command.copper).total() == FEW


def _intents(command: Command) -> int:
    """The leads whose request left and has no answer, as the journal knows them."""
    (journal,) = command.data.rglob("journal.sqlite")
    with closing(sqlite3.connect(journal)) as book:
        (count,) = book.execute("SELECT COUNT(*) FROM intent").fetchone()
        return int(count)


def test_a_finished_file_of_new_leads_creates_nothing_the_second_time(command: Command, tmp_path: Path) -> None:
    file = _new(tmp_path / "new.csv")
    line = ["push", file, "--new", "create", "--yes", "--json"]
    assert tally(command(*line)) == counts(planned=NEW, accepted=NEW)
    again = command(*line)
    assert (again.returncode, tally(again)) == (0, counts()), again.stderr
    assert _created(command.copper).total() == NEW


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process.")
def test_ctrl_c_keeps_what_was_not_sent_for_later(command: Command, tmp_path: Path) -> None:
    file = _titles(command, tmp_path / "titles.csv", leads=MANY)
    control = command.copper.control
    control.delay(latency_ms=SLOW_MS)
    with command.started("push", file, "--yes", "--json") as process:
        until(lambda: bool(control.applied()))
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=50)
    assert process.returncode == 5, said
    assert "Stopping" in said
    control.delay(latency_ms=0)
    written = len(control.applied())
    assert 0 < written < MANY
    rest = command("push", "--resume", "--yes", "--json")
    assert rest.returncode == 0, rest.stderr
    assert tally(rest) == counts(planned=MANY - written, accepted=MANY - written)
    assert set(control.applied().values()) == {1}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process.")
def test_a_second_ctrl_c_leaves_at_once_and_settle_cleans_up(command: Command, tmp_path: Path) -> None:
    file = _titles(command, tmp_path / "titles.csv", leads=LEADS)
    control = command.copper.control
    control.faults("hang-after=40@bulk_update:1x*")
    with command.started("push", file, "--yes", "--json") as process:
        until(lambda: len(control.applied()) >= 10)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        while "Stopping" not in process.stderr.readline():
            continue
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 5
    assert tally(out)["unknown"] > 0
    control.clear_faults()
    settled = command("settle")
    assert settled.returncode == 0, settled.stderr
    assert "had arrived" in settled.stderr
    rest = command("push", "--resume", "--yes", "--json")
    assert rest.returncode == 0, rest.stderr
    assert set(control.applied().values()) == {1}
    assert len(control.applied()) == LEADS
