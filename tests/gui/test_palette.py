"""Every pair that may meet on the screen can be read, in every look."""

import pytest

from copper_desk.gui.look.colour import contrast
from copper_desk.gui.look.palette import (
    CONTRAST,
    DARK,
    LIGHT,
    MARK_CONTRAST,
    TEXT_CONTRAST,
    Tokens,
    mark_pairs,
    text_pairs,
)

LOOKS = pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])


@LOOKS
def test_text_can_be_read_on_everything_it_may_stand_on(tokens: Tokens) -> None:
    weak = {pair: round(contrast(*pair), 2) for pair in text_pairs(tokens) if contrast(*pair) < TEXT_CONTRAST}
    assert weak == {}


@LOOKS
def test_marks_and_borders_are_told_from_what_they_stand_on(tokens: Tokens) -> None:
    weak = {pair: round(contrast(*pair), 2) for pair in mark_pairs(tokens) if contrast(*pair) < MARK_CONTRAST}
    assert weak == {}


@LOOKS
def test_no_two_grounds_of_cells_look_the_same(tokens: Tokens) -> None:
    assert len(set(tokens.cell_grounds)) == len(tokens.cell_grounds)


def test_high_contrast_is_stronger_than_dark() -> None:
    assert contrast(CONTRAST.text, CONTRAST.bg) > contrast(DARK.text, DARK.bg)
    assert contrast(CONTRAST.muted, CONTRAST.changed) > contrast(DARK.muted, DARK.changed)
