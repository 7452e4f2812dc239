"""The options of a push that say how a file is read, each seen to reach Copper, or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import Command, command, counts, listed, tally, write_rows

__all__ = ["command"]


def _changes(command: Command, file: str, *options: str) -> list[tuple[int | None, str, str, str]]:
    shown = command("push", file, "--dry-run", "--json", *options)
    changes = listed(shown)["changes"]
    return [(each["id"], each["field"], each["old"], each["new"]) for each in changes]


def test_a_column_is_mapped_and_leads_are_found_by_their_email(command: Command, tmp_path: Path) -> None:
    lead = command.copper.ids()[0]
    command.copper.control.edit(lead, email={"email": "ana@found.example", "category": "work"}, title="Old")
    file = write_rows(
        tmp_path / "m.csv", ["Mail address", "Rank"], ["ANA@found.example", "New"], ["no@one.example", "X"]
    )
    line = ["push", file, "--map", "Mail address=Email", "--map", "Rank=Title", "--match", "Email", "--json", "--yes"]
    pushed = command(*line)
    assert (pushed.returncode, tally(pushed)) == (0, counts(planned=1, accepted=1)), pushed.stderr
    assert "1 row is skipped: it would be a new lead" in pushed.stderr
    [write] = [each for each in command.copper.control.writes() if each["request_id"]]
    assert (write["lead_id"], write["body"]) == (lead, {"title": "New"})


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], [("tags", "a, b", "a, b, c")]),
        (["--tags", "replace"], [("tags", "a, b", "b, c")]),
        (["--tags", "remove"], [("tags", "a, b", "a")]),
        (["--blanks", "clear"], [("tags", "a, b", "a, b, c"), ("title", "Old", "")]),
        (["--mode", "fill"], [("address.city", "", "Reno")]),
    ],
)
def test_what_a_cell_does_is_as_the_line_says(
    command: Command, tmp_path: Path, options: list[str], expected: list[tuple[str, str, str]]
) -> None:
    lead = command.copper.ids()[0]
    command.copper.control.edit(lead, title="Old", tags=["a", "b"], address=None)
    city = "Reno" if "fill" in options else ""
    file = write_rows(tmp_path / "m.csv", ["Lead ID", "Title", "Tags", "City"], [lead, "", "b, c", city])
    assert sorted(_changes(command, file, *options)) == [(lead, *change) for change in expected]


def test_only_the_word_clears_where_the_line_says_so(command: Command, tmp_path: Path) -> None:
    lead, other = command.copper.ids()[:2]
    for each in (lead, other):
        command.copper.control.edit(each, title="Old")
    file = write_rows(tmp_path / "m.csv", ["Lead ID", "Title"], [lead, "<clear>"], [other, ""])
    assert _changes(command, file, "--blanks", "token") == [(lead, "title", "Old", "")]


@pytest.mark.parametrize(
    ("options", "code", "end"),
    [
        ([], 0, counts(planned=1, accepted=1)),
        (["--duplicates", "create"], 0, counts(planned=2, accepted=2)),
        (["--duplicates", "update"], 0, counts(planned=2, accepted=2)),
    ],
)
def test_new_rows_that_look_like_a_lead_are_skipped_created_or_update_it(
    command: Command, tmp_path: Path, options: list[str], code: int, end: dict[str, int]
) -> None:
    lead = command.copper.ids()[0]
    command.copper.control.edit(lead, email={"email": "ana@found.example", "category": "work"}, title="Old")
    before = len(command.copper.ids())
    rows = [["Ana Again", "ana@found.example", "New"], ["Nova", "nova@new.example", "CEO"]]
    file = write_rows(tmp_path / "n.csv", ["Name", "Email", "Title"], *rows)
    pushed = command("push", file, "--new", "create", "--yes", "--json", *options)
    assert (pushed.returncode, tally(pushed)) == (code, end), pushed.stderr
    assert len(command.copper.ids()) - before == (2 if "create" in options else 1)
    assert command.field(lead, "title") == ("New" if "update" in options else "Old")
    if not options:
        assert f"n.csv, row 2: skipped. It has the same e-mail as Lead {lead}." in pushed.stderr


def test_a_sheet_of_a_workbook_is_named(command: Command, tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    lead = command.copper.ids()[0]
    with Workbook(tmp_path / "two.xlsx") as book:
        for name, title in (("First", "From the first"), ("Second", "From the second")):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["Lead ID", "Title"])
            page.write_row(1, 0, [lead, title])
    file = str(tmp_path / "two.xlsx")
    assert [change[3] for change in _changes(command, file)] == ["From the first"]
    assert [change[3] for change in _changes(command, file, "--sheet", "Second")] == ["From the second"]
    missing = command("push", file, "--sheet", "Third", "--yes")
    assert missing.returncode == 2
    assert "Third" in missing.stderr
