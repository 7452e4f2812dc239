"""A spreadsheet file as text cells: what was in it, before anyone decides what it means.

Text stays text (leading zeros, long numbers); nothing is guessed here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from copper_desk.tabular.formula import escaped, unescaped


class UnreadableFile(Exception):
    """A file cannot be read as a spreadsheet. The message is one sentence: which file, which line, what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record. ``number`` is the line of the file it ends on, from 1, as an editor shows it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the records under it; wholly blank records are left out, short ones are not filled up."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_csv(path: Path) -> Table:
    """Read a comma-separated file in UTF-8 with or without a byte order mark. Raises UnreadableFile."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            records = _records(path.name, file)
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path.name} is not in UTF-8. Save it as “CSV UTF-8” and try again.") from error
    filled = [record for record in records if any(cell.strip() for cell in record.cells)]
    if not filled:
        raise UnreadableFile(f"{path.name} is empty. It needs a row of headers and at least one lead.")
    return Table(path.name, filled[0].cells, tuple(filled[1:]))


def _records(name: str, file: Iterable[str]) -> list[Row]:
    reader = csv.reader(file, strict=True)
    try:
        return [Row(reader.line_num, tuple(map(unescaped, cells))) for cells in reader]
    except csv.Error as error:
        raise UnreadableFile(f"{name}, line {reader.line_num}: {error}. Check the quotes there.") from error


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a comma-separated file that Excel opens as UTF-8; returns the number of rows. Raises OSError."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([escaped(cell) for cell in header])
        for row in rows:
            writer.writerow([escaped(cell) for cell in row])
            count += 1
    return count
