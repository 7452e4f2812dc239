"""Each command has a manual page that fits a terminal, at once and without an account; and the small commands."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from copper_desk.cli.command import app
from tests.cli.program import DEADLINE_S, program, read_rows, run

COMMANDS = sorted(command.name or "" for command in app.registered_commands)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "COPPER_DESK_DATA": str(tmp_path / "data"), "COLUMNS": "80"}


def test_the_commands_are_those_of_the_manual(environment: dict[str, str]) -> None:
    shown = run(["--help"], environment)
    assert shown.returncode == 0
    for name in ("pull", "push", "settle", "history", "revert", "accounts", "practice"):
        assert f"  {name} " in shown.stdout
        assert name in COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_a_manual_page_says_what_it_does_with_examples_and_exit_codes(environment: dict[str, str], name: str) -> None:
    shown = run([name, "--help"], environment)
    assert shown.returncode == 0, shown.stderr
    assert max(map(len, shown.stdout.splitlines())) <= 80
    assert f"  copper-desk {name}" in shown.stdout
    assert "Example" in shown.stdout
    if name != "accounts":
        assert "Exit codes:" in shown.stdout


def test_no_account_is_said_and_is_an_empty_list(environment: dict[str, str]) -> None:
    assert "Connect to Copper" in run(["accounts"], environment).stderr
    assert json.loads(run(["accounts", "--json"], environment).stdout) == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (["push"], "Name a file to push, or go on with --resume"),
        (["push", "x.csv", "--resume"], "one of the two"),
        (["push", "--resume", "--report", "r.csv"], "--report tells what became of each row of a file"),
        (["push", "x.csv", "--report", "r.pdf"], "a report ends in .csv or .xlsx"),
        (["push", "x.csv", "--report", "x.csv"], "choose another name"),
        (["push", "x.csv", "--new", "perhaps"], "perhaps"),
        (["push", "nowhere.csv", "--demo"], "nowhere.csv"),
        (["revert", "one"], "PUSH_ID"),
        (["practice", "--faults", "nonsense@nowhere"], "There is no fault"),
        (["practice", "--port", "99999"], "--port"),
    ],
)
def test_mistakes_in_a_line_end_with_2_before_anything_else(
    environment: dict[str, str], line: list[str], sentence: str
) -> None:
    ended = run(line, environment)
    assert ended.returncode == 2
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process.")
def test_the_practice_server_says_where_it_is_and_ends_at_ctrl_c(environment: dict[str, str]) -> None:
    line = [*program(), "practice", "--leads", "7", "--seed", "3", "--faults", "500@search:1"]
    with subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        where = json.loads(server.stdout.readline())
        assert (where["leads"], where["seed"]) == (7, 3)
        signed_in = {"COPPER_DESK_EMAIL": where["email"], "COPPER_DESK_API_KEY": where["api_key"]}
        out = Path(environment["COPPER_DESK_DATA"]).parent / "leads.csv"
        pulled = run(["pull", str(out), "--base-url", where["base_url"]], {**environment, **signed_in})
        assert pulled.returncode == 0, pulled.stderr
        server.send_signal(signal.SIGINT)
        rest, said = server.communicate(timeout=DEADLINE_S)
    assert (server.returncode, rest, said) == (0, "", "")
    assert len(read_rows(out)) == 7
