"""The command as scripts use it: a process of its own against a practice Copper over a real socket."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.practice_copper import LEADS, PracticeCopper


@pytest.fixture
def desk_data(tmp_path: Path) -> dict[str, str]:
    """Everything the command keeps lies in this test's own folder."""
    return {"COPPER_DESK_DATA": str(tmp_path / "data")}


class Command:
    """Runs ``copper-desk`` signed in to the practice account by the environment."""

    def __init__(self, copper: PracticeCopper, data: Mapping[str, str]) -> None:
        self._copper = copper
        self._data = data

    def __call__(self, *arguments: str, key: str | None = None) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **self._data, **self._copper.environment()}
        if key is not None:
            environment["COPPER_DESK_API_KEY"] = key
        finished = _run([*arguments, "--base-url", self._copper.where.base_url], environment)
        assert self._copper.where.api_key not in finished.stdout + finished.stderr
        return finished


@pytest.fixture
def command(practice_copper: PracticeCopper, desk_data: dict[str, str]) -> Command:
    return Command(practice_copper, desk_data)


def _run(arguments: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "copper_desk", *arguments],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=50,
        check=False,
    )


def _file(path: Path, header: Sequence[str], *rows: Sequence[object]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return str(path)


def _tally(finished: subprocess.CompletedProcess[str]) -> dict[str, int]:
    tally: dict[str, int] = json.loads(finished.stdout)
    assert tally["planned"] == sum(count for name, count in tally.items() if name != "planned")
    return tally


def _counts(**counts: int) -> dict[str, int]:
    return {"planned": 0, "accepted": 0, "failed": 0, "unknown": 0, "not_sent": 0, **counts}


def test_a_pulled_file_pushed_again_changes_nothing(
    command: Command, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    out = str(tmp_path / "leads.csv")
    pulled = command("pull", out)
    assert pulled.returncode == 0, pulled.stderr
    assert f"{LEADS} leads of Northwind Trading" in pulled.stderr
    pushed = command("push", out, "--yes", "--json")
    assert pushed.returncode == 0, pushed.stderr
    assert _tally(pushed) == _counts()
    assert practice_copper.control.writes() == []


def test_changed_cells_alone_are_sent(command: Command, practice_copper: PracticeCopper, tmp_path: Path) -> None:
    ids = practice_copper.ids()[:13]
    file = _file(tmp_path / "t.csv", ["Lead ID", "Title", "City"], *([lead, f"Title {lead}", ""] for lead in ids))
    pushed = command("push", file, "--yes", "--json")
    assert pushed.returncode == 0, pushed.stderr
    assert _tally(pushed) == _counts(planned=13, accepted=13)
    assert [set(write["body"]) - {"id"} for write in practice_copper.control.writes()] == [{"title"}] * 13
    assert practice_copper.control.applied() == dict.fromkeys(ids, 1)


def test_refused_leads_are_named_with_coppers_words(
    command: Command, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    good, bad = practice_copper.ids()[:2]
    file = _file(tmp_path / "c.csv", ["Lead ID", "Company"], [good, "Harbor Supply"], [bad, "Blocked Ltd"])
    pushed = command("push", file, "--yes", "--json")
    assert pushed.returncode == 3
    assert _tally(pushed) == _counts(planned=2, accepted=1, failed=1)
    assert f"c.csv, row 3, lead {bad}: failed. Company: is on this account's list of blocked companies" in pushed.stderr


def test_a_mended_file_of_failures_is_taken_as_it_is(
    command: Command, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    lead = practice_copper.ids()[0]
    header = ["Lead ID", "Company", "_id", "_status", "_errors"]
    file = _file(tmp_path / "f.csv", header, [lead, "Mended", lead, "failed", "Company: no"])
    pushed = command("push", file, "--yes")
    assert pushed.returncode == 0, pushed.stderr
    assert "Left out" not in pushed.stderr
    stored = practice_copper.control.lead(lead)
    assert stored is not None
    assert stored["company_name"] == "Mended"


def test_a_dry_run_sends_nothing_and_shows_old_and_new(
    command: Command, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    lead = practice_copper.ids()[0]
    practice_copper.control.edit(lead, title="Buyer")
    file = _file(tmp_path / "t.csv", ["Lead ID", "Title"], [lead, "CEO"])
    shown = command("push", file, "--dry-run", "--json")
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout) == {
        "changes": [{"id": lead, "row": 2, "field": "title", "old": "Buyer", "new": "CEO"}],
        "new": 0,
        "unchanged": 0,
        "problems": [],
    }
    assert practice_copper.control.applied() == {}


def test_without_a_terminal_nothing_is_sent_unless_told_so(
    command: Command, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    file = _file(tmp_path / "t.csv", ["Lead ID", "Title"], [practice_copper.ids()[0], "CEO"])
    asked = command("push", file)
    assert asked.returncode == 2
    assert "--yes" in asked.stderr
    assert practice_copper.control.applied() == {}


def test_a_value_that_does_not_parse_holds_its_lead_and_the_rest_goes(
    command: Command, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    good, bad = practice_copper.ids()[:2]
    file = _file(tmp_path / "v.csv", ["Lead ID", "Value"], [good, "$1,234.50"], [bad, "a lot"])
    pushed = command("push", file, "--yes", "--json")
    assert pushed.returncode == 3
    assert _tally(pushed) == _counts(planned=1, accepted=1)
    assert "v.csv, row 3" in pushed.stderr
    stored = practice_copper.control.lead(good)
    assert stored is not None
    assert stored["monetary_value"] == 1234.5


def test_a_lead_that_is_gone_is_said_and_the_rest_goes(
    command: Command, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    stays, gone = practice_copper.ids()[:2]
    practice_copper.control.delete(gone)
    file = _file(tmp_path / "t.csv", ["Lead ID", "Title"], [stays, "CEO"], [gone, "CEO"])
    pushed = command("push", file, "--yes", "--json")
    assert pushed.returncode == 3
    assert _tally(pushed) == _counts(planned=1, accepted=1)
    assert f"Lead {gone} is not among the leads that Copper shows you" in pushed.stderr


def test_a_lead_that_somebody_else_changes_meanwhile_is_held_back_and_named(
    command: Command, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    torn, good = practice_copper.ids()[:2]
    file = _file(tmp_path / "t.csv", ["Lead ID", "Title", "City"], [torn, "CEO", ""], [good, "", "Reno"])
    practice_copper.control.faults("rival=title@search:2")
    pushed = command("push", file, "--yes", "--json")
    assert pushed.returncode == 3, pushed.stderr
    assert _tally(pushed) == _counts(planned=2, accepted=1, not_sent=1)
    assert f"t.csv, row 2, lead {torn}: not sent. Title: someone else changed it in Copper, too" in pushed.stderr
    assert practice_copper.control.applied() == {good: 1}


def test_a_revoked_key_in_the_middle_stops_and_says_what_was_not_sent(
    command: Command, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    rows = [[lead, f"Title {lead}"] for lead in practice_copper.ids()]
    practice_copper.control.faults("401@bulk_update:2x*")
    pushed = command("push", _file(tmp_path / "t.csv", ["Lead ID", "Title"], *rows), "--yes", "--json")
    tally = _tally(pushed)
    assert pushed.returncode == 5
    assert tally["not_sent"] > 0
    assert tally["accepted"] == len(practice_copper.control.applied())
    assert "Copper did not accept this API key with this e-mail address. Sign in again" in pushed.stderr


def test_a_disk_that_fails_in_the_middle_stops_the_push_says_so_and_counts_every_lead(
    command: Command, practice_copper: PracticeCopper, desk_data: dict[str, str], tmp_path: Path
) -> None:
    rows = [[lead, f"Title {lead}"] for lead in practice_copper.ids()]
    file = _file(tmp_path / "t.csv", ["Lead ID", "Title"], *rows)
    assert command("push", file, "--dry-run").returncode == 0
    (journal,) = Path(desk_data["COPPER_DESK_DATA"]).rglob("journal.sqlite")
    with closing(sqlite3.connect(journal)) as disk:
        disk.execute(
            f"CREATE TRIGGER failing BEFORE INSERT ON intent WHEN new.row = {rows[10][0]} "
            "BEGIN SELECT RAISE(ABORT, 'input/output error'); END"
        )
    pushed = command("push", file, "--yes", "--json")
    tally = _tally(pushed)
    assert pushed.returncode == 5, pushed.stderr
    assert "did not do what it was asked" in pushed.stderr
    assert "Traceback" not in pushed.stderr
    assert (tally["accepted"], tally["unknown"]) == (len(practice_copper.control.applied()), 0)
    assert tally["not_sent"] == len(rows) - tally["accepted"] >= 10
    with closing(sqlite3.connect(journal)) as disk:
        assert disk.execute("SELECT COUNT(*) FROM push WHERE ended_s IS NULL").fetchone() == (0,)
        disk.execute("DROP TRIGGER failing")
    assert _tally(command("push", file, "--yes", "--json"))["accepted"] == tally["not_sent"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 no workbook", "bad.csv"),
        (b"%PDF-1.7 no spreadsheet", "bad.csv"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_2(
    command: Command, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    pushed = command("push", str(path), "--yes")
    assert pushed.returncode == 2
    assert sentence in pushed.stderr
    assert "Traceback" not in pushed.stderr


def test_a_file_without_a_key_is_one_of_new_leads_which_are_skipped_unless_told_so(
    command: Command, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    pushed = command("push", _file(tmp_path / "new.csv", ["Name", "Title"], ["Nova", "CEO"]), "--yes", "--json")
    assert (pushed.returncode, _tally(pushed)) == (0, _counts())
    assert "has no column “Lead ID”, so every row is a new lead" in pushed.stderr
    assert "1 row is skipped: it would be a new lead. --new create creates it." in pushed.stderr
    assert practice_copper.control.applied() == {}


def test_a_wrong_key_ends_with_4(command: Command, tmp_path: Path) -> None:
    pulled = command("pull", str(tmp_path / "leads.csv"), key="0" * 32)
    assert pulled.returncode == 4
    assert "did not accept this API key" in pulled.stderr
    assert not (tmp_path / "leads.csv").exists()


def test_an_unmatched_column_is_said(command: Command, practice_copper: PracticeCopper, tmp_path: Path) -> None:
    file = _file(tmp_path / "t.csv", ["Lead ID", "Titel"], [practice_copper.ids()[0], "CEO"])
    pushed = command("push", file, "--yes", "--json")
    assert "“Titel”" in pushed.stderr
    assert _tally(pushed) == _counts()


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (["--base-url", "http://copper.example/v1"], {"COPPER_DESK_EMAIL": "a@b.example"}, "COPPER_DESK_API_KEY"),
        (
            ["--base-url", "http://copper.example/v1"],
            {"COPPER_DESK_EMAIL": "a@b.example", "COPPER_DESK_API_KEY": "k"},
            "plain http",
        ),
        (["--account", "Nobody"], {}, "No account is called “Nobody”"),
        ([], {}, "Name one account"),
        (["--demo", "--account", "x"], {}, "Name one account"),
        (["--frobnicate"], {}, "No such option"),
    ],
)
def test_usage_mistakes_end_with_2(
    desk_data: dict[str, str], tmp_path: Path, arguments: list[str], environment: dict[str, str], sentence: str
) -> None:
    finished = _run(["pull", str(tmp_path / "o.csv"), *arguments], {**os.environ, **desk_data, **environment})
    assert finished.returncode == 2
    assert sentence in finished.stderr


def test_nothing_listens_ends_with_4(desk_data: dict[str, str], tmp_path: Path) -> None:
    environment = {"COPPER_DESK_EMAIL": "a@b.example", "COPPER_DESK_API_KEY": "k"}
    arguments = ["pull", str(tmp_path / "o.csv"), "--base-url", "http://127.0.0.1:9/developer_api/v1"]
    finished = _run(arguments, {**os.environ, **desk_data, **environment})
    assert finished.returncode == 4
    assert "Traceback" not in finished.stderr


def test_demo_pulls_the_practice_account(desk_data: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "leads.csv"
    finished = _run(["pull", str(out), "--demo"], {**os.environ, **desk_data})
    assert finished.returncode == 0, finished.stderr
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) > 500
