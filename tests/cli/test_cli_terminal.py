"""What a person at a terminal does to a push: answers its question, or presses Ctrl+C in the middle."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.practice_copper import PracticeCopper

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither pty nor SIGINT for one process.")

DEADLINE_S = 30.0


@pytest.fixture
def file(practice_copper: PracticeCopper, tmp_path: Path) -> Path:
    """A new title for each lead of the account."""
    return _titles(practice_copper, tmp_path / "titles.csv")


@pytest.fixture
def long_file(practice_copper: PracticeCopper, tmp_path: Path) -> Path:
    """The same for an account whose push takes ten seconds, however slow the machine is to interrupt it."""
    practice_copper.control.reset(leads=300, seed=1)
    return _titles(practice_copper, tmp_path / "titles.csv")


def _titles(copper: PracticeCopper, path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = [[lead, f"Title {lead}"] for lead in copper.ids()]
        csv.writer(out).writerows([["Lead ID", "Title"], *rows])
    return path


def _command(copper: PracticeCopper, file: Path, *options: str) -> Sequence[str]:
    program = [sys.executable, "-m", "copper_desk", "push", str(file)]
    return [*program, "--base-url", copper.where.base_url, *options]


def _environment(copper: PracticeCopper, file: Path) -> dict[str, str]:
    return {**os.environ, **copper.environment(), "COPPER_DESK_DATA": str(file.parent / "data")}


def _until_a_write_arrived(copper: PracticeCopper) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not copper.control.applied():
        assert time.monotonic() < deadline, "no write arrived"


def test_ctrl_c_lets_what_is_on_its_way_land_and_counts_the_rest_as_not_sent(
    practice_copper: PracticeCopper, long_file: Path
) -> None:
    practice_copper.control.delay(latency_ms=400)
    with subprocess.Popen(
        _command(practice_copper, long_file, "--yes", "--json"),
        env=_environment(practice_copper, long_file),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        _until_a_write_arrived(practice_copper)
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=DEADLINE_S)
    tally = json.loads(out)
    assert process.returncode == 5, said
    assert tally["planned"] == sum(count for name, count in tally.items() if name != "planned")
    assert tally["not_sent"] > 0
    assert tally["accepted"] == len(practice_copper.control.applied())
    assert "Stopping" in said


@pytest.mark.parametrize(("answer", "code", "written"), [("y", 0, True), ("n", 0, False), ("", 0, False)])
def test_the_question_is_asked_with_counts_and_its_answer_kept(
    practice_copper: PracticeCopper, file: Path, answer: str, code: int, written: bool
) -> None:
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        _command(practice_copper, file),
        env=_environment(practice_copper, file),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.write(ours, f"{answer}\n".encode())
        _, said = process.communicate(timeout=DEADLINE_S)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == code, said
    assert "Push 60 changes on 60 leads (7 requests)?" in said
    assert bool(practice_copper.control.applied()) is written


def test_ctrl_c_while_a_terminal_shows_progress(practice_copper: PracticeCopper, long_file: Path) -> None:
    import pty

    practice_copper.control.delay(latency_ms=400)
    ours, theirs = pty.openpty()
    shown: list[bytes] = []
    with subprocess.Popen(
        _command(practice_copper, long_file, "--yes", "--json"),
        env=_environment(practice_copper, long_file),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    ) as process:
        os.close(theirs)
        reader = threading.Thread(target=_read_all, args=(ours, shown))
        reader.start()
        _until_a_write_arrived(practice_copper)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=DEADLINE_S)
        reader.join()
    os.close(ours)
    said = b"".join(shown).decode()
    assert process.returncode == 5, said
    assert json.loads(out)["not_sent"] > 0
    assert "of 300 leads" in said
    assert "Stopping" in said
    assert "push --resume" in said


def _read_all(terminal: int, shown: list[bytes]) -> None:
    try:
        while data := os.read(terminal, 4096):
            shown.append(data)
    except OSError:  # how a terminal ends whose other side was closed
        return
