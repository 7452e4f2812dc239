"""Which record holds the headers, below titles and blank lines."""

from __future__ import annotations

from collections.abc import Sequence

from copper_desk.tabular.alias import ALIASES, TEMPLATE, plain_header

_LOOKED_AT = 60
_SHARE = 0.5
_KNOWN = 2


def found_header(records: Sequence[Sequence[str]]) -> int:
    """The place, from 0, of the first record that fills more than half as many cells as the fullest ones near it.

    A title fills one cell; headers name almost every column. "Generated on | 2026-06-24" may fill as many as a short
    row of headers does, but headers are words; a title with a comma in it may fill two, but says nothing that leads are
    headed by. One record that is much longer than all others is a ragged one.
    """
    filled = [[cell for cell in record if cell.strip()] for record in records[:_LOOKED_AT]]
    fullest = _fullest(filled)
    likely = [place for place, cells in enumerate(filled) if len(cells) > fullest * _SHARE]
    first = next((place for place in likely if len(filled[place]) >= fullest or _is_worded(filled[place])), 0)
    if not filled or _known(filled[first]):
        return first
    longer = (place for place in likely if place > first and len(filled[place]) > len(filled[first]))
    return next((place for place in longer if _known(filled[place])), first)


def _fullest(filled: Sequence[Sequence[str]]) -> int:
    """How many cells the fullest records fill: what two of them reach, where more than one fills several."""
    several = sorted(len(cells) for cells in filled if len(cells) > 1)
    return several[-2] if len(several) > 1 else max(map(len, filled), default=0)


def _known(cells: Sequence[str]) -> bool:
    """Whether lists of leads are headed so: half of the cells, and two at the least, are names of a field."""
    names = sum(plain in ALIASES or plain in TEMPLATE for plain in map(plain_header, cells))
    return names >= _KNOWN and names >= len(cells) * _SHARE


def _is_worded(cells: Sequence[str]) -> bool:
    """Whether these are words; a year among names of fields is one, too."""
    return not any(map(_is_figure, cells)) or _known(cells)


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
