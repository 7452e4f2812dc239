"""The figures of `make bench`: which side of a goal holds, what stands in the file, and that a miss fails nothing."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.figure import Direction, Figure, Figures, as_text, table

POSITIVE = st.floats(min_value=1e-6, max_value=1e9)
BENCHMARK = """
def test_slow(figures):
    figures.at_most("start beside a bare start", 4.0, against=1.0, unit="s", goal=3)

def test_quick(figures):
    figures.at_least("pace beside the ceiling", 29.1, against=30.0, unit="leads/s", goal=0.96)
"""


def figure(value: float, against: float, direction: Direction, goal: float) -> Figure:
    return Figure(name="it", value=value, against=against, unit="s", direction=direction, goal=goal)


@pytest.mark.parametrize(
    ("value", "direction", "holds"),
    [
        (2.9, Direction.AT_MOST, True),
        (3.0, Direction.AT_MOST, True),
        (3.1, Direction.AT_MOST, False),
        (2.9, Direction.AT_LEAST, False),
        (3.0, Direction.AT_LEAST, True),
        (3.1, Direction.AT_LEAST, True),
    ],
)
def test_a_goal_holds_on_its_own_side_and_on_the_line(value: float, direction: Direction, holds: bool) -> None:
    assert figure(value, 1.0, direction, 3.0).holds is holds


@given(POSITIVE, POSITIVE, POSITIVE)
def test_a_ratio_misses_one_direction_at_least_where_it_is_not_the_goal(
    value: float, against: float, goal: float
) -> None:
    most, least = (figure(value, against, direction, goal) for direction in Direction)
    assert most.holds or least.holds
    assert (most.holds and least.holds) is (most.ratio == goal)


@pytest.mark.parametrize(("value", "against"), [(1.0, 0.0), (1.0, -2.0), (math.nan, 1.0), (1.0, math.inf)])
def test_what_makes_no_ratio_is_refused(value: float, against: float) -> None:
    with pytest.raises(ValueError, match="makes no ratio"):
        figure(value, against, Direction.AT_MOST, 1.0)


def test_a_run_prints_its_table_and_writes_its_file_and_a_missed_goal_fails_nothing(pytester: pytest.Pytester) -> None:
    pytester.makeconftest('pytest_plugins = ["tests.benchmarks.record"]')
    pytester.makepyfile(BENCHMARK)
    result = pytester.runpytest_inprocess("--figures=build/bench.json")
    result.assert_outcomes(passed=2)
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        ["*start beside a bare start*4.000*at most 3*NO", "*pace beside the ceiling*0.970*at least 0.96*yes"]
    )
    result.stdout.fnmatch_lines(["2 figures, 1 beside their goals."])
    written = json.loads((pytester.path / "build" / "bench.json").read_text(encoding="utf-8"))
    assert written == [
        {
            "name": "start beside a bare start",
            "value": 4.0,
            "unit": "s",
            "against": 1.0,
            "ratio": 4.0,
            "direction": "at_most",
            "goal": 3,
            "holds": False,
        },
        {
            "name": "pace beside the ceiling",
            "value": 29.1,
            "unit": "leads/s",
            "against": 30.0,
            "ratio": 0.97,
            "direction": "at_least",
            "goal": 0.96,
            "holds": True,
        },
    ]


def test_nothing_is_printed_or_written_where_nothing_was_measured(pytester: pytest.Pytester) -> None:
    pytester.makeconftest('pytest_plugins = ["tests.benchmarks.record"]')
    pytester.makepyfile("def test_it(): pass")
    result = pytester.runpytest_inprocess()
    result.stdout.no_fnmatch_line("*figures*")
    assert not (pytester.path / "build").exists()


def test_the_columns_of_the_table_line_up() -> None:
    figures = Figures()
    figures.at_most("a", 12345.6, against=10000.0, unit="s", goal=1.3)
    figures.at_least("a longer name", 0.25, against=0.5, unit="leads/s", goal=1)
    heading, first, second = table(figures)
    assert first == "a              12,346   10,000  s        1.235  at most 1.3    yes"
    assert second.index("leads/s") == heading.index("unit")
    assert json.loads(as_text(figures))[1]["ratio"] == 0.5
