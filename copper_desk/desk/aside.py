"""Moves a set of changes between the sheet and the disk so that at no moment it is in neither place, nor in both for
long.

Whatever may leave the sheet is written beside the sets first, as on its way; then the sheet changes; then what the
sheet does not show becomes the set. If the program ends in between, the last step is made up for at the next start:
what the sheet has is not also set aside, or a new lead could be created twice. Knows nothing of windows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from copper_desk.desk.desk import Desk
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.sheet import Sheet
from copper_desk.storage.change_document import CarriedCell, CarriedLead, ChangeDocument, SetAside


class MovingSet:
    """One set and the file it has or would have. ``begin`` before each change of the sheet, ``end`` after."""

    def __init__(self, sets: SetAside, desk: Desk, document: ChangeDocument, path: Path) -> None:
        self._sets = sets
        self._desk = desk
        self._document = document
        self._path = path

    def begin(self) -> None:
        """Raises StorageTrouble, UnreadableDocument; then the sheet must stay as it is."""
        held = self._sets.held(self._path)
        leaving, _ = divided(self._desk.sheet, self._document)
        both = leaving if held is None else replace(held, leads=_joined(held.leads, leaving.leads))
        self._sets.begin(self._path, both)

    def end(self) -> None:
        """Raises StorageTrouble, UnreadableDocument; then ``settle`` makes up for it."""
        if self._desk.keeps_changes:
            _settle(self._sets, self._desk.sheet, self._path)


def settle(sets: SetAside, desk: Desk) -> None:
    """Bring every set to its place that is on its way still. Raises StorageTrouble, UnreadableDocument.

    Not while a change waits for room on the disk: the set is then all that would outlive the program.
    """
    if desk.keeps_changes:
        for path in sets.on_their_way():
            _settle(sets, desk.sheet, path)


def _settle(sets: SetAside, sheet: Sheet, path: Path) -> None:
    document = sets.on_its_way(path)
    if document is not None:
        sets.end(path, divided(sheet, document)[1])


def divided(sheet: Sheet, document: ChangeDocument) -> tuple[ChangeDocument, ChangeDocument]:
    """``document`` as what the sheet shows of it, and what it does not."""
    new = [_values(sheet, row) for row in sheet.changed_rows() if row < 0]
    inside, outside = list[CarriedLead](), list[CarriedLead]()
    for lead in document.leads:
        if lead.lead_id is None:
            (inside if _taken(new, _wanted(sheet, lead)) else outside).append(lead)
            continue
        shown = tuple(cell for cell in lead.cells if _shows(sheet, lead.lead_id, cell))
        rest = tuple(cell for cell in lead.cells if cell not in shown)
        inside += [replace(lead, cells=shown)] if shown else []
        outside += [replace(lead, cells=rest)] if rest else []
    return replace(document, leads=tuple(inside)), replace(document, leads=tuple(outside))


def _shows(sheet: Sheet, row: RowId, cell: CarriedCell) -> bool:
    known = sheet.schema.get(cell.key)
    return known is not None and row in sheet and sheet.value(row, cell.key) == cell.value


def _values(sheet: Sheet, row: RowId) -> dict[str, CellValue]:
    return {key: edit.value for key, edit in sheet.edits(row).items()}


def _wanted(sheet: Sheet, lead: CarriedLead) -> dict[str, CellValue]:
    """A field that the account has no longer cannot be in the sheet."""
    return {cell.key: cell.value for cell in lead.cells if sheet.schema.get(cell.key) is not None}


def _taken(found: list[dict[str, CellValue]], wanted: dict[str, CellValue]) -> bool:
    """Each new lead of the sheet stands for one of the document."""
    if wanted not in found:
        return False
    found.remove(wanted)
    return True


def _joined(held: Iterable[CarriedLead], more: Iterable[CarriedLead]) -> tuple[CarriedLead, ...]:
    """Leads of both, the cells of one lead together; where both have a cell, the one just leaving counts."""
    leads: dict[object, CarriedLead] = {}
    for lead in (*held, *more):
        name = lead.cells if lead.lead_id is None else lead.lead_id
        former = leads.get(name)
        cells = {cell.key: cell for cell in (*(former.cells if former else ()), *lead.cells)}
        leads[name] = replace(lead, cells=tuple(cells.values()))
    return tuple(leads.values())
