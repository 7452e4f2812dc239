"""Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods): the values that their program last computed, as text.

A text stays as it is; a whole number comes without ``.0``; a date is written ``2026-03-04``, with ``T08:00:00`` only
where there is a time; a checkbox is TRUE or FALSE.
"""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO
from itertools import islice, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from copper_desk.tabular.reading.assembly import Columns, Grid, table_of
from copper_desk.tabular.reading.escape import MARK, is_ours, without_escapes
from copper_desk.tabular.reading.extent import check_counts, check_extent, too_far
from copper_desk.tabular.reading.formula_cell import unsaved_formulas
from copper_desk.tabular.reading.header import found_header
from copper_desk.tabular.reading.source import Source, damaged, locked
from copper_desk.tabular.table import ReadOptions, SheetTab, Table, UnreadableFile, Watch
from copper_desk.wording import counted, number, tr

_CHUNK_ROWS = 500
_TOO_MANY = "Cell limit exceeded"
"""The reader's words for an .ods sheet that reaches too far."""
_HEAD_ROWS = 100
_MIDNIGHT = dt.time()
_HALF_SECOND = dt.timedelta(milliseconds=500)
_EXACT = 1e15
_PRECISION = 15
"""Significant digits that spreadsheet programs keep and show."""
_NOISE = 3
"""A number that loses more digits than these when it is rounded to the precision was meant to be the rounded one."""


def read_workbook(source: Source, choice: ReadOptions, watch: Watch | None) -> Table:
    """The table of one sheet: the one named, else the first that is visible. Raises UnreadableFile."""
    with _told(source.name):
        book, tabs = _opened(source)
        read = _Read(_Cells([]), 0)
        wanted = _chosen(source.name, tabs, choice.sheet)
        # Where the person named no sheet, an empty one in front is passed by.
        places = [wanted] if choice.sheet is not None else [wanted, *(tab.name for tab in tabs if tab.is_visible)]
        for tab in dict.fromkeys(places):
            check_extent(source, tab)
            read = _read(source, book, tab, watch)
            if read.cells.columns:
                break
    if not read.cells.columns:
        raise UnreadableFile(_empty(source.name, wanted, tabs))
    table = table_of(source, _grid(read.cells, choice, source.name, tabs=tabs, tab=tab))
    if read.unsaved:
        table = replace(table, notes=(*table.notes, _blank_formulas(read.unsaved)))
    if tab == wanted:
        return table
    note = tr("The sheet “{empty}” is empty, so “{tab}” was read.", empty=wanted, tab=tab)
    return replace(table, notes=(note, *table.notes))


def _empty(name: str, tab: str, tabs: tuple[SheetTab, ...]) -> str:
    if len(tabs) == 1:
        return tr("{where} is empty. It needs a row of headers and at least one lead.", where=name)
    return tr("The sheet “{tab}” of {file} is empty. Choose another sheet.", tab=tab, file=name)


def _blank_formulas(count: int) -> str:
    return counted(
        count,
        "{n} cell holds a formula whose result was not saved, and is read as blank. Open the file in a spreadsheet "
        "program, save it once, and choose it again.",
        "{n} cells hold formulas whose results were not saved, and are read as blank. Open the file in a spreadsheet "
        "program, save it once, and choose it again.",
    )


def _opened(source: Source) -> tuple[Any, tuple[SheetTab, ...]]:
    """The workbook and its sheets, those left out that hold charts or programs."""
    import python_calamine as calamine

    check_counts(source)
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(source.data))
    except calamine.CalamineError:
        book = _by_name(source)
    return book, tuple(
        SheetTab(each.name, each.visible == calamine.SheetVisibleEnum.Visible)
        for each in book.sheets_metadata
        if each.typ == calamine.SheetTypeEnum.WorkSheet
    )


def _by_name(source: Source) -> Any:
    """The workbook from a file of the right ending: only then does the reader say why it cannot read it."""
    import python_calamine as calamine

    with TemporaryDirectory() as folder:
        path = Path(folder) / f"book.{source.format.value}"
        path.write_bytes(source.data)
        return calamine.CalamineWorkbook.from_path(path)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """What the readers raise, as one sentence."""
    import python_calamine as calamine

    try:
        yield
    except calamine.PasswordError as error:
        raise UnreadableFile(locked(name)) from error
    except calamine.CalamineError as error:
        raise UnreadableFile(too_far(name) if _TOO_MANY in str(error) else damaged(name)) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UnreadableFile(damaged(name)) from error
    except BaseException as error:
        # A bug of the reader comes as pyo3's PanicException: no Exception, and of no module that could be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile(damaged(name)) from error


def _grid(cells: _Cells, choice: ReadOptions, name: str, *, tabs: tuple[SheetTab, ...], tab: str) -> Grid:
    columns = cells.columns
    if choice.header_row is None:
        header = found_header(list(zip(*(column[:_HEAD_ROWS] for column in columns), strict=True)))
    else:
        header = max(choice.header_row - 1, 0)
    if header >= len(columns[0]):
        raise UnreadableFile(
            tr("{name} has no row {header}. Choose another row of headers.", name=name, header=number(header + 1))
        )
    # A comma-separated file of ours that was saved as a workbook has its marks still.
    if cells.is_marked and is_ours(columns, header):
        columns = without_escapes(columns, header=header)
    first = header + (choice.header_row != 0)
    return Grid(
        columns,
        header=header,
        has_header=choice.header_row != 0,
        sheets=tabs,
        sheet=tab,
        # One in a title above says nothing of the leads.
        decimals=frozenset(place for place, last in cells.decimals.items() if last >= first),
    )


