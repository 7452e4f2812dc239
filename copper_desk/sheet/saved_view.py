"""What a view of the sheet is: its columns, its order and its filters, under a name. Plain values; shows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from copper_desk.sheet.ranking import Sorts
from copper_desk.sheet.row_filter import RowFilter


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """``order`` are field keys from the left; ``widths`` in pixels at scale 1. What it does not name stays as it is."""

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    widths: Mapping[str, int] = field(default_factory=dict)

    def without_widths(self) -> ColumnLayout:
        """What makes two layouts different ones for a person."""
        return replace(self, widths={})


@dataclass(frozen=True, slots=True)
class SavedView:
    """``words`` are those of the filter box; ``filters`` go by field key, "" for the State column."""

    name: str
    columns: ColumnLayout
    sorts: Sorts = ()
    words: str = ""
    filters: Mapping[str, RowFilter] = field(default_factory=dict)

    def shows_as(self, other: SavedView) -> bool:
        """Whether both show the same, but for the widths of columns."""
        mine, theirs = (
            (view.columns.without_widths(), view.sorts, view.words, dict(view.filters)) for view in (self, other)
        )
        return mine == theirs
