"""Pull, edit as in a spreadsheet program, push: just what was changed goes out, and what others did is respected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.program import Command, command, counts, edit_rows, listed, read_rows, tally, write_rows
from tests.support.practice_copper import LEADS

__all__ = ["command"]


def _pulled(command: Command, out: Path, *options: str) -> Path:
    finished = command("pull", str(out), *options)
    assert finished.returncode == 0, finished.stderr
    return out


def _set(lead: int, **cells: str) -> Callable[[dict[str, str]], None]:
    def change(row: dict[str, str]) -> None:
        if row["Lead ID"] == str(lead):
            row.update({name.replace("_", " "): value for name, value in cells.items()})

    return change


def test_the_file_begins_with_the_lead_id_and_ends_with_the_pull(command: Command, tmp_path: Path) -> None:
    rows = read_rows(_pulled(command, tmp_path / "leads.csv"))
    assert len(rows) == LEADS
    header = list(rows[0])
    assert (header[0], header[-1]) == ("Lead ID", "_pull")
    assert len({row["_pull"] for row in rows}) == 1
    kept = [place for place in command.data.rglob("*.sqlite*") if place.parent.name == "pulls"]
    assert kept
    assert {place.stat().st_mode & 0o777 for place in kept} == {0o600}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_file_that_nobody_changed_sends_nothing(command: Command, tmp_path: Path, suffix: str) -> None:
    file = _pulled(command, tmp_path / f"leads{suffix}")
    pushed = command("push", str(file), "--yes", "--json")
    assert (pushed.returncode, tally(pushed)) == (0, counts()), pushed.stderr
    assert command.copper.control.writes() == []


def test_just_the_changed_cells_go_and_what_others_changed_beside_them_stays(command: Command, tmp_path: Path) -> None:
    lead, other = command.copper.ids()[:2]
    file = _pulled(command, tmp_path / "leads.csv")
    edited = edit_rows(file, _set(lead, Title="Chief"))
    command.copper.control.edit(lead, details="Called on Monday")
    command.copper.control.edit(other, title="Not in the file")
    pushed = command("push", edited, "--yes", "--json")
    assert (pushed.returncode, tally(pushed)) == (0, counts(planned=1, accepted=1)), pushed.stderr
    [write] = [write for write in command.copper.control.writes() if write["request_id"]]
    assert (write["lead_id"], write["body"]) == (lead, {"title": "Chief"})
    assert "it is compared with Copper as it is now" not in pushed.stderr


@pytest.mark.parametrize(
    ("side", "code", "title"), [("fail", 3, "Theirs"), ("mine", 0, "Mine"), ("theirs", 0, "Theirs")]
)
def test_a_cell_that_somebody_else_changed_is_a_conflict(
    command: Command, tmp_path: Path, side: str, code: int, title: str
) -> None:
    torn, good = command.copper.ids()[:2]
    file = _pulled(command, tmp_path / "leads.csv")
    edit_rows(file, _set(torn, Title="Mine"))
    edited = edit_rows(file, _set(good, Title="Good"))
    command.copper.control.edit(torn, title="Theirs")
    pushed = command("push", edited, "--yes", "--json", "--on-conflict", side)
    assert pushed.returncode == code, pushed.stderr
    sent = 2 if side == "mine" else 1
    assert tally(pushed) == counts(planned=sent, accepted=sent)
    assert [command.field(lead, "title") for lead in (torn, good)] == [title, "Good"]
    assert (f"row 2, lead {torn}: not sent" in pushed.stderr) is (side == "fail")


@pytest.mark.parametrize(("side", "sent"), [("fail", 0), ("mine", 1), ("theirs", 0)])
def test_the_same_file_pushed_again_settles_what_was_held_and_repeats_nothing(
    command: Command, tmp_path: Path, side: str, sent: int
) -> None:
    torn, good = command.copper.ids()[:2]
    file = _pulled(command, tmp_path / "leads.csv")
    edit_rows(file, _set(torn, Title="Mine"))
    edited = edit_rows(file, _set(good, Title="Good"))
    command.copper.control.edit(torn, title="Theirs")
    assert tally(command("push", edited, "--yes", "--json")) == counts(planned=1, accepted=1)
    report = tmp_path / "report.csv"
    again = command("push", edited, "--yes", "--json", "--on-conflict", side, "--report", str(report))
    assert (again.returncode, tally(again)) == (3 if side == "fail" else 0, counts(planned=sent, accepted=sent))
    assert command.field(torn, "title") == ("Mine" if side == "mine" else "Theirs")
    assert command.copper.control.applied()[good] == 1
    states = [row["_status"] for row in read_rows(report)[:2]]
    assert states == [{"fail": "not sent", "mine": "accepted", "theirs": "unchanged"}[side], "unchanged"]
    assert f"lead {good}" not in again.stderr


def test_a_file_that_is_edited_and_pushed_once_more_is_in_nobodys_way(command: Command, tmp_path: Path) -> None:
    lead = command.copper.ids()[0]
    file = _pulled(command, tmp_path / "leads.csv")
    for title in ("First", "Second"):
        edited = edit_rows(file, _set(lead, Title=title))
        pushed = command("push", edited, "--yes", "--json")
        assert (pushed.returncode, tally(pushed)) == (0, counts(planned=1, accepted=1)), pushed.stderr
    command.copper.control.edit(lead, title="Theirs")
    torn = command("push", edit_rows(file, _set(lead, Title="Third")), "--yes", "--json")
    assert (torn.returncode, tally(torn)) == (3, counts())


def test_a_conflict_is_told_by_a_dry_run(command: Command, tmp_path: Path) -> None:
    torn = command.copper.ids()[0]
    edited = edit_rows(_pulled(command, tmp_path / "leads.csv"), _set(torn, Title="Mine"))
    command.copper.control.edit(torn, title="Theirs")
    shown = command("push", edited, "--dry-run", "--json")
    assert shown.returncode == 3
    [problem] = listed(shown)["problems"]
    assert problem["row"] == 2
    assert "Someone else changed this lead in Copper too" in problem["message"]
    assert listed(shown)["changes"] == []


@pytest.mark.parametrize(("side", "written"), [("mine", True), ("theirs", False)])
def test_what_changes_in_the_last_seconds_is_settled_the_same_way(
    command: Command, tmp_path: Path, side: str, written: bool
) -> None:
    lead = command.copper.ids()[0]
    file = write_rows(tmp_path / "t.csv", ["Lead ID", "Title"], [lead, "Mine"])
    command.copper.control.faults("rival=title@search:2")
    pushed = command("push", file, "--yes", "--json", "--on-conflict", side)
    assert pushed.returncode == 0, pushed.stderr
    assert tally(pushed) == counts(planned=1, **({"accepted": 1} if written else {"not_sent": 1}))
    assert (command.field(lead, "title") == "Mine") is written


def test_a_file_without_its_pull_is_compared_with_copper_now_and_says_so(command: Command, tmp_path: Path) -> None:
    lead = command.copper.ids()[0]
    file = write_rows(tmp_path / "t.csv", ["Lead ID", "Title"], [lead, "Mine"])
    command.copper.control.edit(lead, title="Theirs")
    pushed = command("push", file, "--yes", "--json")
    assert (pushed.returncode, tally(pushed)) == (0, counts(planned=1, accepted=1))
    assert "t.csv has no column “_pull”: it is compared with Copper as it is now." in pushed.stderr


def test_a_pull_of_another_computer_is_said_and_compared_with_copper_now(command: Command, tmp_path: Path) -> None:
    lead = command.copper.ids()[0]
    file = write_rows(tmp_path / "t.csv", ["Lead ID", "Title", "_pull"], [lead, "Mine", "p20260101-abc123"])
    pushed = command("push", file, "--yes", "--json")
    assert (pushed.returncode, tally(pushed)) == (0, counts(planned=1, accepted=1))
    assert "1 row names a pull that is not kept on this computer" in pushed.stderr


def test_filters_and_fields(command: Command, tmp_path: Path) -> None:
    everyone = read_rows(_pulled(command, tmp_path / "all.csv"))
    status, owner = everyone[0]["Status"], next(row["Owner"] for row in everyone if row["Owner"])
    some = _pulled(
        command, tmp_path / "some.csv", "--status", status.lower(), "--owner", owner, "--fields", "title,Work phone"
    )
    expected = [row["Lead ID"] for row in everyone if (row["Status"], row["Owner"]) == (status, owner)]
    found = read_rows(some)
    assert [row["Lead ID"] for row in found] == expected
    assert list(found[0]) == ["Lead ID", "Title", "Work phone", "_pull"]
    nobodys = read_rows(_pulled(command, tmp_path / "none.csv", "--owner", "none"))
    assert [row["Lead ID"] for row in nobodys] == [row["Lead ID"] for row in everyone if not row["Owner"]]
    tag = next(row["Tags"] for row in everyone if row["Tags"]).split(",")[0]
    tagged = read_rows(_pulled(command, tmp_path / "tagged.csv", "--tag", tag))
    assert tagged
    assert all(tag in row["Tags"] for row in tagged)


def test_changed_since_brings_what_changed_since(command: Command, tmp_path: Path) -> None:
    lead = command.copper.ids()[3]
    command.copper.control.edit(lead, title="Just now")
    found = read_rows(_pulled(command, tmp_path / "new.csv", "--changed-since", "1 hour ago"))
    assert [row["Lead ID"] for row in found] == [str(lead)]
    assert len(read_rows(_pulled(command, tmp_path / "old.csv", "--changed-since", "2001-01-01"))) == LEADS


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--status", "Nonesuch"], "is no Status of this account. Known: "),
        (["--owner", "Nobody at all"], "is no Owner of this account"),
        (["--fields", "Titel"], "Did you mean “Title”"),
        (["--changed-since", "soonish"], "“soonish” is no moment"),
    ],
)
def test_what_cannot_be_asked_for_is_said(command: Command, tmp_path: Path, options: list[str], sentence: str) -> None:
    finished = command("pull", str(tmp_path / "o.csv"), *options)
    assert finished.returncode == 2
    assert sentence in finished.stderr
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize("name", ["leads.pdf", "nowhere/leads.csv"])
def test_a_place_that_cannot_be_written_is_said_before_anything_is_loaded(
    command: Command, tmp_path: Path, name: str
) -> None:
    finished = command("pull", str(tmp_path / name))
    assert finished.returncode == 2
    assert "loaded" not in finished.stderr
