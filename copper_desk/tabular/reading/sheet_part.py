"""Where the sheets of a workbook in XML lie in its archive, and their text piece by piece."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import cast
from xml.etree import ElementTree

CHUNK_BYTES = 64 * 1024
_MOST_LINK_BYTES = 64 * CHUNK_BYTES
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheet_parts(book: zipfile.ZipFile, tab: str) -> list[str]:
    """The part that holds the sheet; all sheets where the workbook does not say it plainly."""
    sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/") and "/_rels/" not in name]
    try:
        targets = {link.get("Id"): link.get("Target", "") for link in _tree(book, "xl/_rels/workbook.xml.rels")}
        sheet = next(each for each in _tree(book, "xl/workbook.xml").iter(f"{_MAIN}sheet") if each.get("name") == tab)
    except (LookupError, StopIteration, ElementTree.ParseError):
        return sheets
    target = targets.get(sheet.get(_LINK), "")
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return [part] if part in sheets else sheets


def _tree(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    with book.open(name) as part:
        # Of so few bytes; the parser refuses entities that grow.
        return ElementTree.fromstring(part.read(_MOST_LINK_BYTES))  # noqa: S314


def pieces_of(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part unpacked, piece by piece."""
    with cast("zipfile.ZipExtFile", book.open(part)) as stream:
        while piece := stream.read1(CHUNK_BYTES):
            yield piece
