"""Which answers may be given to a whole group of refused cells at once, and the gesture that gives one.

The rule that nobody may break by one click: what identifies a person (an e-mail, a phone, a name) is never the same for
twelve people. Knows nothing of how groups are found or shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, RowId, Unparsed, is_empty
from copper_desk.sheet.cell_plan import CellPlan, CellPlanner
from copper_desk.sheet.edit import ChangeSet, ResetCell
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import counted


@dataclass(frozen=True, slots=True)
class SharedValue:
    """A value to give to others. ``replaced`` is what the cell it was typed in held before, and was refused for: of
    two people with two refused e-mails, the second must not get the first one's new one."""

    value: CellValue
    replaced: CellValue


def may_share_value(field: Field, refused: Iterable[CellValue]) -> bool:
    """Whether one value may take the place of all these refused ones.

    Yes for a choice (owner, status, source, dropdown): many leads have the same. Else only where all of them were
    refused for one and the same value, which then was not anybody's own. Never for a field that no one edits.
    """
    if field.read_only:
        return False
    if field.kind in CHOICE_KINDS:
        return True
    texts = {value.text if isinstance(value, Unparsed) else value for value in refused}
    return len(texts) == 1


def is_shareable(value: CellValue) -> bool:
    """Whether a value can be given to others: it was read, and it is something."""
    return not isinstance(value, Unparsed) and not is_empty(value)


def share_value(sheet: Sheet, rows: Iterable[RowId], key: str, wish: SharedValue, *, style: TextStyle) -> CellPlan:
    """One value for the same field of many leads, as one gesture that is not applied yet.

    Raises ValueError where the rule forbids it, and KeyError for an unknown row or field.
    """
    wanted = tuple(rows)
    refused = [sheet.value(row, key) for row in wanted]
    if not may_share_value(sheet.schema[key], [*refused, wish.replaced]):
        raise ValueError(f"{key} is each lead's own")
    planner = CellPlanner(sheet, style)
    for row in wanted:
        planner.put_value(row, key, wish.value)
    return planner.plan("changed", noun="changing")


def leave_out(sheet: Sheet, rows: Iterable[RowId], key: str) -> ChangeSet:
    """The edits of one field put back in these leads, so that the rest of their changes can be sent."""
    changes = tuple(ResetCell(row, key) for row in rows if sheet.edit(row, key) is not None)
    label = sheet.schema[key].label
    return ChangeSet(
        changes,
        counted(len(changes), "leaving {field} out of {n} lead", "leaving {field} out of {n} leads", field=label),
    )
