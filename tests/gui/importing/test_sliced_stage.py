"""Very many changes in slices: one gesture, one undo step, and whole leads whenever the program ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from pytestqt.qtbot import QtBot

from copper_desk.gui.control.sliced_stage import SlicedGesture, SlicedStage, StagedSlices
from copper_desk.sheet.edit import AddRow, Change, SetCell
from copper_desk.sheet.sheet import Sheet
from tests.desk.kept_desk import Computer, computer, push
from tests.support.window import WAIT_MS

__all__ = ["computer"]

LEADS = 50
KEYS = ("title", "details", "company_name", "address.city")


def _bundles(sheet: Sheet) -> list[Sequence[Change]]:
    known = [tuple(SetCell(row, key, f"New {row}") for key in KEYS) for row in sheet.row_ids()[:LEADS]]
    return [*known, (AddRow(-70), SetCell(-70, "name", "New One"))]


def _shown(sheet: Sheet) -> dict[int, object]:
    return {row: sheet.shown(row) for row in sheet.row_ids()}


def _staged(qtbot: QtBot, stage: SlicedStage, bundles: Sequence[Sequence[Change]]) -> StagedSlices | None:
    with qtbot.waitSignal(stage.ended, timeout=WAIT_MS) as ended:
        stage.start(bundles, label="import of x.csv", source="x.csv")
    assert ended.args is not None
    found: StagedSlices | None = ended.args[0]
    return found


def test_slices_are_the_gesture_and_their_inverses_take_it_back(qtbot: QtBot, computer: Computer) -> None:
    desk = computer.loaded()
    before = _shown(desk.sheet)
    whole = [change for bundle in _bundles(desk.sheet) for change in bundle]
    ticks = count()
    stage = SlicedStage(
        desk, first=100, clock=lambda: float(next(ticks))
    )  # Each slice seems to take a second: they stay small.
    told: list[tuple[int, int]] = []
    stage.progressed.connect(lambda done, whole: told.append((done, whole)))
    staged = _staged(qtbot, stage, _bundles(desk.sheet))
    assert staged is not None
    assert len(staged.inverses) > 1
    assert staged.cells == len(whole) - 1
    assert told == sorted(told)
    assert {whole for _, whole in told} == {staged.cells}, "a new lead with a name is one change, as everywhere"
    assert staged.delta.added == (-70,)
    assert desk.keeper.sources(desk.sheet.changed_rows()) == ["x.csv"]
    after = _shown(desk.sheet)
    back = stage.run([inverse.changes for inverse in staged.inverses], label="undo")
    assert _shown(desk.sheet) == before
    stage.run([inverse.changes for inverse in back.inverses], label="redo")
    assert _shown(desk.sheet) == after


def test_stopped_in_the_middle_nothing_is_left(qtbot: QtBot, computer: Computer) -> None:
    desk = computer.loaded()
    before = _shown(desk.sheet)
    ticks = count()
    stage = SlicedStage(desk, first=100, clock=lambda: float(next(ticks)))
    parts: list[int] = []
    stage.progressed.connect(lambda done, _whole: parts.append(done))
    stage.progressed.connect(lambda *_: stage.stop())
    assert _staged(qtbot, stage, _bundles(desk.sheet)) is None
    assert _shown(desk.sheet) == before
    assert not desk.sheet.counts().changed_leads
    assert parts == sorted(parts, reverse=True), "what is taken back is counted down"


def test_ended_in_the_middle_the_first_leads_are_changed_and_whole(qtbot: QtBot, computer: Computer) -> None:
    """As a kill would leave it: the files as they are between two slices."""
    desk = computer.loaded()
    ticks, images = count(), list[Computer]()
    stage = SlicedStage(desk, first=100, clock=lambda: float(next(ticks)))

    def cut(done: int, _whole: int) -> None:
        if not images and done >= LEADS:
            images.append(computer.image())

    stage.progressed.connect(cut)
    _staged(qtbot, stage, _bundles(desk.sheet))
    order = [bundle[0].row for bundle in _bundles(desk.sheet)]
    again = images[0].loaded().sheet
    changed = [row for row in order if row in again and again.edits(row)]
    assert 0 < len(changed) < len(order)
    assert changed == order[: len(changed)], "a beginning of the file"
    assert all(set(again.edits(row)) == set(KEYS) for row in changed), "each lead whole"


def test_what_copper_has_by_now_is_counted_as_left(qtbot: QtBot, computer: Computer) -> None:
    desk = computer.loaded()
    stage = SlicedStage(desk, first=100)
    staged = _staged(qtbot, stage, _bundles(desk.sheet))
    assert staged is not None
    gesture = SlicedGesture(staged, "import", put=lambda sets: stage.run([each.changes for each in sets], label="undo"))
    push(desk)
    gesture.undo()
    assert gesture.left == 1  # the new lead, which has an id now
