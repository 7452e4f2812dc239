"""Tips: beside the thing they are about, once, and none where they could not be remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from copper_desk.desk.desk import Desk
from copper_desk.gui.control.habit import TIPS, TIPS_TOLD
from copper_desk.gui.control.tip import WORDS
from copper_desk.gui.panel.tip_card import TipCard
from copper_desk.storage.setting import Settings
from tests.support.window import WAIT_MS, Person


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def newcomer(qtbot: QtBot, open_desk: Desk, settings: Settings) -> Iterator[Person]:
    """Somebody whose habits are kept, and who has seen no tip yet."""
    somebody = Person(qtbot, open_desk, settings=settings)
    somebody.load()
    yield somebody
    somebody.leave()


def _comes(qtbot: QtBot, person: Person) -> str:
    """The tip that comes soon."""
    qtbot.waitUntil(lambda: not person.window.tips.card.isHidden(), timeout=WAIT_MS)
    return _read(person)


def _read(person: Person) -> str:
    """The tip that is shown, taken away as by a person; "" for none."""
    card = person.window.tips.card
    if card.isHidden():
        return ""
    words = card.words.text()
    card.done.click()
    assert card.isHidden()
    return words


def _gap(person: Person) -> int:
    """Pixels between the tip and the Review below it."""
    window, review = person.window, person.window.changes.review
    return review.mapTo(window, review.rect().topLeft()).y() - window.tips.card.geometry().bottom()


def test_without_a_place_to_remember_them_there_are_no_tips(person: Person) -> None:
    person.window.tips.offer("sheet")
    assert person.window.tips.card.isHidden()


def test_each_tip_comes_once_beside_its_thing(qtbot: QtBot, newcomer: Person, settings: Settings) -> None:
    window = newcomer.window
    assert "paste from Excel" in _read(newcomer)
    newcomer.type(newcomer.row(0), "title", "Quartermaster")
    qtbot.waitUntil(lambda: not window.tips.card.isHidden(), timeout=WAIT_MS)
    card = window.tips.card
    assert 0 < _gap(newcomer) < 20
    assert "Review shows each" in _read(newcomer)
    newcomer.push()
    assert "can be taken back" in _comes(qtbot, newcomer)
    assert settings.get(TIPS_TOLD) == ["sheet", "changes", "history"]
    for name in ("sheet", "changes", "history"):
        window.tips.offer(name)
        assert card.isHidden()


def test_a_tip_whose_advice_was_taken_makes_room_for_the_next(qtbot: QtBot, newcomer: Person) -> None:
    card = newcomer.window.tips.card
    assert "paste from Excel" in card.words.text()
    newcomer.type(newcomer.row(0), "title", "Quartermaster")
    qtbot.waitUntil(lambda: "Review shows each" in card.words.text(), timeout=WAIT_MS)
    newcomer.push()
    qtbot.waitUntil(lambda: "taken back" in card.words.text(), timeout=WAIT_MS)


def test_a_tip_goes_with_the_thing_that_it_is_about(qtbot: QtBot, newcomer: Person) -> None:
    card, window = newcomer.window.tips.card, newcomer.window
    newcomer.type(newcomer.row(0), "title", "Quartermaster")
    qtbot.waitUntil(lambda: "Review shows each" in card.words.text(), timeout=WAIT_MS)
    window.resize(window.width() - 100, window.height() - 80)
    qtbot.waitUntil(lambda: 0 < _gap(newcomer) < 20, timeout=WAIT_MS)
    window.commands.undo()
    qtbot.waitUntil(card.isHidden, timeout=WAIT_MS)


def test_a_refused_lead_and_a_filter_have_their_tips(qtbot: QtBot, newcomer: Person) -> None:
    _read(newcomer)
    newcomer.window.habits.keep(TIPS_TOLD, ["sheet", "changes"])
    newcomer.type(newcomer.row(0), "company_name", "Blocked Ltd")
    newcomer.push()
    assert "F8 goes to the next" in _comes(qtbot, newcomer)
    newcomer.window.tools.filter.setText("Ltd")
    QTest.keyClick(newcomer.window.tools.filter, Qt.Key.Key_Return)
    assert "touch no others" in _comes(qtbot, newcomer)


def test_a_tip_waits_while_another_is_read(qtbot: QtBot, newcomer: Person, settings: Settings) -> None:
    tips = newcomer.window.tips
    tips.offer("history")
    newcomer.type(newcomer.row(0), "title", "Quartermaster")
    qtbot.waitUntil(newcomer.window.changes.review.isVisible, timeout=WAIT_MS)
    tips.offer("changes")
    assert settings.get(TIPS_TOLD) == ["sheet", "history"]
    assert "taken back" in _read(newcomer)
    tips.offer("changes")
    assert "Review shows each" in _read(newcomer)


def test_no_more_tips_holds_until_the_preferences_bring_them_back(newcomer: Person, settings: Settings) -> None:
    newcomer.window.tips.card.never.click()
    assert settings.get(TIPS) is False
    newcomer.window.tips.offer("history")
    assert newcomer.window.tips.card.isHidden()
    newcomer.window.preferences.show()
    dialog = newcomer.window.preferences.window
    assert dialog is not None
    dialog.tips.setChecked(True)
    dialog.save.click()
    newcomer.window.tips.offer("sheet")
    assert not newcomer.window.tips.card.isHidden()


def test_f6_reaches_a_tip_and_enter_closes_it(newcomer: Person) -> None:
    card = newcomer.window.tips.card
    for _ in range(10):
        newcomer.window.actions_["next_pane"].trigger()
        if card.done.hasFocus():
            break
    assert card.done.hasFocus()
    QTest.keyClick(card.done, Qt.Key.Key_Return)
    assert card.isHidden()
    assert newcomer.window.view.hasFocus()


@pytest.mark.parametrize("name", sorted(WORDS))
@pytest.mark.parametrize("beside", [QRect(0, 0, 40, 20), QRect(780, 590, 20, 10), QRect(0, 0, 800, 600)])
def test_a_tip_stays_in_its_window(person: Person, name: str, beside: QRect) -> None:
    window = person.window
    window.resize(800, 600)
    window.tips.tell(name, beside)
    card: TipCard = window.tips.card
    assert window.rect().contains(card.geometry())
    layout = card.layout()
    assert layout is not None
    assert card.height() >= layout.totalHeightForWidth(card.width())
