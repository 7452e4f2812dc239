"""Comma-separated text and its kin.

pandas reads a regular file in half the time of the csv module, which reads every other: where a row is longer than the
ones above it, or where quotes stand where only a strict reader would mind. Both give the same cells, and a test holds
them to that.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import islice, zip_longest

from copper_desk.tabular.reading.assembly import Columns, Grid, table_of
from copper_desk.tabular.reading.dialect import (
    Dialect,
    below_hint,
    found_dialect,
    sample_records,
    strict_reader,
    without_spaces,
)
from copper_desk.tabular.reading.encoding import Text, decoded
from copper_desk.tabular.reading.escape import MARK, without_escapes
from copper_desk.tabular.reading.header import found_header
from copper_desk.tabular.reading.loose_quote import NotPlain, loose_records
from copper_desk.tabular.reading.source import Source
from copper_desk.tabular.table import OddQuotes, ReadOptions, Table, UnreadableFile, Watch
from copper_desk.wording import enumerated, number, tr

_CHUNK_ROWS = 10_000
"""So that no piece of work holds the interpreter for longer than some hundredths of a second."""
_LONGEST_CELL = 16 * 1024 * 1024
_SMALL = 200_000
"""Characters up to which a file is read before pandas would even be imported."""
_HEAD_RECORDS = 200
_NAMED_LINES = 5


@dataclass(frozen=True, slots=True)
class _Body:
    """The records of a text as columns, the first of them as they stand in it, and what is to be said of them."""

    columns: Columns
    head: list[list[str]]
    notes: tuple[str, ...] = ()


def read_text_file(source: Source, choice: ReadOptions, watch: Watch | None) -> Table:
    """The table of a text file. Raises UnreadableFile, and what ``watch`` raises."""
    text = decoded(source.data, name=source.name, encoding=choice.encoding)
    return table_of_text(source, text, choice, watch=watch)


def table_of_text(source: Source, text: Text, choice: ReadOptions, *, watch: Watch | None = None) -> Table:
    """The table of a text that is at hand. Raises UnreadableFile, and what ``watch`` raises."""
    dialect = found_dialect(text.characters, delimiter=choice.delimiter, quote=choice.quote)
    body = _body(source.name, without_spaces(below_hint(text.characters, dialect), dialect), dialect, watch=watch)
    header = found_header(body.head) if choice.header_row is None else max(choice.header_row - 1 - dialect.skipped, 0)
    if header >= len(body.columns[0] if body.columns else ()):
        raise UnreadableFile(
            tr(
                "{file} has no row {header}. Choose another row of headers.",
                file=source.name,
                header=number(header + 1),
            )
        )
    return table_of(
        source,
        Grid(
            without_escapes(body.columns, header=header) if MARK.search(text.characters) else body.columns,
            header=header,
            has_header=choice.header_row != 0,
            skipped=dialect.skipped,
            own_width=len(body.head[header]) if header < len(body.head) else 0,
            encoding=text.encoding,
            delimiter=dialect.delimiter,
            quote=dialect.quote,
            notes=(*text.notes, *body.notes),
        ),
    )


def _body(name: str, text: str, dialect: Dialect, *, watch: Watch | None) -> _Body:
    head = sample_records(text, dialect)
    width = max(map(len, head), default=0)
    if width and len(text) > _SMALL:
        found = _quickly(text, dialect, width=width, watch=watch)
        if found is not None:
            return _Body(found, head)
    try:
        return _Body(_any(text, dialect, watch=watch), head)
    except BrokenQuotes as error:
        if dialect.quote:
            with suppress(NotPlain):
                return _mended(text, dialect, watch=watch)
        raise OddQuotes(_complaint(name, error.line + dialect.skipped, error.reason)) from error


def _quickly(text: str, dialect: Dialect, *, width: int, watch: Watch | None) -> Columns | None:
    """The columns of a text that pandas reads as exactly as the csv module, else None."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # Half a surrogate pair, as it may be copied.
        return None
    return None if _needs_strictness(data, dialect) else _regular(data, dialect, width=width, watch=watch)


def _mended(text: str, dialect: Dialect, *, watch: Watch | None) -> _Body:
    """What a text with broken quotes says. Raises NotPlain where that is not plain."""
    columns: Columns = []
    head: list[list[str]] = []
    odd: list[int] = []
    found = loose_records(text, dialect)
    whole = text.count("\n")
    while chunk := list(islice(found, _CHUNK_ROWS)):
        records = [record for record, _line in chunk]
        head = head or records[:_HEAD_RECORDS]
        odd += [line + dialect.skipped for _record, line in chunk if line]
        _extend(columns, records)
        if watch is not None:
            watch(len(columns[0]), max(len(columns[0]), whole))
    return _Body(columns, head, _word_on(odd))


