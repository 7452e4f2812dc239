"""A table of texts into a file, comma-separated or as a workbook: whole, or not at all.

A file is written beside its place and put there when it is whole, so that what was there before stays until then. Text
stays text. Knows nothing of leads.
"""

from __future__ import annotations

import csv
import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Protocol

from copper_desk.tabular.formula import doubled, escaped
from copper_desk.tabular.table import Watch
from copper_desk.wording import number, tr

WORKBOOK_SUFFIX = ".xlsx"
_CELL_LIMIT = 32_767
_ROW_LIMIT = 1_048_576
"""Characters that a cell of a workbook holds, and rows of a sheet (Microsoft's "Excel specifications and limits")."""
_WIDEST_PX = 320
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))  # Windows knows no quota of this name.
_WATCHED_ROWS = 500


class CannotWrite(Exception):
    """A file cannot be written. The message is one sentence: which file, why, what to do."""


class Lines(Protocol):
    """Lines of texts whose number is known; they may be made as they are gone through."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Sequence[str]]: ...


@dataclass(frozen=True, slots=True)
class TextTable:
    """A header and the lines under it, all of them text."""

    header: tuple[str, ...]
    rows: Lines


def write_table(path: Path, table: TextTable, *, watch: Watch | None = None) -> int:
    """Write the table as a workbook if the name ends in .xlsx, else comma-separated; returns the number of rows.

    Raises CannotWrite, and what ``watch`` raises to end it; then what was at ``path`` before is still there, untouched.
    """
    write = _write_workbook if path.suffix.casefold() == WORKBOOK_SUFFIX else _write_text
    with _told(path):
        _replace(path, lambda beside: write(beside, table, watch))
    return len(table.rows)


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    """In the same folder, so that the last step is one move; hidden, and gone if anything fails."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write(beside)
        with beside.open("r+b") as file:  # On the disk before it takes the place of what was there.
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _watched(table: TextTable, watch: Watch | None) -> Iterator[Sequence[str]]:
    whole = len(table.rows)
    for done, row in enumerate(table.rows):
        if watch is not None and done % _WATCHED_ROWS == 0:
            watch(done, whole)
        yield row


def _write_text(path: Path, table: TextTable, watch: Watch | None) -> None:
    """Comma-separated, in an encoding that Excel tells by its first bytes, and safe from formulas. Raises OSError."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([escaped(_sound(cell)) for cell in table.header])
        for row in _watched(table, watch):
            writer.writerow([escaped(_sound(cell)) for cell in row])


def _write_workbook(path: Path, table: TextTable, watch: Watch | None) -> None:
    """Every cell is a text: nothing becomes a formula, a number or a date. Raises OSError, CannotWrite."""
    from xlsxwriter import Workbook

    if len(table.rows) >= _ROW_LIMIT:
        raise CannotWrite(tr("A workbook’s sheet has at most {limit} rows. Save it as .csv.", limit=number(_ROW_LIMIT)))
    whole = BytesIO()
    book = Workbook(whole, {"in_memory": True})
    bold = book.add_format({"bold": True})
    page = book.add_worksheet("Leads")
    page.write_row(0, 0, [*map(_sound, table.header)], bold)
    for row, cells in enumerate(_watched(table, watch), start=1):
        for column, text in enumerate(cells):
            if text:
                _write_cell(page.write_string, row, column, doubled(_sound(text)))
    page.freeze_panes(1, 1)
    # An id or a postal code is text on purpose; Excel need not point at each of them.
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.autofit(max_width=_WIDEST_PX)
    book.close()
    path.write_bytes(whole.getvalue())


def _sound(text: str) -> str:
    """A text that a file can hold: half of a character, which JSON and a clipboard may bring, becomes "?"."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _write_cell(write: Callable[[int, int, str], object], row: int, column: int, text: str) -> None:
    """Cut, a text would be read in again as a change."""
    if len(text) > _CELL_LIMIT:
        raise CannotWrite(
            tr(
                "A text is longer than a workbook’s cell ({limit} characters). Save it as .csv.",
                limit=number(_CELL_LIMIT),
            )
        )
    write(row, column, text)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Errors of the system as one sentence."""
    try:
        yield
    except PermissionError as error:
        is_held = os.access(path.parent, os.W_OK)
        why = (
            tr("It is open in another program")
            if is_held
            else tr("The folder {folder} may not be written to", folder=path.parent)
        )
        raise CannotWrite(
            tr("{file} cannot be written. {why}: {advice}", file=path.name, why=why, advice=_next_step(is_held))
        ) from error
    except FileNotFoundError as error:
        raise CannotWrite(
            tr("The folder {folder} is no longer there. Choose another one.", folder=path.parent)
        ) from error
    except OSError as error:
        why = tr("the disk is full") if error.errno in _FULL else error.strerror or str(error)
        raise CannotWrite(
            tr("{file} cannot be written: {why}. Nothing was changed there.", file=path.name, why=why)
        ) from error


def _next_step(is_held: bool) -> str:
    return tr("close it there, or choose another name.") if is_held else tr("choose another one.")
