"""Rows that stand together, such as leads that may be one person: a filter that shows them alone, group by group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copper_desk.leads.value import RowId
from copper_desk.sheet.row_filter import FilterSource


@dataclass(frozen=True)
class RowGroups:
    """``number_of`` tells the group of each row; groups are numbered from 1."""

    number_of: Mapping[RowId, int]

    @classmethod
    def of(cls, groups: Iterable[Sequence[RowId]]) -> RowGroups:
        """Groups in this order."""
        return cls({row: number for number, rows in enumerate(groups, start=1) for row in rows})

    def pick(self, rows: Sequence[RowId], source: FilterSource) -> list[RowId]:  # noqa: ARG002 - the groups are made
        return [row for row in rows if row in self.number_of]

    def renamed(self, names: Mapping[RowId, RowId]) -> RowGroups:
        if self.number_of.keys().isdisjoint(names):
            return self
        return RowGroups({names.get(row, row): number for row, number in self.number_of.items()})

    def together(self, rows: Sequence[RowId]) -> list[RowId]:
        """The rows with those of a group side by side. Groups come as their first row does; rows keep their order."""
        places: dict[int, int] = {}
        for row in rows:
            places.setdefault(self.number_of.get(row, 0), len(places))
        return sorted(rows, key=lambda row: places[self.number_of.get(row, 0)])
