"""Between the question and the push a load may bring news: only what is still as it was approved is sent."""

from __future__ import annotations

from copper_desk.copper.cancel import CancelToken
from copper_desk.gui.control.push_score import Standing
from copper_desk.sheet.phase import Phase
from tests.support.practice_copper import PracticeCopper
from tests.support.window import Person


def _reload(person: Person) -> None:
    person.desk.load_run().run(person.desk.receive, CancelToken())


def test_a_lead_that_came_into_conflict_meanwhile_is_held_and_the_rest_goes(
    person: Person, practice_copper: PracticeCopper
) -> None:
    disputed, calm = person.row(0), person.row(1)
    for row in (disputed, calm):
        person.type(row, "title", "Quartermaster")
    practice_copper.control.edit(disputed, title="Somebody else’s title")
    person.answers.meanwhile = lambda: _reload(person)
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 1}
    assert person.phase(disputed) is Phase.CONFLICT
    assert person.shown_text(disputed, "title") == "Quartermaster"
    stored = practice_copper.control.lead(disputed)
    assert stored is not None
    assert stored["title"] == "Somebody else’s title"


def test_nothing_is_sent_when_somebody_made_the_same_change_meanwhile(
    person: Person, practice_copper: PracticeCopper
) -> None:
    row = person.row(0)
    person.type(row, "title", "Quartermaster")
    practice_copper.control.edit(row, title="Quartermaster")
    person.answers.meanwhile = lambda: _reload(person)
    assert not person.window.push.request_push()
    assert practice_copper.control.applied() == {}
    assert "nothing to push" in person.said()
