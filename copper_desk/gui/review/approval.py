"""The answer of a review: which leads may go, as one value. Knows nothing of how it was come to."""

from __future__ import annotations

from dataclasses import dataclass

from copper_desk.leads.value import RowId


@dataclass(frozen=True, slots=True)
class Approval:
    """``rows`` may be sent and no others. ``note`` is kept in the history beside the push. ``first_only``: send the
    first request alone and wait for the person."""

    rows: frozenset[RowId]
    note: str = ""
    first_only: bool = False
