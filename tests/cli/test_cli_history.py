"""The history of pushes from the command line, and taking one back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.program import Command, command, counts, listed, tally, write_rows

__all__ = ["command"]


def _push(command: Command, path: Path, *rows: tuple[int, str], note: str = "") -> None:
    file = write_rows(path, ["Lead ID", "Title"], *rows)
    finished = command("push", file, "--yes", "--note", note)
    assert finished.returncode == 0, finished.stderr


def test_an_empty_history_is_said(command: Command) -> None:
    shown = command("history")
    assert (shown.returncode, shown.stdout) == (0, "")
    assert "No push from this computer" in shown.stderr
    assert json.loads(command("history", "--json").stdout) == []


def test_pushes_are_listed_newest_first_with_their_notes(command: Command, tmp_path: Path) -> None:
    lead = command.copper.ids()[0]
    command.copper.control.edit(lead, title="Buyer")
    _push(command, tmp_path / "a.csv", (lead, "CEO"), note="After the fair")
    _push(command, tmp_path / "b.csv", (lead, "CTO"))
    first, second = json.loads(command("history", "--json").stdout)
    assert (first["id"], second["id"]) == (2, 1)
    assert (second["source"], second["note"], second["program"]) == ("a.csv", "After the fair", "command")
    assert (second["planned"], second["accepted"], second["failed"]) == (1, 1, 0)
    lines = command("history").stdout.splitlines()
    assert len(lines) == 2
    assert "After the fair" in lines[1]
    assert [entry["id"] for entry in json.loads(command("history", "--search", "fair", "--json").stdout)] == [1]
    [shown] = json.loads(command("history", "1", "--json").stdout)["leads"]
    assert shown["changes"] == [{"field": "title", "old": "Buyer", "new": "CEO", "was_sent": True}]
    assert command("history", "9").returncode == 2


def test_a_push_is_taken_back_but_for_what_somebody_changed_since(command: Command, tmp_path: Path) -> None:
    kept, torn = command.copper.ids()[:2]
    for lead in (kept, torn):
        command.copper.control.edit(lead, title="Buyer")
    _push(command, tmp_path / "a.csv", (kept, "CEO"), (torn, "CEO"))
    command.copper.control.edit(torn, title="Someone else’s")
    shown = command("revert", "1", "--dry-run", "--json")
    assert shown.returncode == 3
    assert listed(shown)["changes"] == [{"id": kept, "row": None, "field": "title", "old": "CEO", "new": "Buyer"}]
    assert command("revert", "1").returncode == 2
    taken = command("revert", "1", "--yes", "--json")
    assert (taken.returncode, tally(taken)) == (3, counts(planned=1, accepted=1)), taken.stderr
    assert "It was changed since." in taken.stderr
    titles = [command.field(lead, "title") for lead in (kept, torn)]
    assert titles == ["Buyer", "Someone else’s"]
    entry = json.loads(command("history", "--json").stdout)[0]
    assert entry["source"] == "revert of push 1"
    assert command("revert", "9", "--yes").returncode == 2
