"""Every pair that may meet on the screen can be read, in every look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from copper_desk.gui.look.colour import channels
from copper_desk.gui.look.palette import CONTRAST, DARK, LIGHT, Tokens

TEXT_CONTRAST = 4.5
"""The least contrast of text against what it stands on (WCAG 2.2, 1.4.3)."""

MARK_CONTRAST = 3.0
"""The least contrast of rings, corner marks and borders of controls (WCAG 2.2, 1.4.11)."""

LOOKS = pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])


@LOOKS
def test_text_can_be_read_on_everything_it_may_stand_on(tokens: Tokens) -> None:
    weak = {pair: round(_contrast(*pair), 2) for pair in _text_pairs(tokens) if _contrast(*pair) < TEXT_CONTRAST}
    assert weak == {}


@LOOKS
def test_marks_and_borders_are_told_from_what_they_stand_on(tokens: Tokens) -> None:
    weak = {pair: round(_contrast(*pair), 2) for pair in _mark_pairs(tokens) if _contrast(*pair) < MARK_CONTRAST}
    assert weak == {}


@LOOKS
def test_no_two_grounds_of_cells_look_the_same(tokens: Tokens) -> None:
    assert len(set(_cell_grounds(tokens))) == len(_cell_grounds(tokens))


def test_high_contrast_is_stronger_than_dark() -> None:
    assert _contrast(CONTRAST.text, CONTRAST.bg) > _contrast(DARK.text, DARK.bg)
    assert _contrast(CONTRAST.muted, CONTRAST.changed) > _contrast(DARK.muted, DARK.changed)


def test_contrast_is_that_of_wcag() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert _contrast("#ffffff", "#767676") == _contrast("#767676", "#ffffff")


def _cell_grounds(tokens: Tokens) -> tuple[str, ...]:
    """Every background that a cell of the sheet may have."""
    return (
        tokens.bg,
        tokens.selection,
        tokens.changed,
        tokens.changed_selected,
        tokens.new,
        tokens.new_selected,
        tokens.failed,
        tokens.failed_selected,
    )


def _text_pairs(tokens: Tokens) -> Iterator[tuple[str, str]]:
    """Every (text, ground) that may meet: plain, muted, struck through, chips, messages, buttons."""
    panels = (tokens.bg, tokens.surface, tokens.raised, tokens.hover, tokens.chip, tokens.selection)
    for ground in (*panels, *_cell_grounds(tokens)):
        yield tokens.text, ground
        yield tokens.muted, ground
        yield tokens.error, ground
        yield tokens.ok, ground
        yield tokens.warning, ground
        yield tokens.conflict, ground
    yield tokens.on_accent, tokens.accent
    yield tokens.on_accent, tokens.accent_hover
    for ground in (tokens.bg, tokens.surface, tokens.raised):
        yield tokens.accent, ground
        yield tokens.focus, ground


def _mark_pairs(tokens: Tokens) -> Iterator[tuple[str, str]]:
    """Every (mark, ground) that may meet: rings and corner marks in cells, focus, borders of controls."""
    for ground in _cell_grounds(tokens):
        for mark in (tokens.focus, tokens.error, tokens.warning, tokens.conflict, tokens.ok):
            yield mark, ground
        yield tokens.control, ground
    for ground in (tokens.bg, tokens.surface, tokens.raised, tokens.chip, tokens.hover):
        yield tokens.focus, ground
        yield tokens.accent, ground
    for ground in (tokens.bg, tokens.surface, tokens.raised):
        yield tokens.control, ground


def _contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1.0 to 21.0 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
