"""The report of a push, its failed rows pushed again as they are, and what a push leaves for the window."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.desk.desk import Desk
from copper_desk.desk.local_data import Keeping
from copper_desk.desk.opening import Opening, open_desk
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.phase import Phase
from tests.cli.program import Command, command, counts, edit_rows, read_rows, tally, write_rows

__all__ = ["command"]

STATES = ("accepted", "failed", "unknown", "not sent", "unchanged", "skipped")


def _window(command: Command) -> Desk:
    """The account as the window of this computer opens it, with nobody to answer its refresh."""
    return open_desk(command.copper.connection(), Opening(Keeping(command.data)))


def _type(command: Command, row: RowId, key: str, value: CellValue) -> None:
    """What a person types in the window and does not push."""
    with closing(_window(command)) as window:
        window.fetch_run([row]).run(window.swept, CancelToken())
        window.stage(ChangeSet((SetCell(row, key, value),), "typing"))


@pytest.mark.parametrize("suffix", [".csv"])
def test_the_report_has_the_files_own_columns_and_its_failed_rows_are_pushed_as_they_are(
    command: Command, tmp_path: Path, suffix: str
) -> None:
    good, bad, same, gone = command.copper.ids()[:4]
    command.copper.control.edit(same, title="Same", company_name="Acme")
    command.copper.control.delete(gone)
    header = ["Lead ID", "Company", "Title", "Remark of mine"]
    rows: list[list[object]] = [
        [good, "Harbor", "=1+1", "a"],
        [bad, "Blocked Ltd", "CEO", "b"],
        [same, "Acme", "Same", "c"],
        [gone, "X", "Y", "d"],
        ["", "Newco", "Z", "e"],
    ]
    file = write_rows(tmp_path / "leads.csv", header, *rows)
    report = tmp_path / f"report{suffix}"
    pushed = command("push", file, "--yes", "--json", "--report", str(report))
    assert pushed.returncode == 3, pushed.stderr
    assert tally(pushed) == counts(planned=2, accepted=1, failed=1)
    found = read_rows(report)
    assert list(found[0]) == [*header, "_id", "_status", "_errors"]
    assert [row["Remark of mine"] for row in found] == ["a", "b", "c", "d", "e"]
    ends = ["accepted", "failed", "unchanged", "not sent", "skipped"]
    assert [row["_status"] for row in found] == ends
    assert [row["_id"] for row in found[:3]] == [str(good), str(bad), str(same)]
    assert found[1]["_errors"] == "Company: is on this account's list of blocked companies"
    assert "not among the leads" in found[3]["_errors"]
    mended = edit_rows(report, lambda row: row.update(Company="Mended") if row["_status"] == "failed" else None)
    again = command("push", mended, "--yes", "--json", "--report", str(tmp_path / "second.csv"))
    assert tally(again) == counts(planned=1, accepted=1), again.stderr
    assert command.field(bad, "company_name") == "Mended"
    assert command.field(good, "title") == "=1+1"
    assert list(read_rows(tmp_path / "second.csv")[0]) == list(found[0])
    with closing(_window(command)) as window:
        assert window.sheet.changed_rows() == []


def test_a_refused_new_lead_that_was_mended_leaves_nothing_behind(command: Command, tmp_path: Path) -> None:
    file = write_rows(tmp_path / "new.csv", ["Name", "Company"], ["Nova One", "Blocked Ltd"], ["Nova Two", "Fine"])
    report = tmp_path / "report.csv"
    line = ["--new", "create", "--yes", "--json"]
    assert tally(command("push", file, *line, "--report", str(report))) == counts(planned=2, accepted=1, failed=1)
    failed = [row for row in read_rows(report) if row["_status"] == "failed"]
    fine = [list({**row, "Company": "Fine"}.values()) for row in failed]
    mended = write_rows(tmp_path / "mended.csv", list(failed[0]), *fine)
    again = command("push", mended, *line)
    assert (again.returncode, tally(again)) == (0, counts(planned=1, accepted=1)), again.stderr
    names = [lead["name"] for lead in command.copper.control.leads(["name"])]
    assert (names.count("Nova One"), names.count("Nova Two")) == (1, 1)
    with closing(_window(command)) as window:
        assert window.sheet.changed_rows() == []


def test_what_failed_stands_in_the_window_with_coppers_words(command: Command, tmp_path: Path) -> None:
    bad = command.copper.ids()[0]
    file = write_rows(tmp_path / "leads.csv", ["Lead ID", "Company"], [bad, "Blocked Ltd"])
    assert command("push", file, "--yes").returncode == 3
    with closing(_window(command)) as window:
        assert window.sheet.changed_rows() == [bad]
        assert window.sheet.phase(bad) is Phase.FAILED
        problem = window.sheet.cell_problem(bad, "company_name")
        assert problem is not None
        assert "blocked companies" in problem.message


def test_the_same_file_again_takes_the_place_of_what_it_left(command: Command, tmp_path: Path) -> None:
    bad = command.copper.ids()[0]
    file = write_rows(tmp_path / "leads.csv", ["Lead ID", "Company", "Title"], [bad, "Blocked Ltd", "CEO"])
    for _ in range(2):
        pushed = command("push", file, "--yes", "--json")
        assert tally(pushed) == counts(planned=1, failed=1), pushed.stderr
    later = write_rows(tmp_path / "later.csv", ["Lead ID", "Company", "Title"], [bad, "Harbor", ""])
    assert tally(command("push", later, "--yes", "--json")) == counts(planned=1, accepted=1)
    [write] = command.copper.control.writes()
    assert write["body"] == {"company_name": "Harbor"}
    with closing(_window(command)) as window:
        assert window.sheet.changed_rows() == []


def test_what_an_earlier_file_left_elsewhere_is_not_sent_along(command: Command, tmp_path: Path) -> None:
    bad = command.copper.ids()[0]
    first = write_rows(tmp_path / "a.csv", ["Lead ID", "Company"], [bad, "Blocked Ltd"])
    assert command("push", first, "--yes").returncode == 3
    silent = command("push", write_rows(tmp_path / "c.csv", ["Lead ID", "Title"], [bad, ""]), "--yes", "--json")
    assert (silent.returncode, tally(silent)) == (0, counts()), silent.stderr
    with closing(_window(command)) as window:
        assert window.sheet.value(bad, "company_name") == "Blocked Ltd"
    other = command("push", write_rows(tmp_path / "b.csv", ["Lead ID", "Title"], [bad, "CEO"]), "--yes", "--json")
    assert (other.returncode, tally(other)) == (0, counts(planned=1, accepted=1)), other.stderr
    assert f"row 2, lead {bad}: what an earlier push left unsent gives way (Company)." in other.stderr
    assert command.copper.control.writes()[-1]["body"] == {"title": "CEO"}


def test_what_a_person_has_not_sent_is_never_sent_by_a_file(command: Command, tmp_path: Path) -> None:
    mine, other, free = command.copper.ids()[:3]
    _type(command, mine, "details", "Not ready yet")
    _type(command, free, "title", "Mine alone")
    file = write_rows(tmp_path / "t.csv", ["Lead ID", "Title"], [mine, "CEO"], [other, "CEO"])
    pushed = command("push", file, "--yes", "--json")
    assert (pushed.returncode, tally(pushed)) == (3, counts(planned=1, accepted=1)), pushed.stderr
    assert f"row 2, lead {mine}: not sent. It has changes of your own that are not sent (Description)" in pushed.stderr
    assert command.copper.control.applied() == {other: 1}
    with closing(_window(command)) as window:
        assert window.sheet.value(mine, "details") == "Not ready yet"
        assert window.sheet.value(free, "title") == "Mine alone"
        assert window.sheet.changed_rows() == [mine, free]


def test_a_dry_run_and_a_push_that_was_not_confirmed_leave_nothing(command: Command, tmp_path: Path) -> None:
    lead = command.copper.ids()[0]
    file = write_rows(tmp_path / "t.csv", ["Lead ID", "Title"], [lead, "CEO"])
    assert command("push", file, "--dry-run").returncode == 0
    assert command("push", file).returncode == 2
    with closing(_window(command)) as window:
        assert window.sheet.changed_rows() == []


def test_an_account_that_is_open_elsewhere_ends_with_6_and_a_dry_run_goes_on(command: Command, tmp_path: Path) -> None:
    lead = command.copper.ids()[0]
    file = write_rows(tmp_path / "t.csv", ["Lead ID", "Title"], [lead, "CEO"])
    with closing(_window(command)):
        pushed = command("push", file, "--yes")
        assert pushed.returncode == 6
        assert "open in another Copper Desk window" in pushed.stderr
        assert command("settle").returncode == 6
        assert command("pull", str(tmp_path / "o.csv")).returncode == 0
        assert command("history").returncode == 0
        shown = command("push", file, "--dry-run")
        assert shown.returncode == 0, shown.stderr
        assert "What is unsent there is not looked at" in shown.stderr
    assert command.copper.control.applied() == {}


def test_a_journal_that_was_damaged_is_set_aside_and_said(command: Command, tmp_path: Path) -> None:
    lead = command.copper.ids()[0]
    file = write_rows(tmp_path / "t.csv", ["Lead ID", "Title"], [lead, "CEO"])
    assert command("push", file, "--dry-run").returncode == 0
    [journal] = command.data.rglob("journal.sqlite")
    journal.write_bytes(b"damaged")
    pushed = command("push", file, "--yes", "--json")
    assert (pushed.returncode, tally(pushed)) == (0, counts(planned=1, accepted=1)), pushed.stderr
    assert "was damaged. It was set aside as" in pushed.stderr
