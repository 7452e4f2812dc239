"""Brings staged edits and a newer base together, field by field, so that a refresh drops no one's work.

Three values meet in a cell: what was loaded when the edit began, what was typed here, what Copper holds now. Pure
functions on one row's edits; knows nothing of phases or pushes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import NamedTuple

from copper_desk.leads.value import CellValue, Lead, Value
from copper_desk.sheet.edit import StagedEdit


class Side(Enum):
    """Whose value settles a conflict."""

    MINE = "mine"
    THEIRS = "theirs"


class Conflict(NamedTuple):
    """The three values of a cell that was changed here and in Copper."""

    yours: CellValue
    now: Value
    loaded: Value


def rebased(edits: Mapping[str, StagedEdit], base: Lead, places: Mapping[str, int]) -> dict[str, StagedEdit]:
    """The edits that still differ from ``base``. Each keeps the value it began from, so that a conflict shows."""
    return {key: edit for key, edit in edits.items() if edit.value != base[places[key]]}


def after_acceptance(
    edits: Mapping[str, StagedEdit], sent: Mapping[str, int], base: Lead, places: Mapping[str, int]
) -> dict[str, StagedEdit]:
    """The edits left when Copper took ``sent`` (key to revision) and holds ``base`` now.

    An edit that was sent is done. A newer one on a sent cell begins from what Copper holds: that change was ours.
    """
    left = {}
    for key, edit in rebased(edits, base, places).items():
        if key not in sent:
            left[key] = edit
        elif edit.revision != sent[key]:
            left[key] = edit._replace(base=base[places[key]], refusal=None)
    return left


def reasserted(
    keys: Iterable[str], old: Lead, base: Lead, places: Mapping[str, int], *, revision: Callable[[], int]
) -> dict[str, StagedEdit]:
    """Edits that bring back the ``old`` loaded values, for cells put back to them while their change was on its way."""
    return {
        key: StagedEdit(base[places[key]], old[places[key]], revision())
        for key in sorted(keys)
        if old[places[key]] != base[places[key]]
    }
