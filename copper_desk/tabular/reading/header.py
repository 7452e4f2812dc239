"""Which record holds the headers, below titles and blank lines."""

from __future__ import annotations

from collections.abc import Sequence

_LOOKED_AT = 60
_SHARE = 0.5


def found_header(records: Sequence[Sequence[str]]) -> int:
    """The place, from 0, of the first record that fills more than half as many cells as the fullest one near it.

    A title fills one cell; headers name almost every column. "Generated on | 2026-06-24" may fill as many as a short
    row of headers does, but headers are words.
    """
    filled = [[cell for cell in record if cell.strip()] for record in records[:_LOOKED_AT]]
    fullest = max(map(len, filled), default=0)
    likely = [place for place, cells in enumerate(filled) if len(cells) > fullest * _SHARE]
    worded = (place for place in likely if len(filled[place]) == fullest or not any(map(_is_figure, filled[place])))
    return next(worded, 0)


def _is_figure(cell: str) -> bool:
    """Whether a cell is a number, a day or a time."""
    return any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell))


def letters(place: int) -> str:
    """The name that spreadsheet programs give the column at ``place`` (from 0): A, B, …, Z, AA."""
    name = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def unnamed_header(width: int) -> tuple[str, ...]:
    """The headers of a file that has none: ``Column A``, ``Column B``, …"""
    return tuple(f"Column {letters(place)}" for place in range(width))
