"""The front door: a file, or a sheet from the clipboard, as a ``Table``."""

from __future__ import annotations

import hashlib
from pathlib import Path

from copper_desk.tabular.reading.encoding import Text
from copper_desk.tabular.reading.html_table import read_html_table
from copper_desk.tabular.reading.source import Source, open_source
from copper_desk.tabular.reading.text_file import read_text_file, table_of_text
from copper_desk.tabular.reading.workbook import read_workbook
from copper_desk.tabular.table import FileFormat, ReadOptions, Table, UnreadableFile, Watch
from copper_desk.wording import tr

_FOUND = ReadOptions()


def read_table(path: Path, options: ReadOptions = _FOUND, *, watch: Watch | None = None) -> Table:
    """Read a file; what ``options`` leave open is found. May run on any thread.

    Raises UnreadableFile, and what ``watch`` raises to end the reading.
    """
    source = open_source(path)
    try:
        return _read(source, options, watch)
    except MemoryError as error:
        raise UnreadableFile(
            tr("{file} is too large for this computer’s memory. Split the file.", file=path.name)
        ) from error


def read_text(text: str, *, name: str, options: ReadOptions = _FOUND) -> Table:
    """Read a whole sheet that was copied. Raises UnreadableFile."""
    data = text.encode("utf-8", "surrogatepass")
    if not text.strip():
        raise UnreadableFile(tr("{name} is empty. Copy the row of headers and at least one lead.", name=name))
    source = Source(name, FileFormat.TSV, data, hashlib.sha256(data).hexdigest())
    return table_of_text(source, Text(text, None), options)


def _read(source: Source, options: ReadOptions, watch: Watch | None) -> Table:
    if source.format.is_workbook:
        return read_workbook(source, options, watch)
    if source.format is FileFormat.HTML:
        return read_html_table(source, options, watch)
    return read_text_file(source, options, watch)
