"""Where the sheets of a workbook in XML lie in its archive, and their text piece by piece."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from posixpath import join, normpath
from typing import cast
from xml.etree import ElementTree

CHUNK_BYTES = 64 * 1024
_MOST_LINK_BYTES = 64 * CHUNK_BYTES
_XML = (".xml", ".bin")


def sheet_parts(book: zipfile.ZipFile, tab: str) -> list[str]:
    """The part that holds the sheet; all parts where the workbook does not say it plainly.

    The reader of workbooks minds neither the case of a name nor which of its two namespaces a workbook is in.
    """
    parts = {name.casefold(): name for name in book.namelist() if name.casefold().endswith(_XML)}
    try:
        targets = {link.get("Id"): link.get("Target", "") for link in _tree(book, "xl/_rels/workbook.xml.rels")}
        sheet = next(each for each in _tree(book, "xl/workbook.xml").iterfind(".//{*}sheet") if each.get("name") == tab)
        link = next(value for name, value in sheet.items() if name.endswith("}id"))
    except (LookupError, StopIteration, ElementTree.ParseError):
        return list(parts.values())
    part = normpath(join("/xl", targets.get(link, ""))).lstrip("/").casefold()
    return [parts[part]] if part in parts else list(parts.values())


def _tree(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    with book.open(name) as part:
        # Of so few bytes; the parser refuses entities that grow.
        return ElementTree.fromstring(part.read(_MOST_LINK_BYTES))  # noqa: S314


def pieces_of(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part unpacked, piece by piece."""
    with cast("zipfile.ZipExtFile", book.open(part)) as stream:
        while piece := stream.read1(CHUNK_BYTES):
            yield piece
