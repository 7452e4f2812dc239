"""The line at the foot: how much of Copper's minute is used, and when Copper is slow; in words, not colour alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from copper_desk.gui.control.push_score import PushState, Standing
from copper_desk.gui.look.theme import Look
from copper_desk.gui.panel.status_bar import CALLS_A_MINUTE, StatusBar
from tests.support.practice_copper import PracticeCopper
from tests.support.window import Person, a_theme


@pytest.fixture
def bar(qtbot: QtBot) -> StatusBar:
    status = StatusBar(a_theme())
    qtbot.addWidget(status)
    status.resize(1200, 30)
    status.show()
    return status


def test_the_budget_is_told_in_words_and_to_a_screen_reader(bar: StatusBar) -> None:
    bar.show_calls(87)
    assert bar.calls.text() == "87 of 180 this minute"
    assert bar.gauge.accessibleName() == "87 of 180 calls used this minute"
    assert "180 calls in any minute" in bar.gauge.toolTip()
    bar.show_calls(171)
    assert bar.calls.text() == "171 of 180, the rest waits"
    bar.show_calls(87, 90)
    assert bar.calls.text() == "87 of 90, the rest waits"
    assert bar.gauge.accessibleName() == "87 of 90 calls used this minute"


def test_everything_at_once_fits_a_small_window(bar: StatusBar) -> None:
    bar.show_calls(171)
    bar.show_slowness(12.3)
    bar.show_unsent("Kept on this computer, not in Copper yet")
    bar.leads.setText("100,000 of 100,000 leads")
    assert bar.minimumSizeHint().width() <= 800


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK, Look.CONTRAST])
def test_the_bar_fills_with_the_calls_and_has_an_outline(qtbot: QtBot, look: Look) -> None:
    theme = a_theme()
    theme.choose(look)
    status = StatusBar(theme)
    qtbot.addWidget(status)
    status.show()
    seen = {}
    for used in (0, CALLS_A_MINUTE // 2, CALLS_A_MINUTE):
        status.show_calls(used)
        picture = status.gauge.grab().toImage()
        middle = picture.height() // 2
        colours = {"ok": theme.tokens.ok, "full": theme.tokens.warning}
        row = [picture.pixelColor(x, middle).name() for x in range(picture.width())]
        seen[used] = {name: row.count(colour) for name, colour in colours.items()}
    theme.choose(Look.LIGHT)
    assert seen[0] == {"ok": 0, "full": 0}
    assert 25 < seen[90]["ok"] < 40
    assert seen[180]["full"] > 60


@pytest.mark.parametrize(
    ("call_s", "text"), [(None, ""), (0.4, ""), (1.49, ""), (2.1, "Copper is slow (2.1 s a call)")]
)
def test_slowness_is_told_from_a_second_and_a_half_on(bar: StatusBar, call_s: float | None, text: str) -> None:
    bar.show_slowness(call_s)
    assert bar.slowness.text() == text
    assert bar.slowness.isVisible() is bool(text)


def test_a_slow_push_says_so_until_its_end(person: Person, practice_copper: PracticeCopper) -> None:
    told: set[str] = set()

    def look(state: PushState) -> None:
        if state.counts[Standing.ACCEPTED] and state.running:
            told.add(person.window.status.slowness.text())

    person.type(person.row(0), "title", "Quartermaster")
    for n in range(11):
        person.type(person.row(n + 1), "title", "Chairwoman")
    practice_copper.control.faults("slow=1.7@bulk_update:1x*")
    person.window.push.progressed.connect(look)
    person.push()
    practice_copper.control.clear_faults()
    assert any(text.startswith("Copper is slow (") for text in told)
    assert person.window.status.slowness.text() == ""


def test_a_slow_load_says_so_until_its_end(person: Person, practice_copper: PracticeCopper) -> None:
    told: set[str] = set()
    person.window.load.progressed.connect(lambda _: told.add(person.window.status.slowness.text()))
    practice_copper.control.delay(latency_ms=1700)
    with person.waiting(person.window.load.ended):
        person.window.load.start_over()
    practice_copper.control.delay()
    assert any(text.startswith("Copper is slow (") for text in told)
    assert person.window.status.slowness.text() == ""


def test_with_team_permissions_it_says_that_leads_may_be_missing(bar: StatusBar) -> None:
    bar.show_leads(5, 9, None, now=datetime(2026, 3, 4, tzinfo=UTC), is_partial=True)
    assert bar.leads.text() == "5 of 9 leads · you may not see every lead"
    assert "admin" in bar.leads.toolTip()
    bar.show_leads(5, 9, None, now=datetime(2026, 3, 4, tzinfo=UTC))
    assert "may not" not in bar.leads.text()
    assert not bar.leads.toolTip()
