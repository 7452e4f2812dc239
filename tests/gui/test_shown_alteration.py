"""A value that Copper accepted in another form is marked quietly; one that came back as something else is a warning."""

from __future__ import annotations

from datetime import date

from copper_desk.gui.grid.cell_state import Ring, cell_state
from copper_desk.gui.grid.cell_words import sent_note, spoken, tooltip
from copper_desk.gui.grid.shown_row import ShownRow, ShownRows
from copper_desk.leads.value import Value
from copper_desk.sheet.outcome import Accepted
from tests.sheet.specimen import SCHEMA, STYLE, lead, numbered, push, put

COLUMNS = [field.key for field in SCHEMA.columns]


def _shown(key: str, sent: Value, kept: Value) -> ShownRow:
    sheet = numbered(1)
    put(sheet, 1, key, sent)
    push(sheet, [1])
    sheet.settle([Accepted(1, lead(1, **{"name": "Lead 1", "title": "Title 1", key.replace(".", "__"): kept}))])
    return ShownRows(sheet, SCHEMA.columns, STYLE).row(1)


def test_another_form_has_a_quiet_mark_and_the_row_is_accepted() -> None:
    shown = _shown("address.country", "United States", "US")
    assert shown.cells[COLUMNS.index("address.country") + 1] == cell_state(altered=True)
    assert shown.state.words == "Accepted"


def test_a_day_that_moved_has_a_ring_and_its_row_says_so() -> None:
    shown = _shown("cf_7", date(2026, 3, 4), date(2026, 3, 3))
    assert shown.cells[COLUMNS.index("cf_7") + 1] == cell_state(ring=Ring.WARNING, altered=True)
    assert (shown.state.words, shown.state.icon) == ("Accepted, not as sent", "state-warning")


def test_what_came_back_as_sent_has_no_mark() -> None:
    shown = _shown("title", "CEO", "CEO")
    assert shown.cells[COLUMNS.index("title") + 1] == cell_state()


def test_it_is_told_in_words_too() -> None:
    assert "Sent: United States" in tooltip(
        full_text="US", loaded=None, problems=(), notes=[sent_note("United States")]
    )
    assert spoken("Country", "US", cell_state(altered=True), ()) == "Country, US, accepted, changed by Copper"
