"""Duplicates among the leads: shown in groups, with the reason, for as long as they are shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from copper_desk.gui.control.filter_controller import GROUPS
from copper_desk.leads.value import RowId
from tests.support.window import Person


def shown(person: Person) -> list[RowId]:
    """The leads shown."""
    return list(person.window.order.rows)


def chips(person: Person) -> list[str]:
    """What the chips say."""
    return [chip.text.toolTip() for chip in person.window.strip.chips.values()]


def find_duplicates(person: Person) -> None:
    """Choose Find duplicates and wait for the answer."""
    with person.waiting(person.window.duplicates.over):
        person.window.actions_["duplicates"].trigger()


def test_duplicates_are_shown_in_groups_with_the_reason(person: Person) -> None:
    first, second = person.row(0), person.row(7)
    email = person.desk.sheet.value(first, "email")
    person.type(second, "email", str(email).upper())
    find_duplicates(person)
    rows = shown(person)
    assert rows.index(second) - rows.index(first) in {1, 2, 3}
    number = person.window.model.group_at(rows.index(first))
    assert number is not None
    assert person.window.model.group_at(rows.index(second)) == (number[0], False)
    index = person.window.model.index(rows.index(second), 0)
    assert "alike in: Email" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert "alike in: Email" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert chips(person)[0].startswith("Duplicates: ")
    assert "Merge them in Copper" in person.said()
    person.window.strip.chips[GROUPS].close_button.click()
    assert person.window.model.group_at(0) is None
    assert len(shown(person)) == len(person.desk.sheet)
    assert "alike" not in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


@pytest.mark.parametrize("away", ["the chip is closed", "another view", "everything"])
def test_what_was_said_of_duplicates_goes_when_they_are_no_longer_shown(person: Person, away: str) -> None:
    window = person.window
    find_duplicates(person)
    window.tools.filter.setText("a")
    window.filters.show_words("a")
    assert window.message_bar.text.startswith("Duplicates: ")
    if away == "the chip is closed":
        window.strip.chips[GROUPS].close_button.click()
    elif away == "another view":
        window.views.apply("")
    else:
        window.filters.show_everything()
    assert window.message_bar.text == ""
    assert window.messages.messages[-1].text.startswith("Duplicates: ")


def test_what_was_said_since_duplicates_were_found_stays(person: Person) -> None:
    find_duplicates(person)
    person.window.messages.say("Something else.")
    person.window.filters.show_everything()
    assert person.window.message_bar.text == "Something else."


def test_no_duplicates_is_an_answer_too(person: Person) -> None:
    person.window.duplicates.wanted = []
    find_duplicates(person)
    assert person.said().startswith("No duplicates among the ")
    assert person.window.arrangement.groups is None
