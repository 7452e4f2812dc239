"""A text that has no room is cut short, a number never: it would be another number."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont

from copper_desk.gui.grid.cell_text import CellText

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_text_is_cut_short_with_an_ellipsis() -> None:
    shown, width = CellText(QFont()).ready("Head of partnerships", 60)
    assert shown.text().endswith("…")
    assert width <= 60


def test_a_number_without_room_is_shown_as_hashes() -> None:
    shown, width = CellText(QFont(), whole=True).ready("25,000,000.00", 40)
    assert set(shown.text()) == {"#"}
    assert width <= 40


def test_a_number_with_room_is_shown_whole() -> None:
    texts = CellText(QFont(), whole=True)
    shown, _ = texts.ready("12.50", round(texts.natural_width("12.50")) + 1)
    assert shown.text() == "12.50"
