"""How far a file is read, how fast, and how long it will still take."""

from __future__ import annotations

import pytest

from copper_desk.gui.importing.import_pace import Pace
from copper_desk.gui.importing.import_words import counting_words, putting_words, reading_words


@pytest.mark.parametrize(
    ("done", "now_s", "words"),
    [
        (0, 10.5, "Reading leads.csv…"),
        (20_000, 10.5, "Reading leads.csv: 20,000 of 100,000 rows"),
        (20_000, 12.0, "Reading leads.csv: 20,000 of 100,000 rows · 10,000/s · about 8 s left"),
        (100_000, 15.0, "Reading leads.csv: 100,000 of 100,000 rows"),
    ],
)
def test_reading_says_how_far_it_is(done: int, now_s: float, words: str) -> None:
    assert reading_words("leads.csv", Pace(began_s=10.0).at(done, 100_000, now_s=now_s)) == words


def test_putting_says_how_far_it_is() -> None:
    begun = Pace(began_s=0.0)
    assert putting_words(begun) == "Putting the changes in the sheet…"
    half = begun.at(5_000, 10_000, now_s=2.0)
    assert putting_words(half) == "Putting 5,000 of 10,000 changes in the sheet · 2,500/s · about 2 s left"


def test_counting_says_how_far_it_is() -> None:
    begun = Pace(began_s=5.0)
    assert counting_words(begun) == "Counting what would change…"
    assert counting_words(begun.at(250, 1_000, now_s=5.5)) == "Counting what would change: 25 %"
    assert counting_words(begun.at(250, 1_000, now_s=7.0)) == "Counting what would change: 25 % · about 6 s left"
