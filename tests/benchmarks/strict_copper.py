"""A practice server that enforces Copper's rate windows, as a process of its own, and a window's desk at it.

The desk keeps its journal, history, cache and pace on the disk as the window's does, in a folder of its own. Every
measurement begins with empty windows on both sides, as after a minute of reading the sheet: what loading took of the
minute would be a property of the benchmark.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.client import CopperClient
from copper_desk.desk.desk import Desk
from copper_desk.desk.local_data import Keeping
from copper_desk.desk.opening import PRACTICE, Opening, open_desk
from copper_desk.desk.shared_pace import shared_pacer
from copper_desk.practice.control import PracticeControl
from copper_desk.practice.process import PracticeProcess, PracticeStart
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.support.practice_copper import PracticeCopper

_CONTROL_TIMEOUT_S = 120.0


@contextmanager
def strict_copper(leads: int) -> Iterator[PracticeCopper]:
    """An account of so many leads, all its pages full, everything encoded ahead."""
    with PracticeProcess(PracticeStart(leads=leads, options={"phantom_every": 0})) as where:
        copper = PracticeCopper(where, PracticeControl(where.address, where.api_key, timeout_s=_CONTROL_TIMEOUT_S))
        copper.control.warm()
        yield copper


def empty_windows(copper: PracticeCopper, *, latency_ms: float, jitter_ms: float) -> None:
    """From now on the server counts anew, and calls take their time."""
    copper.control.delay(latency_ms=latency_ms, jitter_ms=jitter_ms)
    copper.control.limits(enabled=1)


@contextmanager
def kept_desk(copper: PracticeCopper) -> Iterator[Desk]:
    """A desk as the window opens it for the first time, whose next call is the first that its pacer knows of."""
    copper.control.delay()
    copper.control.limits(enabled=0)
    link = copper.connection()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="copper-desk-bench-")))
        desk = open_desk(link, Opening(Keeping(folder / "data"), origin=PRACTICE))
        stack.callback(desk.close)
        _begin_pace(desk, folder / "pace")
        yield desk


@contextmanager
def loaded_desk(copper: PracticeCopper) -> Iterator[Desk]:
    """The same with every lead in its sheet."""
    with kept_desk(copper) as desk, TemporaryDirectory(prefix="copper-desk-bench-") as folder:
        desk.loaded(desk.load_run().run(desk.receive, CancelToken()))
        _begin_pace(desk, Path(folder))
        yield desk


def change_every_lead(desk: Desk, title: str) -> None:
    """A change in each lead, as a fill down the column Title would make."""
    desk.stage(ChangeSet(tuple(SetCell(row, "title", title) for row in desk.sheet.row_ids()), "fill"))


def _begin_pace(desk: Desk, folder: Path) -> None:
    """Another book for the pace, in which no call stands yet."""
    desk.client.close()
    desk.client = CopperClient(desk.connection, shared_pacer(folder, desk.connection))
