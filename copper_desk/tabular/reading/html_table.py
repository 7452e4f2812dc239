"""An HTML page with a table, as many programs write it and call it .xls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from copper_desk.tabular.reading.assembly import Columns, Grid, table_of
from copper_desk.tabular.reading.encoding import Text, decoded
from copper_desk.tabular.reading.header import found_header
from copper_desk.tabular.reading.source import Source
from copper_desk.tabular.table import ReadOptions, Table, UnreadableFile, Watch
from copper_desk.wording import number, tr

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_CHUNK_CHARACTERS = 256 * 1024
_WIDEST_SPAN = 1000
_HEAD_BYTES = 4096
_SEVERAL = 2
_SKIPPED = frozenset({"script", "style", "title"})
_CELLS = frozenset({"td", "th"})


def read_html_table(source: Source, choice: ReadOptions, watch: Watch | None) -> Table:
    """The table of a page, the one with the most rows. Raises UnreadableFile, and what ``watch`` raises."""
    text = _text(source, choice)
    tables = tables_in(text.characters, watch)
    records = max(tables, key=len, default=[])
    if not records:
        raise UnreadableFile(
            tr("{file} is a web page without a table. Save the sheet as .xlsx or .csv.", file=source.name)
        )
    width = max(map(len, records))
    columns: Columns = [[record[at] if at < len(record) else "" for record in records] for at in range(width)]
    header = found_header(records) if choice.header_row is None else max(choice.header_row - 1, 0)
    if header >= len(records):
        raise UnreadableFile(
            tr(
                "{file} has no row {header}. Choose another row of headers.",
                file=source.name,
                header=number(header + 1),
            )
        )
    notes = (*text.notes, *_word_on_others(source.name, tables))
    return table_of(
        source,
        Grid(columns, header=header, has_header=choice.header_row != 0, encoding=text.encoding, notes=notes),
    )


def tables_in(text: str, watch: Watch | None = None) -> list[list[list[str]]]:
    """The cells of each table of a page, row by row. Raises what ``watch`` raises."""
    reader = _TableReader()
    for start in range(0, len(text), _CHUNK_CHARACTERS):
        reader.feed(text[start : start + _CHUNK_CHARACTERS])
        if watch is not None:
            watch(start, len(text))
    reader.close()
    return reader.tables


def _word_on_others(name: str, tables: Sequence[Sequence[Sequence[str]]]) -> tuple[str, ...]:
    """A word on tables that are left out, but not on the menus and frames of a page."""
    count = sum(len(records) > 1 and max(map(len, records)) > 1 for records in tables)
    if count < _SEVERAL:
        return ()
    return (
        tr(
            "{name} has {count} tables; the longest was read. Save the others as files of their own.",
            name=name,
            count=number(count),
        ),
    )


def _text(source: Source, choice: ReadOptions) -> Text:
    named = _CHARSET.search(source.data[:_HEAD_BYTES])
    encoding = choice.encoding
    if encoding is None and named is not None:
        encoding = named.group(1).decode("ascii").casefold()
    try:
        return decoded(source.data, name=source.name, encoding=encoding)
    except UnreadableFile:
        if choice.encoding is not None:
            raise
    return decoded(source.data, name=source.name)  # The page names an encoding that it is not in.


_PARAGRAPH = "\r"
_BREAKS = {"br": "\n", "p": _PARAGRAPH, "div": _PARAGRAPH, "li": _PARAGRAPH}
_AROUND_PARAGRAPHS = re.compile(rf"[ \n]*{_PARAGRAPH}[ \n{_PARAGRAPH}]*")
"""Paragraphs stand one below the other, however many tags end and begin between them."""


class _TableReader(HTMLParser):
    """Collects the cells of each table; a table inside a cell is read as text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._depth = 0
        self._cell: list[str] | None = None
        self._span = self._height = 1
        self._below: dict[int, int] = {}  # Columns that a cell above still fills, and for how many rows.
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
                self._below = {}
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self._begin_row()
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()
            spans = dict(attrs)
            self._cell, self._span, self._height = [], _span(spans.get("colspan")), _span(spans.get("rowspan"))
        elif self._cell is not None and tag in _BREAKS:
            self._cell.append(_BREAKS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(self._skipping - 1, 0)
        elif tag == "table":
            if self._depth == 1:
                self._end_cell()
            self._depth = max(self._depth - 1, 0)
        elif self._depth == 1 and (tag in _CELLS or tag == "tr"):
            self._end_cell()
        elif self._cell is not None and _BREAKS.get(tag) == _PARAGRAPH:
            self._cell.append(_PARAGRAPH)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Word's ``<![if !vml]>`` and what else nobody knows says nothing; the parser stops at some of them."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            end = self.rawdata.find(">", i)
            return end + 1 if end >= 0 else -1

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._skipping:
            self._cell.append(_SPACE.sub(" ", data))

    def _begin_row(self) -> None:
        self._below = {column: rows - 1 for column, rows in self._below.items() if rows > 1}
        self.tables[-1].append([])

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        if not self.tables[-1]:
            self._begin_row()
        row = self.tables[-1][-1]
        while len(row) in self._below:
            row.append("")  # The cell above reaches down to here.
        if self._height > 1:
            self._below |= dict.fromkeys(range(len(row), len(row) + self._span), self._height)
        text = _AROUND_PARAGRAPHS.sub("\n", "".join(self._cell).replace("\xa0", " ")).strip()
        row.extend([text] + [""] * (self._span - 1))
        self._cell = None


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _WIDEST_SPAN) if text is not None and text.isdecimal() else 1