def _chosen(name: str, tabs: Sequence[SheetTab], wanted: str | None) -> str:
    if not tabs:
        raise UnreadableFile(tr("{name} has no sheet with cells. Choose another file.", name=name))
    if wanted is None:
        return next((tab.name for tab in tabs if tab.is_visible), tabs[0].name)
    if any(tab.name == wanted for tab in tabs):
        return wanted
    known = ", ".join(f"“{tab.name}”" for tab in tabs)
    raise UnreadableFile(
        tr("{name} has no sheet called “{wanted}”. It has {known}.", name=name, wanted=wanted, known=known)
    )


@dataclass(slots=True)
class _Cells:
    """All records of a sheet, the last record in which a column holds a number with decimals, and whether a text may
    have the mark of an escape."""

    columns: Columns
    decimals: dict[int, int] = field(default_factory=dict)
    is_marked: bool = False

    def take(self, place: int, cells: Sequence[Any]) -> None:
        """Add cells to the column at ``place``. Most columns hold nothing but texts, and to join them is the quickest
        way to know it."""
        texts: Sequence[str] = cells
        try:
            joined = "".join(cells)
        except TypeError:
            texts = _texts(cells)
            joined = "".join(texts)
            if "." in joined and (with_decimals := [at for at, cell in enumerate(cells) if _has_decimals(cell)]):
                self.decimals[place] = len(self.columns[place]) + with_decimals[-1]
        self.columns[place].extend(texts)
        self.is_marked = self.is_marked or MARK.search(joined) is not None


class _Read(NamedTuple):
    """The cells of a sheet, and how many formulas have no value."""

    cells: _Cells
    unsaved: int


def _read(source: Source, book: Any, tab: str, watch: Watch | None) -> _Read:
    """Formulas are counted aside: the reader lets go of the interpreter while it unpacks the sheet, which takes it
    several times as long."""
    with ThreadPoolExecutor(max_workers=1) as aside:
        unsaved = aside.submit(unsaved_formulas, source, tab)
        cells = _cells(book.get_sheet_by_name(tab), watch)
        return _Read(cells, unsaved.result())


def _cells(sheet: Any, watch: Watch | None) -> _Cells:
    """Each cell as its text. Marks of escapes are looked for piece by piece, while the texts are at hand.

    ``iter_rows`` begins at the first row, but leaves out the empty columns on the left, which are counted here, too.
    """
    found = _Cells([])
    left = [""] * sheet.start[1] if sheet.start is not None else []
    rows = (left + row for row in sheet.iter_rows()) if left else sheet.iter_rows()
    done, whole = 0, sheet.total_height
    while chunk := list(islice(rows, _CHUNK_ROWS)):
        for place, cells in enumerate(zip_longest(*chunk, fillvalue="")):
            if place == len(found.columns):
                found.columns.append([""] * done)
            found.take(place, cells)
        done += len(chunk)
        if watch is not None:
            watch(done, max(done, whole))
    return found


def _has_decimals(cell: object) -> bool:
    return isinstance(cell, float) and not cell.is_integer()


def _texts(cells: Sequence[Any]) -> list[str]:
    if set(map(type, cells)) == {float}:
        if all(map(float.is_integer, cells)) and max(map(abs, cells)) < _EXACT:
            return list(map(str, map(int, cells)))
        return [_number(cell) for cell in cells]
    return [cell if type(cell) is str else text_of_cell(cell) for cell in cells]


def text_of_cell(cell: object) -> str:
    """One cell as text."""
    writer = _WRITERS.get(type(cell))
    return writer(cell) if writer is not None else str(cell)


def _number(cell: float) -> str:
    if cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    text = repr(cell)
    if len(text) > _PRECISION:
        text = _without_noise(cell, text)
    return format(Decimal(text), "f").removesuffix(".0") if "e" in text else text.removesuffix(".0")


def _without_noise(cell: float, text: str) -> str:
    """``119`` for the 119.00000000000001 that a formula left: programs show 15 digits, where the noise is not seen."""
    shown = f"{cell:.{_PRECISION}g}"
    return shown if len(shown) < len(text) - _NOISE else text


def _moment(cell: dt.datetime) -> str:
    moment = _to_second(cell)
    return moment.date().isoformat() if moment.time() == _MIDNIGHT else moment.isoformat()


def _to_second(cell: dt.datetime) -> dt.datetime:
    """A workbook keeps a time as a fraction of a day, so its microseconds are noise."""
    return (cell + _HALF_SECOND).replace(microsecond=0)


def _time(cell: dt.time) -> str:
    moment = _to_second(dt.datetime.combine(dt.date.min, cell))
    return moment.time().isoformat()


def _duration(cell: dt.timedelta) -> str:
    minutes, seconds = divmod(round(cell.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}"


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: lambda cell: cell,
    bool: lambda cell: "TRUE" if cell else "FALSE",
    int: str,
    float: _number,
    dt.datetime: _moment,
    dt.date: dt.date.isoformat,
    dt.time: _time,
    dt.timedelta: _duration,
    type(None): lambda _cell: "",
}
