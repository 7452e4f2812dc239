"""Compares what the window believes with what the server holds, lead by lead and field by field.

Reads each lead again from the server; believes nothing that came with a push.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from copper_desk.copper.request import fetch_lead
from copper_desk.desk.desk import Desk
from copper_desk.leads.value import CellValue, Lead, RowId

VOLATILE = frozenset({"date_modified"})
"""Fields that the server moves by itself."""


def differences(desk: Desk, rows: Iterable[RowId], wanted: Mapping[tuple[RowId, str], CellValue]) -> list[str]:
    """Every field in which a lead of the server differs from the sheet or from what was typed; empty when none."""
    found: list[str] = []
    for row in rows:
        answer = desk.client.call(fetch_lead(row)).json
        if not isinstance(answer, dict):
            found.append(f"Lead {row}: the server answered with something that is no lead.")
            continue
        held = desk.codec.decode(answer)
        found += _against_sheet(desk, row, held)
        found += _against_typed(desk, row, held, wanted)
    return found


def _against_sheet(desk: Desk, row: RowId, held: Lead) -> list[str]:
    base = desk.sheet.base(row)
    return [
        f"Lead {row}, {field.label}: the sheet has {base[field.position]!r}, the server {held[field.position]!r}."
        for field in desk.schema
        if field.key not in VOLATILE and base[field.position] != held[field.position]
    ]


def _against_typed(desk: Desk, row: RowId, held: Lead, wanted: Mapping[tuple[RowId, str], CellValue]) -> list[str]:
    return [
        f"Lead {row}, {key}: typed was {value!r}, the server has {held[desk.schema[key].position]!r}."
        for (lead, key), value in wanted.items()
        if lead == row and held[desk.schema[key].position] != value
    ]
