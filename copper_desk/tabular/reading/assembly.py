"""From columns of records to a table: the header taken out, blank rows and ghost columns dropped, notes made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from copper_desk.tabular.reading.header import unnamed_header
from copper_desk.tabular.reading.source import Source
from copper_desk.tabular.table import SheetTab, Table, UnreadableFile
from copper_desk.wording import counted, number, tr

Columns = list[list[str]]
TOP_RECORDS = 40
MOST_COLUMNS = 2_000
"""Far more than an account has fields; beyond, each step of an import takes minutes."""
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@dataclass(frozen=True, slots=True)
class Grid:
    """All records of a sheet as columns of one length, and where they came from.

    ``skipped`` records stand above the first one of the columns. ``own_width`` is how many cells the header's record
    has in the file, 0 where the file does not say (a workbook). ``decimals`` are those of Table.
    """

    columns: Columns
    header: int
    has_header: bool = True
    skipped: int = 0
    own_width: int = 0
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    sheets: tuple[SheetTab, ...] = ()
    sheet: str | None = None
    notes: tuple[str, ...] = ()
    decimals: frozenset[int] = frozenset()


def table_of(source: Source, grid: Grid) -> Table:
    """The table of a sheet, which is used up by it. Raises UnreadableFile where it holds nothing, or far too many
    columns."""
    columns, top = grid.columns, _top(grid)
    first = grid.header + 1 if grid.has_header else grid.header
    names = [column[grid.header] for column in columns] if grid.has_header and columns else []
    for column in columns:
        del column[:first]  # Ten times as quick as a copy.
    body = columns
    width = _width(body, names, grid)
    if not width:
        where = tr("The sheet “{sheet}” of {file}", sheet=grid.sheet, file=source.name) if grid.sheet else source.name
        raise UnreadableFile(tr("{where} is empty. It needs a row of headers and at least one lead.", where=where))
    if width > MOST_COLUMNS:
        raise UnreadableFile(
            tr(
                "{file} has {width} columns; at most {limit} can be read. Remove those you do not need.",
                file=source.name,
                width=number(width),
                limit=number(MOST_COLUMNS),
            )
        )
    header = tuple(names[:width]) if grid.has_header else unnamed_header(width)
    body, numbers = _filled(body[:width], first + grid.skipped + 1)
    return Table(
        name=source.name,
        format=source.format,
        header=header,
        columns=tuple(body),
        row_numbers=numbers,
        header_row=grid.header + grid.skipped + 1 if grid.has_header else 0,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        quote=grid.quote,
        sheets=grid.sheets,
        sheet=grid.sheet,
        digest=source.digest,
        notes=(*grid.notes, *_beyond(header, grid), *_data_in(header)),
        top=top,
        decimals=frozenset(place for place in grid.decimals if place < width),
    )


def _top(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """The first records; one that only names the delimiter is an empty one, so that each stands in its place."""
    return ((),) * grid.skipped + tuple(zip(*(column[:TOP_RECORDS] for column in grid.columns), strict=True))


def _width(body: Columns, names: Sequence[str], grid: Grid) -> int:
    """The columns that the header's record names or that hold something; behind them are ghosts."""
    width = max(len(body), len(names))
    while width > grid.own_width and not _holds_anything(width - 1, body, names):
        width -= 1
    return width if any(_holds_anything(place, body, names) for place in range(width)) else 0


def _holds_anything(place: int, body: Columns, names: Sequence[str]) -> bool:
    has_name = place < len(names) and bool(names[place].strip())
    return has_name or any(map(str.strip, body[place]))


def _beyond(header: Sequence[str], grid: Grid) -> tuple[str, ...]:
    """A word on cells right of the last header."""
    count = len(header) - grid.own_width
    if not grid.own_width or count <= 0 or not grid.has_header:
        return ()
    return (
        counted(
            count,
            "Some rows are longer than the headers: the last {n} column has no name.",
            "Some rows are longer than the headers: the last {n} columns have no name.",
        ),
    )


def _data_in(header: Sequence[str]) -> tuple[str, ...]:
    """A word on headers that are somebody's address."""
    address = next((name.strip() for name in header if _ADDRESS.fullmatch(name.strip())), "")
    return (
        (tr("“{address}” is no name of a column: if the file has no headers, put 0 as their row.", address=address),)
        if address
        else ()
    )


def _filled(body: Columns, first_number: int) -> tuple[Columns, Sequence[int]]:
    """The columns without the wholly blank rows, and the numbers of the rows that are left."""
    height = len(body[0])
    numbers = range(first_number, first_number + height)
    blank = _blank_rows(body)
    if not blank:
        return body, numbers
    kept = [True] * height
    for row in blank:
        kept[row] = False
    return [list(compress(column, kept)) for column in body], list(compress(numbers, kept))


def _blank_rows(body: Columns) -> list[int]:
    """The rows in which every cell is blank; each column only looks at those that the columns before left."""
    first = body[0]
    if "" not in first and not any(map(str.isspace, first)):  # Nearly always: and five times as quick as to look.
        return []
    rest = [row for row, cell in enumerate(first) if not cell or cell.isspace()]
    for column in body[1:]:
        if not rest:
            break
        rest = [row for row in rest if not column[row] or column[row].isspace()]
    return rest
