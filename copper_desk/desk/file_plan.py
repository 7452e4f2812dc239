"""What a spreadsheet asks for, row by row, before anything is put into the sheet.

Joins what was read from the file, the leads as Copper holds them now, and what was pulled into the file earlier: a row
that names a pull is compared with the lead as it was then. Plans only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from copper_desk.desk.file_row import FileAim, PushedFile


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row of a file. ``field`` is a field's key, None for the whole row; ``is_fatal`` when the row
    cannot be placed at all."""

    number: int
    field: str | None
    message: str
    is_fatal: bool = True


@dataclass(frozen=True, slots=True)
class FilePlan:
    """``aims`` are the rows that say where they go; ``skipped`` are left out by choice, with the reason; ``notes`` are
    sentences about the whole file."""

    file: PushedFile
    aims: tuple[FileAim, ...]
    problems: tuple[RowProblem, ...] = ()
    skipped: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
