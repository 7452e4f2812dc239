"""The installed command as scripts run it: a process of its own, signed in to the practice account by variables."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.practice_copper import PracticeCopper

DEADLINE_S = 50.0

Finished = subprocess.CompletedProcess[str]


def program() -> list[str]:
    """The script that installing made beside this interpreter; where it was never installed, the module."""
    script = Path(sys.executable).with_name("copper-desk.exe" if sys.platform == "win32" else "copper-desk")
    return [str(script)] if script.exists() else [sys.executable, "-m", "copper_desk"]


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> Finished:
    """Run it to its end, without a terminal."""
    return subprocess.run(
        [*program(), *arguments],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=DEADLINE_S,
        check=False,
    )


class Command:
    """Runs ``copper-desk`` for one account on one computer, whose files lie in ``data``."""

    def __init__(self, copper: PracticeCopper, data: Path) -> None:
        self.copper = copper
        self.data = data

    def environment(self, **others: str) -> dict[str, str]:
        return {**os.environ, "COPPER_DESK_DATA": str(self.data), **self.copper.environment(), **others}

    def line(self, *arguments: str) -> list[str]:
        return [*arguments, "--base-url", self.copper.where.base_url]

    def __call__(self, *arguments: str, key: str | None = None) -> Finished:
        others = {} if key is None else {"COPPER_DESK_API_KEY": key}
        finished = run(self.line(*arguments), self.environment(**others))
        assert self.copper.where.api_key not in finished.stdout + finished.stderr
        assert "Traceback" not in finished.stderr, finished.stderr
        return finished

    def field(self, lead_id: int, name: str) -> Any:
        """What Copper holds in an attribute of a lead."""
        lead = self.copper.control.lead(lead_id)
        assert lead is not None
        return lead[name]

    @contextmanager
    def started(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """The command under way."""
        with subprocess.Popen(
            [*program(), *self.line(*arguments)],
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:
            yield process

    def killed(self, *arguments: str, when: Callable[[], bool]) -> None:
        """The command, killed without a farewell as soon as ``when`` is true."""
        with self.started(*arguments) as process:
            until(when)
            assert process.poll() is None, process.communicate()
            process.kill()
            process.communicate(timeout=DEADLINE_S)
        # What had left is still on its way then: Copper goes on with it.
        until(lambda: all(call["status"] is not None for call in self.copper.control.calls()))


@pytest.fixture
def command(practice_copper: PracticeCopper, tmp_path: Path) -> Command:
    return Command(practice_copper, tmp_path / "data")


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < deadline, "it did not come"


def write_rows(path: Path, header: Sequence[str], *rows: Sequence[object]) -> str:
    """A comma-separated file, as other programs write it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return str(path)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file that the command wrote, by their headers."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def edit_rows(path: Path, change: Callable[[dict[str, str]], object]) -> str:
    """Change each row of a file that the command wrote, as a person would in a spreadsheet program."""
    rows = read_rows(path)
    for row in rows:
        change(row)
    return write_rows(path, list(rows[0]), *(list(row.values()) for row in rows))


def tally(finished: Finished | str) -> dict[str, int]:
    """The last line of stdout, which ties out."""
    out = finished if isinstance(finished, str) else finished.stdout
    found: dict[str, int] = json.loads(out.splitlines()[-1])
    assert list(found) == ["planned", "accepted", "failed", "unknown", "not_sent"]
    assert found["planned"] == sum(count for name, count in found.items() if name != "planned")
    return found


def counts(**given: int) -> dict[str, int]:
    """A tally with these counts."""
    return {"planned": 0, "accepted": 0, "failed": 0, "unknown": 0, "not_sent": 0, **given}


def listed(finished: Finished) -> dict[str, Any]:
    """The changes of a dry run."""
    shown: dict[str, Any] = json.loads(finished.stdout)
    assert list(shown) == ["changes", "new", "unchanged", "problems"]
    return shown
