"""The real program is killed at random moments, over and over.

Nothing that had returned is lost, and nothing is sent twice.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.desk.desk import Desk
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.phase import Phase
from tests.desk.kept_desk import Computer, computer
from tests.support.practice_copper import PracticeCopper

__all__ = ["computer"]

KILLS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 4
"""``make soak`` kills it often."""

LATENCY_MS, JITTER_MS = 120, 40
"""So slow that about every other kill finds a request under way."""

FIRST_WORD_S = 60.0
LONGEST_S = 1.2

Cell = tuple[RowId, str]


@dataclass
class Memory:
    """What must be there: the cells of gestures that returned, and the names of new leads.

    ``maybe`` are cells of a gesture that was begun and had not returned: either value is right. ``again`` are values
    that an undo brought back: those may well be sent a second time.
    """

    cells: dict[Cell, CellValue] = field(default_factory=dict)
    maybe: dict[Cell, set[CellValue]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    maybe_names: set[str] = field(default_factory=set)
    again: set[CellValue] = field(default_factory=set)

    def take(self, facts: list[dict[str, Any]]) -> None:
        """What one life of the program said."""
        done = {fact["done"] for fact in facts if "done" in fact}
        gestures: list[dict[str, Any]] = []
        for fact in facts:
            if "done" in fact:
                continue
            is_done = fact["number"] in done
            if "new" in fact:
                (self.names if is_done else self.maybe_names).add(fact["new"])
            elif "undo" in fact:
                undone = gestures.pop()
                self.again.update(value for _, _, value in undone["shown"])
                self._write([[row, key, value] for row, key, value in undone["shown"]], is_done=is_done)
            else:
                gestures.append(fact)
                self._write(fact["cells"], is_done=is_done)

    def _write(self, cells: list[list[Any]], *, is_done: bool) -> None:
        for row, key, value in cells:
            cell = (row, key)
            if is_done:
                self.cells[cell] = value
            else:
                self.maybe[cell] = {value, self.cells.get(cell, value)}

    def check(self, desk: Desk) -> None:
        """Each cell shows what it must; what could be either is known from now on."""
        for cell, value in self.cells.items():
            if cell not in self.maybe:
                assert desk.sheet.value(*cell) == value, cell
        for cell, values in self.maybe.items():
            shown = desk.sheet.value(*cell)
            assert shown in values or cell not in self.cells, (cell, values, shown)
            self.cells[cell] = shown
        self.maybe.clear()


@pytest.fixture
def lives(practice_copper: PracticeCopper, computer: Computer) -> Lives:
    practice_copper.control.delay(latency_ms=LATENCY_MS, jitter_ms=JITTER_MS)
    return Lives(practice_copper, computer)


@dataclass
class Lives:
    """Lives of the program, one after the other, on one computer."""

    practice: PracticeCopper
    computer: Computer

    def live(self, seed: int, *, seconds: float) -> list[dict[str, Any]]:
        """One life: it is killed so many seconds after its first gesture. What it had said by then."""
        shutil.rmtree(self.computer.root / "pace", ignore_errors=True)
        self.computer.root.mkdir(exist_ok=True)
        where = self.practice.where
        arguments = [str(self.computer.root), where.base_url, where.email, str(seed)]
        with subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.kill_driver", *arguments],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "COPPER_DESK_API_KEY": where.api_key, "QT_QPA_PLATFORM": "offscreen"},
            cwd=Path(__file__).parent.parent.parent,
        ) as process:
            watchdog = threading.Timer(FIRST_WORD_S, process.kill)
            watchdog.start()
            assert process.stdout is not None
            lines = [process.stdout.readline()]
            watchdog.cancel()
            killer = threading.Timer(seconds, process.kill)
            killer.start()
            lines += _whole_lines(process.stdout)
            killer.join()
        assert lines[0], "the program ended before its first gesture"
        return [json.loads(line) for line in lines]


def _whole_lines(stream: IO[str]) -> list[str]:
    """Until the other end is gone; a last line that was cut off was not said."""
    return [line for line in stream if line.endswith("\n")]


def _settled(computer: Computer) -> Desk:
    desk = computer.open()
    end = desk.settle_run().run(desk.settle_doubt, CancelToken())
    assert end.error is None
    run = desk.load_run()
    desk.loaded(run.run(desk.receive, CancelToken()))
    return desk


def _assert_true(desk: Desk, practice: PracticeCopper, memory: Memory) -> None:
    held = {int(str(lead["id"])): desk.codec.decode(lead) for lead in practice.control.leads()}
    moved = desk.schema["date_modified"].position
    for row in desk.sheet.row_ids():
        assert desk.sheet.phase(row) not in {Phase.CONFLICT, Phase.GONE, Phase.SENDING, Phase.QUEUED}, row
        if row > 0:
            base, there = desk.sheet.base(row), held[row]
            assert [*base[:moved], *base[moved + 1 :]] == [*there[:moved], *there[moved + 1 :]], row
    here = Counter(str(desk.sheet.value(row, "name")) for row in desk.sheet.row_ids())
    there_too = Counter(str(lead[desk.schema["name"].position]) for lead in held.values())
    for name in memory.names:
        assert here[name] == 1, name
    for name in memory.names | memory.maybe_names:
        assert there_too[name] <= 1, name


def _assert_nothing_twice(practice: PracticeCopper, memory: Memory) -> None:
    values: Counter[tuple[object, str]] = Counter()
    for write in practice.control.writes():
        for key, value in write["body"].items():
            if isinstance(value, str) and value.startswith("Made"):
                values[(key, value)] += 1
    assert [value for value, times in values.items() if times > 1 and value[1] not in memory.again] == []


@pytest.mark.soak
@pytest.mark.timeout(0 if KILLS > 10 else 240)
def test_a_program_that_is_killed_loses_nothing_and_sends_nothing_twice(lives: Lives) -> None:
    memory = Memory()
    dice = random.Random(26)
    computer, practice = lives.computer, lives.practice
    for life in range(KILLS):
        memory.take(lives.live(life + 1, seconds=dice.random() * LONGEST_S))
        image = computer.image()
        image.account_id = int((computer.root / "account_id").read_text())
        found = image.open()
        memory.check(found)
        found.close()
        if life % 2:  # else the next life finds what this one left
            computer.account_id = image.account_id
            desk = _settled(computer)
            memory.check(desk)
            _assert_true(desk, practice, memory)
            desk.close()
    _assert_nothing_twice(practice, memory)
