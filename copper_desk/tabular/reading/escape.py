"""Takes the marks away that keep a spreadsheet program from running a text as a formula (``formula.py``).

Only where they are marks: in a file of ours, and in one in which no cell begins like a formula without one. A file that
has ``=SUM(A1)`` in one cell means the apostrophe of another as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copper_desk.tabular.formula import escaped, unescaped

MARK = re.compile(r"'[=+\-@\t\r]")
"""Without it in a text, or in all texts of a column one behind the other, there is no mark."""
OURS = frozenset({"lead id", "_id", "_pull", "_status"})
"""Headers of which each file that Copper Desk writes has one; then marks stay marks beside cells added since."""
_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def is_ours(columns: Sequence[Sequence[str]], header: int) -> bool:
    """Whether Copper Desk wrote a file with these columns, whose headers are the record ``header``."""
    return any(column[header].strip().casefold() in OURS for column in columns)


def without_escapes(columns: Sequence[Sequence[str]], *, header: int) -> list[list[str]]:
    """The columns, with the header in the record ``header``, without the marks."""
    if not is_ours(columns, header) and any(map(_has_unmarked, columns)):
        return [list(column) for column in columns]
    return [[unescaped(cell) if cell[:1] == "'" else cell for cell in column] for column in columns]


def _has_unmarked(column: Sequence[str]) -> bool:
    return any(cell.startswith(_SIGNS) and escaped(cell) != cell for cell in column)
