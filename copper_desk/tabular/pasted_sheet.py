"""Whether what was copied is a whole sheet: a row of headers over rows, rather than values for cells."""

from __future__ import annotations

from collections.abc import Sequence

from copper_desk.leads.schema import Schema
from copper_desk.tabular.column import propose_columns

_FEWEST_FIELDS = 2
_MOST_COLUMNS = 500


def is_sheet(rows: Sequence[Sequence[str]], schema: Schema) -> bool:
    """Whether the first of several rows names fields: two or more, and at least half of its cells."""
    if len(rows) < 2 or not _FEWEST_FIELDS <= len(rows[0]) <= _MOST_COLUMNS:
        return False
    named = sum(1 for cell in rows[0] if cell.strip())
    found = sum(match.field is not None for match in propose_columns(rows[0], schema, guesses=False))
    return found >= _FEWEST_FIELDS and 2 * found >= named
