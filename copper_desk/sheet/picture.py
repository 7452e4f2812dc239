"""The leads as the sheet shows them at one moment, to be read on another thread while the sheet goes on.

Leads as loaded are immutable, so a picture of 100,000 costs a copy of references and the few edits: it is taken within
a frame of the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from copper_desk.leads.schema import Schema
from copper_desk.leads.value import CellValue, Lead, RowId
from copper_desk.sheet.edit import StagedEdit
from copper_desk.sheet.sheet import Sheet


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """``bases`` are the leads as loaded, by row; ``edits`` what is typed over them, by field key; ``gone`` the rows of
    leads that are no longer in Copper, and are here for their changes alone."""

    schema: Schema
    bases: Mapping[RowId, Lead]
    edits: Mapping[RowId, Mapping[str, StagedEdit]] = field(default_factory=dict)
    gone: frozenset[RowId] = frozenset()

    def __contains__(self, row: object) -> bool:
        return row in self.bases

    def column(self, key: str, rows: Iterable[RowId | None]) -> list[CellValue]:
        """What one field shows in these rows; empty for None."""
        chosen = rows if isinstance(rows, Sequence) else list(rows)
        return self.column_of(key, chosen, self.leads(chosen))

    def leads(self, rows: Iterable[RowId | None]) -> list[Lead]:
        """These rows as loaded; a blank lead for None."""
        bases, blank = self.bases, self.schema.blank_lead()
        return [blank if row is None else bases[row] for row in rows]

    def column_of(self, key: str, rows: Sequence[RowId | None], leads: Sequence[Lead]) -> list[CellValue]:
        """The same as ``column``, for who asks for several fields of these rows and has their ``leads`` at hand."""
        shown: list[CellValue] = list(map(itemgetter(self.schema[key].position), leads))
        if self.edits:
            for place, row in enumerate(rows):
                typed = None if row is None else self.edits.get(row)
                if typed is not None and key in typed:
                    shown[place] = typed[key].value
        return shown

    def shown(self, row: RowId) -> Sequence[CellValue]:
        """What all fields of a row show."""
        base, typed = self.bases[row], self.edits.get(row)
        if not typed:
            return base
        places = {self.schema[key].position: edit.value for key, edit in typed.items()}
        return [places.get(position, value) for position, value in enumerate(base)]


def picture_of(sheet: Sheet) -> SheetPicture:
    """What the sheet shows now. For the sheet's thread."""
    return SheetPicture(sheet.schema, sheet.bases(), sheet.all_edits(), sheet.gone_rows())
