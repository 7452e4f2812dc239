"""A small account and its leads, for the tests of the sheet."""

from __future__ import annotations

from collections.abc import Iterable

from copper_desk.leads.account import Account, Choice, CustomFieldDefinition, User
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, Lead, RowId, Value
from copper_desk.sheet.edit import Applied, ChangeSet, SetCell
from copper_desk.sheet.sheet import Sheet

ACCOUNT = Account(
    1,
    "Acme",
    "UTC",
    users=(User(11, "Ana Ruiz", "ana@acme.example"), User(12, "Bo Lind", "bo@acme.example")),
    statuses=(Choice(21, "New"), Choice(22, "Open"), Choice(23, "Junk")),
    sources=(Choice(31, "Fair"),),
    definitions=(CustomFieldDefinition(7, "Since", "Date", ("lead",)),),
)
SCHEMA = Schema(ACCOUNT)
STYLE = TextStyle()


def lead(lead_id: int | None, **values: Value) -> Lead:
    """A lead with these fields; ``address__city`` stands for ``address.city``."""
    found = list(SCHEMA.blank_lead())
    found[0] = lead_id
    for name, value in values.items():
        found[SCHEMA[name.replace("__", ".")].position] = value
    return tuple(found)


def sheet_of(*leads: Lead) -> Sheet:
    """A sheet that has just loaded these leads."""
    sheet = Sheet(SCHEMA)
    sheet.receive(leads, stamp=sheet.stamp())
    return sheet


def numbered(count: int) -> Sheet:
    """A sheet of leads 1 to ``count`` with names and titles."""
    return sheet_of(*(lead(n, name=f"Lead {n}", title=f"Title {n}") for n in range(1, count + 1)))


def put(sheet: Sheet, row: RowId, key: str, value: CellValue) -> Applied:
    """One typed cell."""
    return sheet.apply(ChangeSet((SetCell(row, key, value),), "typing"))


def revisions(sheet: Sheet, row: RowId) -> dict[str, int]:
    """What a plan of this row would send."""
    return {key: edit.revision for key, edit in sheet.edits(row).items()}


def push(sheet: Sheet, rows: Iterable[RowId]) -> None:
    """Queue rows and put them into a request."""
    rows = list(rows)
    sheet.queue((row, revisions(sheet, row)) for row in rows)
    sheet.sending(rows)


def column(sheet: Sheet, key: str) -> list[CellValue]:
    """What a column shows, in the order of arrival."""
    return sheet.column(key, sheet.row_ids())
