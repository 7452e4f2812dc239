"""What can be done for a group of problems as a whole, and the memory that it takes: which cell was mended last.

Once a cell is mended it is no problem any more and in no group; the others may want the same value. Knows nothing of
widgets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from copper_desk.gui.panel.problem_group import ProblemGroup
from copper_desk.leads.kind import CHOICE_KINDS
from copper_desk.leads.problem import Origin, Problem, Severity
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.group_answer import SharedValue, is_shareable, may_share_value
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.sheet import Sheet
from copper_desk.sheet.transform import transforms_for

_GroupKey = tuple[str | None, Problem]


@dataclass(frozen=True, slots=True)
class GroupOffer:
    """A group and its answers. ``shared``: the value of a mended cell that the others may take, or None. ``chooses``:
    whether one of the field's choices may be given to all. ``sends`` is False while a push runs."""

    group: ProblemGroup
    shared: SharedValue | None = None
    chooses: bool = False
    transforms: bool = False
    puts_back: bool = False
    leaves_out: bool = False
    retries: bool = False
    sends: bool = True


class GroupMemory:
    """Remembers the refused values of the groups it was shown, for as long as the group lasts."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._refused: dict[_GroupKey, dict[RowId, CellValue]] = {}

    def offers(self, groups: Iterable[ProblemGroup], *, current: tuple[RowId, str] | None) -> list[GroupOffer]:
        """Each group with what can be done for it; ``current`` is the cell that the person is in."""
        listed = list(groups)
        self._remember(listed)
        counts = self._sheet.counts()
        sends = not (counts.of(Phase.QUEUED) or counts.of(Phase.SENDING))
        return [self._offer(group, current, sends=sends) for group in listed]

    def _remember(self, groups: list[ProblemGroup]) -> None:
        before, self._refused = self._refused, {}
        for group in groups:
            if group.key is None:
                continue
            known = self._refused[group.key, group.problem] = before.get((group.key, group.problem), {})
            known.update((row, self._sheet.value(row, group.key)) for row in group.rows if row not in known)

    def _offer(self, group: ProblemGroup, current: tuple[RowId, str] | None, *, sends: bool) -> GroupOffer:
        is_error = group.problem.severity is Severity.ERROR
        retries = is_error and group.problem.origin is Origin.COPPER
        field = None if group.key is None else self._sheet.schema[group.key]
        if field is None:
            return GroupOffer(group, retries=retries, sends=sends)
        return GroupOffer(
            group,
            shared=self._shared(group, current),
            chooses=field.kind in CHOICE_KINDS and len(group.rows) > 1,
            transforms=bool(transforms_for(field)),
            puts_back=True,
            leaves_out=is_error,
            retries=retries,
            sends=sends,
        )

    def _shared(self, group: ProblemGroup, current: tuple[RowId, str] | None) -> SharedValue | None:
        """The value of the cell mended in this group: the current one, else the one mended last."""
        key = group.key
        if key is None:
            return None
        known = self._refused[key, group.problem]
        mended = [row for row in known.keys() - set(group.rows) if self._is_mended(row, key)]
        if not mended:
            return None
        source = current[0] if current is not None and current[0] in mended and current[1] == key else None
        row = source if source is not None else max(mended, key=lambda each: self._revision(each, key))
        wish = SharedValue(self._sheet.value(row, key), known[row])
        refused = (self._sheet.value(each, key) for each in group.rows)
        return wish if may_share_value(self._sheet.schema[key], [*refused, wish.replaced]) else None

    def _is_mended(self, row: RowId, key: str) -> bool:
        if row not in self._sheet or self._sheet.edit(row, key) is None:
            return False
        return self._sheet.cell_problem(row, key) is None and is_shareable(self._sheet.value(row, key))

    def _revision(self, row: RowId, key: str) -> int:
        edit = self._sheet.edit(row, key)
        return 0 if edit is None else edit.revision
