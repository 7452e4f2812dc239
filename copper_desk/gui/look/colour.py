"""Arithmetic on colours written as ``#rrggbb``: their parts, and what lies between two of them.

Exists so that the palette can be checked without a screen. Knows nothing of Qt or of which colours the app uses.
"""

from __future__ import annotations


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255 each, of ``#rrggbb``. Raises ValueError for anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"not #rrggbb: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """The colour with ``share`` (0.0 to 1.0) of ``second`` laid over ``first``."""
    pairs = zip(channels(first), channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
