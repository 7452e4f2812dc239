"""Copper's messages stand on the right cell and read well, in whatever shape and under whatever name they come."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.support.practice_copper import PracticeCopper
from tests.support.window import Person

PROBABILITY = "cf_100769"

_SHAPES = [(message, nested) for message in ("object", "list", "string") for nested in ("parent", "dotted")]


def _typed(person: Person) -> tuple[RowId, RowId, RowId]:
    """Three leads: a bad country beside a good city, a bad probability beside a good title, a bad e-mail."""
    country, probability, email = (person.row(n) for n in range(3))
    changes = (
        SetCell(country, "address.country", "Atlantis"),
        SetCell(country, "address.city", "Rotterdam"),
        SetCell(probability, PROBABILITY, 250),
        SetCell(probability, "title", "Quartermaster"),
        SetCell(email, "email", "ana@example.invalid"),
        SetCell(email, "email_category", "personal"),
    )
    person.window.sheet.stage(ChangeSet(changes, "a test"))
    person.window.panels.refresh()
    return country, probability, email


@pytest.mark.parametrize(("message", "nested"), _SHAPES)
def test_each_message_stands_on_its_cell_and_on_no_other(
    person: Person, practice_copper: PracticeCopper, message: str, nested: str
) -> None:
    practice_copper.control.options(message=message, nested_key=nested)
    country, probability, email = _typed(person)
    person.push()
    found = {(row, key) for row, key, _ in person.desk.sheet.problems()}
    assert found == {(country, "address.country"), (probability, PROBABILITY), (email, "email")}


@pytest.mark.parametrize(("message", "nested"), _SHAPES)
def test_the_list_of_problems_says_it_in_a_persons_words(
    person: Person, practice_copper: PracticeCopper, message: str, nested: str
) -> None:
    practice_copper.control.options(message=message, nested_key=nested)
    _typed(person)
    person.push()
    said = {line.offer.group.label: line.offer.group.problem.message for line in person.window.problems.lines}
    assert said["Email"] == "is invalid: no mail can reach example.invalid"
    assert said["Country"] in {"is invalid", "country is invalid"}
    assert said["Probability"].endswith("must be between 0 and 100")
    assert not [text for text in said.values() if "{" in text or "[" in text or "custom_fields" in text]


def test_f8_goes_through_the_refused_cells_and_they_tell_coppers_words(person: Person) -> None:
    country, probability, email = _typed(person)
    person.push()
    person.go(person.row(0), "name")
    visited = []
    for _ in range(3):
        QTest.keyClick(person.window.view, Qt.Key.Key_F8)
        visited.append(person.window.view.current_cell())
    assert visited == [(country, "address.country"), (probability, PROBABILITY), (email, "email")]
    told = person.window.view.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    assert "is invalid: no mail can reach example.invalid" in told
