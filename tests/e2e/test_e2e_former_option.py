"""An option that an administrator removed is still named where a lead holds it, and never rewritten."""

from __future__ import annotations

from PySide6.QtCore import Qt

from copper_desk.practice.account import TIER
from tests.support.practice_copper import PracticeCopper
from tests.support.window import Person

GONE = 167775


def test_a_removed_option_is_named_in_the_tooltip(person: Person, practice_copper: PracticeCopper) -> None:
    key = f"cf_{TIER.id}"
    sheet = person.desk.sheet
    row = next(row for row in sheet.row_ids() if sheet.value(row, key) == GONE)
    index = person.window.model.index_of(row, key)
    assert index.data(Qt.ItemDataRole.DisplayRole) == f"#{GONE} (unknown)"
    assert "which Tier no longer offers" in index.data(Qt.ItemDataRole.ToolTipRole)
    person.type(row, "title", "Quartermaster")
    person.push()
    assert [set(write["body"]) - {"id"} for write in practice_copper.control.writes()] == [{"title"}]
