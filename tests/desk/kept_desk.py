"""A desk whose data is kept in a folder, as often as a test wants to open it, and images of that folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.connection import Connection, connection
from copper_desk.desk.desk import Desk
from copper_desk.desk.local_data import Keeping, Program
from copper_desk.desk.opening import PRACTICE, Opening, open_desk
from copper_desk.leads.value import CellValue, RowId
from copper_desk.push.outcome import Tally
from copper_desk.push.run import PushRun
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell
from tests.support.practice_copper import PracticeCopper


@dataclass
class Computer:
    """One person's computer: ``root`` holds what is kept, ``practice`` is the Copper it signs in to."""

    practice: PracticeCopper
    root: Path
    account_id: int | None = None
    stack: ExitStack = field(default_factory=ExitStack)

    def open(self, *, offline: bool = False, keeps_leads: bool = True, program: Program = "window") -> Desk:
        """Open the account; ``offline`` at an address where nobody answers."""
        kept = Keeping(self.root, program, keeps_leads)
        link = self._nowhere() if offline else self.practice.connection()
        desk = open_desk(link, Opening(kept, origin=PRACTICE, account_id=self.account_id))
        self.account_id = desk.account.id
        self.stack.callback(desk.close)
        return desk

    def loaded(self, *, keeps_leads: bool = True) -> Desk:
        """The same with all leads loaded."""
        desk = self.open(keeps_leads=keeps_leads)
        load(desk)
        return desk

    def image(self) -> Computer:
        """This computer as it would be found if it stopped now: the files as they are, no farewell."""
        place = self.root.with_name(f"{self.root.name}-image")
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.root, place)
        return Computer(self.practice, place, self.account_id, self.stack)

    def _nowhere(self) -> Connection:
        where = self.practice.where
        return connection("http://127.0.0.1:9", where.email, where.api_key)


def load(desk: Desk, *, everything: bool = False) -> list[RowId]:
    """Load as the window does. Returns the leads of which the load gave no sign."""
    run = desk.load_run(everything=everything)
    unseen = desk.loaded(run.run(desk.receive, CancelToken()))
    desk.leads.flush()
    return unseen


def put(desk: Desk, row: RowId, key: str, value: CellValue, *, source: str = "") -> None:
    """Type into a cell."""
    desk.stage(ChangeSet((SetCell(row, key, value),), "typing", source))


def add(desk: Desk, **values: CellValue) -> RowId:
    """A new lead."""
    row = desk.sheet.next_new_row()
    desk.stage(ChangeSet((AddRow(row), *(SetCell(row, key, value) for key, value in values.items())), "new lead"))
    return row


def push(desk: Desk, *, note: str = "", on_sending: Callable[[PushRun], object] = lambda _run: None) -> Tally:
    """Push every change and take the results; ``on_sending`` is called each time that a request has left."""
    run = desk.start(desk.plan(), note=note)

    def sending(rows: tuple[RowId, ...]) -> None:
        desk.mark_sending(rows)
        on_sending(run)

    tally = run.run(sending, desk.settle)
    desk.finish(run)
    return tally


def settle_doubts(desk: Desk) -> None:
    """Ask Copper about the leads in doubt and take its answers."""
    desk.settle_run().run(desk.settle_doubt, CancelToken())


@pytest.fixture
def computer(practice_copper: PracticeCopper, tmp_path: Path) -> Iterator[Computer]:
    found = Computer(practice_copper, tmp_path / "data")
    with found.stack:
        yield found
