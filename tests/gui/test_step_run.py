"""Work in steps: at once while it is short, in turns of the event loop when it is not, never after it was stopped."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import count

from pytestqt.qtbot import QtBot

from copper_desk.gui.control.step_run import StepRun


def steps(number: int, closed: list[bool] | None = None) -> Generator[int, None, str]:
    """So many steps; ``closed`` hears that no more are wanted."""
    try:
        yield from range(number)
    except GeneratorExit:
        if closed is not None:
            closed.append(True)
        raise
    return f"{number} steps"


def ticking(by_s: float) -> StepRun:
    """A run whose clock goes on by so much each time it is looked at."""
    ticks: Iterator[int] = count()
    return StepRun(clock=lambda: next(ticks) * by_s)


def test_what_is_short_is_there_at_once(qtbot: QtBot) -> None:
    run, ended = ticking(0.001), list[object]()
    run.ended.connect(ended.append)
    assert run.begin(steps(10), at_once_s=0.06) == "10 steps"
    assert not run.is_running
    qtbot.wait(1)
    assert ended == []


def test_what_is_long_goes_on_in_turns_and_ends_once(qtbot: QtBot) -> None:
    run, told = ticking(0.02), list[int]()
    run.progressed.connect(told.append)
    with qtbot.waitSignal(run.ended) as ending:
        assert run.begin(steps(10), at_once_s=0.06) is None
    assert ending.args == ["10 steps"]
    assert not run.is_running
    assert told == sorted(told)
    assert len(told) > 2


def test_a_stopped_one_is_closed_and_says_nothing(qtbot: QtBot) -> None:
    run, ended, closed = ticking(0.02), list[object](), list[bool]()
    run.ended.connect(ended.append)
    run.begin(steps(1_000, closed), at_once_s=0.03)
    run.stop()
    qtbot.wait(1)
    assert (ended, closed) == ([], [True])


def test_a_new_one_takes_the_place_of_the_last(qtbot: QtBot) -> None:
    run, ended = ticking(0.02), list[object]()
    run.ended.connect(ended.append)
    run.begin(steps(1_000))
    with qtbot.waitSignal(run.ended):
        run.begin(steps(3))
    assert ended == ["3 steps"]
