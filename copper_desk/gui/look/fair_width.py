"""Shares the width of a line among its pieces, so that the short ones stay whole and only the long ones give way.

Arithmetic alone; knows nothing of text or painting.
"""

from __future__ import annotations

from collections.abc import Sequence


def fair_widths(wanted: Sequence[float], room: float) -> list[float]:
    """A width for each piece, at most what it wants, together at most ``room``.

    What short pieces leave is shared by the others, so that no piece is smaller than another that wants less.
    """
    widths = [0.0] * len(wanted)
    left, open_pieces = max(0.0, room), sorted(range(len(wanted)), key=wanted.__getitem__)
    for done, piece in enumerate(open_pieces):
        widths[piece] = min(wanted[piece], left / (len(wanted) - done))
        left -= widths[piece]
    return widths
