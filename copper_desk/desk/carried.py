"""Changes taken out of one sheet and brought into another, or into the same one later.

Gathering freezes them with the values over which they were typed; opening puts them over what Copper holds by then, so
that what somebody changed meanwhile is a conflict as after any refresh. Plans only; the change sets are for
``Desk.stage``. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from copper_desk.desk.desk import Desk
from copper_desk.leads.shape import fits
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.edit import AddRow, Change, ChangeSet, RemoveRow, ResetCell, SetCell, SetCellOver
from copper_desk.sheet.phase import Phase, in_push
from copper_desk.sheet.sheet import Sheet
from copper_desk.storage.change_document import CarriedCell, CarriedLead, ChangeDocument
from copper_desk.wording import tr


@dataclass(frozen=True, slots=True)
class Gathered:
    """``document`` holds the changes of ``rows``. ``kept_back`` rows are on their way to Copper, or are not confirmed:
    elsewhere they could be sent a second time."""

    document: ChangeDocument
    rows: tuple[RowId, ...] = ()
    kept_back: tuple[RowId, ...] = ()

    def removal(self, sheet: Sheet, *, label: str) -> ChangeSet:
        """Takes the changes out of the sheet."""
        changes: list[Change] = []
        for row in self.rows:
            if row < 0:
                changes.append(RemoveRow(row))
            else:
                changes += [ResetCell(row, key) for key in sheet.edits(row)]
        return ChangeSet(tuple(changes), label)


def gather(
    desk: Desk, rows: Iterable[RowId], *, at_s: float, by: str = "", note: str = "", title: str = ""
) -> Gathered:
    """The changes of these rows; those without any are left out."""
    sheet = desk.sheet
    changed = [row for row in dict.fromkeys(rows) if row in sheet and (row < 0 or sheet.edits(row))]
    held = {row for row in changed if _is_under_way(desk, row)}
    free = tuple(row for row in changed if row not in held)
    leads = tuple(_carried(sheet, row, desk.style) for row in free)
    document = ChangeDocument(desk.account.id, desk.account.name, at_s, by, note, leads, title)
    return Gathered(document, free, tuple(row for row in changed if row in held))


def _is_under_way(desk: Desk, row: RowId) -> bool:
    phase = desk.sheet.phase(row)
    return in_push(phase) or row in desk.doubts or phase is Phase.UNKNOWN


def _carried(sheet: Sheet, row: RowId, style: TextStyle) -> CarriedLead:
    schema = sheet.schema
    cells = (CarriedCell(key, schema[key].label, edit.base, edit.value) for key, edit in sheet.edits(row).items())
    name = text_of(schema["name"], sheet.value(row, "name"), style)
    return CarriedLead(None if row < 0 else row, name, tuple(cells))


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening a document would do to a sheet.

    ``cells`` would be put in, on ``rows``, ``new`` of them new leads; ``there`` cells and new leads are there already.
    ``conflicts`` are cells that Copper holds otherwise by now. ``own`` cells carry another change that was made here:
    they are in ``change_set`` only with ``over_own``. ``missing`` leads are not in the sheet, ``under_way`` ones must
    not be touched now, ``unknown`` fields are not in the account.
    """

    change_set: ChangeSet
    rows: frozenset[RowId] = frozenset()
    cells: int = 0
    new: int = 0
    there: int = 0
    conflicts: int = 0
    own: int = 0
    missing: tuple[CarriedLead, ...] = ()
    unknown: tuple[str, ...] = ()
    under_way: tuple[CarriedLead, ...] = ()
    over_own: bool = False


@dataclass(slots=True)
class _Plan:
    changes: list[Change] = field(default_factory=list)
    rows: set[RowId] = field(default_factory=set)
    unknown: dict[str, None] = field(default_factory=dict)
    missing: list[CarriedLead] = field(default_factory=list)
    under_way: list[CarriedLead] = field(default_factory=list)
    cells: int = 0
    new: int = 0
    there: int = 0
    conflicts: int = 0
    own: int = 0


def plan_opening(
    desk: Desk, document: ChangeDocument, *, over_own: bool = False, unconfirmed: str = "", source: str = ""
) -> Opening:
    """What opening ``document`` would do. ``over_own``: it has its way where this sheet has another change.

    ``unconfirmed`` is why its new leads have to wait for a check, "" where they need none.
    """
    plan, sheet = _Plan(), desk.sheet
    known_new = [_texts(sheet, row) for row in sheet.changed_rows() if row < 0]
    for lead in document.leads:
        cells = [cell for cell in lead.cells if _is_known(sheet, cell, plan)]
        if lead.lead_id is None:
            _open_new(sheet, cells, plan, known_new, unconfirmed=unconfirmed)
        elif lead.lead_id not in sheet:
            plan.missing.append(lead)
        elif _is_under_way(desk, lead.lead_id):
            plan.under_way.append(lead)
        else:
            for cell in cells:
                _open_cell(sheet, lead.lead_id, cell, plan, over_own=over_own)
    name = source or document.title or document.by
    return Opening(
        ChangeSet(
            tuple(plan.changes), tr("opening changes of {name}", name=name) if name else tr("opening changes"), name
        ),
        frozenset(plan.rows),
        plan.cells,
        plan.new,
        plan.there,
        plan.conflicts,
        plan.own,
        tuple(plan.missing),
        tuple(plan.unknown),
        tuple(plan.under_way),
        over_own,
    )


def _is_known(sheet: Sheet, cell: CarriedCell, plan: _Plan) -> bool:
    found = sheet.schema.get(cell.key)
    if found is None or not found.writable or not (fits(found, cell.base) and fits(found, cell.value)):
        plan.unknown[cell.label] = None
        return False
    return True


def _open_cell(sheet: Sheet, row: RowId, cell: CarriedCell, plan: _Plan, *, over_own: bool) -> None:
    mine = sheet.edit(row, cell.key)
    now = sheet.base(row)[sheet.schema[cell.key].position]
    if cell.value == now or (mine is not None and mine.value == cell.value):
        plan.there += 1
        return
    if mine is not None:
        plan.own += 1
        if not over_own:
            return
    plan.conflicts += cell.base != now
    plan.cells += 1
    plan.rows.add(row)
    plan.changes.append(SetCellOver(row, cell.key, cell.value, cell.base))


def _open_new(
    sheet: Sheet,
    cells: Collection[CarriedCell],
    plan: _Plan,
    known: list[dict[str, CellValue]],
    *,
    unconfirmed: str,
) -> None:
    texts = {cell.key: cell.value for cell in cells}
    if texts in known:
        known.remove(texts)
        plan.there += len(cells)
        return
    row = sheet.next_new_row()
    plan.new += 1
    plan.cells += len(cells)
    plan.rows.add(row)
    plan.changes.append(AddRow(row, unconfirmed))
    plan.changes += [SetCell(row, cell.key, cell.value) for cell in cells]


def _texts(sheet: Sheet, row: RowId) -> dict[str, CellValue]:
    return {key: edit.value for key, edit in sheet.edits(row).items()}
