"""Every measure of the app, once: the steps of spacing, the heights of rows and controls.

Measures are in device-independent pixels and grow with the font, so that 200 % text clips nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetrics

PLAIN_LINE_PX = 17
"""The height of a line of plain text: 16 to 18 by its font. Larger text asks for larger measures."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Measures in device-independent pixels. ``gap`` is the step that margins and spacing are multiples of, ``mark``
    the side of ticks and signs in cells, ``scale`` how much larger than plain text is (never below 1)."""

    row: int = 27
    header: int = 30
    control: int = 31
    toolbar: int = 48
    icon: int = 16
    gap: int = 4
    cell_pad: int = 8
    radius: int = 6
    mark: int = 14
    state_column: int = 58
    name_column: int = 162
    scale: float = 1.0

    def scaled(self, plain_px: int) -> int:
        """A measure that was drawn for plain text, grown as the text is."""
        return round(plain_px * self.scale)


def scale_of(font: QFont) -> float:
    """How much larger than in the pictures this text is; never below 1."""
    return max(1.0, QFontMetrics(font).height() / PLAIN_LINE_PX)


def metrics_for(font: QFont) -> Metrics:
    """The measures for text in ``font``: the plain ones at 13 px, taller where the text needs it."""
    height = QFontMetrics(font).height()
    scale = scale_of(font)
    return Metrics(
        row=max(27, height + 10),
        header=max(30, height + 13),
        control=max(31, height + 14),
        toolbar=max(48, height + 31),
        icon=max(16, height - 1),
        mark=round(14 * scale),
        scale=scale,
        state_column=max(58, height * 3 + 10),
        name_column=max(162, height * 9),
    )