def _word_on(lines: Sequence[int]) -> tuple[str, ...]:
    named = enumerated(lines, most=_NAMED_LINES)
    if len(lines) == 1:
        return (
            tr(
                "In line {named} a quote stands where none may; it was read as a character. Check that row.",
                named=named,
            ),
        )
    return (
        tr(
            "In lines {named} quotes stand where none may; they were read as characters. Check those rows.",
            named=named,
        ),
    )


def _needs_strictness(data: bytes, dialect: Dialect) -> bool:
    """Whether only the csv module in its strict mode reads this UTF-8 exactly, or says what is wrong with it.

    pandas drops what it takes for quotes in ``"Big" Bob``. Where all is well, every other quote opens a cell: what
    stands between one that closes and the next that opens is empty (a doubled quote), or begins and ends at the edge of
    a cell.
    """
    import numpy as np

    delimiter, mark = dialect.delimiter.encode(), dialect.quote.encode()
    if b"\x00" in data or len(delimiter) != 1 or len(mark) > 1:
        return True
    if not mark:
        return False
    characters = np.frombuffer(data, dtype=np.uint8)
    quotes = np.flatnonzero(characters == mark[0])
    if len(quotes) % 2:
        return True
    # What is outside of cells runs from after a closing quote, or the start, to before an opening one, or the end.
    starts = np.concatenate(([0], quotes[1::2] + 1))
    ends = np.concatenate((quotes[::2], [len(data)])) - 1
    is_filled = starts <= ends
    is_edge = np.zeros(256, dtype=bool)
    is_edge[list(delimiter + b"\r\n")] = True
    begins = is_edge[characters[starts[1:][is_filled[1:]]]]
    closes = is_edge[characters[ends[:-1][is_filled[:-1]]]]
    return not (begins.all() and closes.all())


def _regular(data: bytes, dialect: Dialect, *, width: int, watch: Watch | None) -> Columns | None:
    """The columns of a file in which no row is longer than ``width``, else None. The first row may not be."""
    import pandas as pd
    from pandas.errors import ParserError

    columns: Columns = [[] for _ in range(width)]
    handle = BytesIO(data)
    lines = data.count(b"\n")
    try:
        with pd.read_csv(
            handle,
            sep=dialect.delimiter,
            quotechar=dialect.quote or '"',
            quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
            header=None,
            names=range(width),
            index_col=False,
            dtype=object,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
            low_memory=False,
            chunksize=_CHUNK_ROWS,
            engine="c",
        ) as chunks:
            for chunk in chunks:
                for column, place in zip(columns, chunk, strict=True):
                    column.extend(chunk[place].tolist())
                if watch is not None:
                    watch(len(columns[0]), max(len(columns[0]), lines))
    except ParserError:
        return None
    return columns


class BrokenQuotes(Exception):
    """The csv module cannot read on from ``line``, for its ``reason``."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason


def _any(text: str, dialect: Dialect, *, watch: Watch | None) -> Columns:
    """The columns of any file. Raises BrokenQuotes."""
    former = csv.field_size_limit(_LONGEST_CELL)
    handle = StringIO(text, newline="")
    reader = strict_reader(handle, dialect)
    columns: Columns = []
    try:
        while chunk := list(islice(reader, _CHUNK_ROWS)):
            _extend(columns, chunk)
            if watch is not None:
                watch(handle.tell(), len(text))
    except csv.Error as error:
        raise BrokenQuotes(reader.line_num, str(error)) from error
    finally:
        csv.field_size_limit(former)
    return columns


def _extend(columns: Columns, records: Sequence[Sequence[str]]) -> None:
    """Add records; earlier ones that were shorter are filled up."""
    height = len(columns[0]) if columns else 0
    added: Iterable[tuple[str, ...]] = zip_longest(*records, fillvalue="")
    for place, cells in enumerate(added):
        if place == len(columns):
            columns.append([""] * height)
        columns[place].extend(cells)
    whole = height + len(records)
    for column in columns:
        column.extend([""] * (whole - len(column)))
    if not columns:
        columns.append([""] * whole)


def _complaint(name: str, line: int, error: str) -> str:
    if "expected after" in error:
        return tr(
            "{name}, line {line}: text follows a closing quote. Check the quotes there, or read without quotes.",
            name=name,
            line=number(line),
        )
    if "unexpected end" in error:
        return tr(
            "{name}: a quote is opened and never closed (looked at up to line {line}). Check the quotes.",
            name=name,
            line=number(line),
        )
    if "field larger" in error:
        return tr(
            "{name}, line {line}: a cell is too long, perhaps a quote that is never closed. Check it there.",
            name=name,
            line=number(line),
        )
    return tr("{name}, line {line}: {error}. Check it there.", name=name, line=number(line), error=error)
