"""How many columns and rows the cells of a sheet in XML (.xlsx, .xlsm) span.

It is looked at before each reading, and quickly wherever cells say plainly, as all programs write it, that they lie
within a block that is small enough; else they are counted one by one. Must not know how many cells are too many to lay
out: each block here holds fewer than 30 million.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from typing import Final, NamedTuple

from copper_desk.tabular.reading.sheet_part import pieces_of

_PLAIN_SHEET: Final = re.compile(rb"<worksheet[\s>]")
_PLAIN_BYTES: Final = 64
"""More than any plain tag of a cell has."""
_SHORTEST_BYTES: Final = len(b":row")
_ATTRIBUTES: Final = rb"[^<>\"']*+(?:\"[^\"]*+\"[^<>\"']*+|'[^']*+'[^<>\"']*+)*+"
_BEGINNING: Final = re.compile(rb"<(?:[^\s<>/:]++:)?(row|c)(?=[\s/>])")
_TAG: Final = re.compile(rb"%b(%b)>" % (_BEGINNING.pattern, _ATTRIBUTES))
_ATTRIBUTE: Final = re.compile(rb"([^\s=\"']+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PLACE: Final = re.compile(rb"([A-Za-z]*)([0-9]+)")
_PREFIXED: Final = re.compile(rb":(?:c|row)[\s/>]")
"""A cell or row whose tag has a prefix; rare, so that it is looked for the quick way round, from the colon."""
_LONGEST_TAG: Final = 1024 * 1024


class Block(NamedTuple):
    """So many columns and rows from the first cell of a sheet, and what finds a cell that lies beyond them, or does not
    say plainly where it lies. One like ``<c r="XFD9" s="1"/>`` is only formatted, and the reader passes it by."""

    width: int
    height: int
    beyond: re.Pattern[bytes]


def _block(width: int, height: int, plain: bytes) -> Block:
    return Block(width, height, re.compile(rb"<c(?! r=\"%b\"|(?: [a-z]+=\"[^\"<>]*\")*/>)[\s/>]" % plain))


BLOCKS: Final = (
    _block(26, 999_999, rb"[A-Z][0-9]{1,6}"),
    _block(104, 279_999, rb"[A-C]?[A-Z](?:[0-9]{1,5}|1[0-9]{5}|2[0-7][0-9]{4})"),
    _block(286, 99_999, rb"[A-J]?[A-Z][0-9]{1,5}"),
)


def written_extent(book: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """Columns and rows that a sheet spans, or may span at most. Raises what zipfile raises, and ValueError for a tag of
    more than a megabyte."""
    if _PLAIN_SHEET.search(next(pieces_of(book, part), b"")):
        for block in BLOCKS:
            if lies_within(pieces_of(book, part), block):
                return block.width, block.height
    return counted_extent(pieces_of(book, part))


def lies_within(pieces: Iterable[bytes], block: Block) -> bool:
    """Whether each cell says plainly that it lies in a block."""
    rest = b""
    for piece in pieces:
        text = rest + piece
        # What may be the beginning of a cell is left for the next piece.
        end = text.rfind(b"<", -_PLAIN_BYTES)
        end = len(text) if end < 0 else end
        if block.beyond.search(text, 0, end) or _PREFIXED.search(text, 0, end):
            return False
        rest = text[end:] or text[-_SHORTEST_BYTES:]
    return block.beyond.search(rest) is None


def counted_extent(pieces: Iterable[bytes]) -> tuple[int, int]:
    """The last column and row that hold a cell. One that does not say where it lies follows the one before it, as the
    reader counts, too. Raises ValueError for a tag of more than a megabyte."""
    width = height = column = row = 0
    rest = b""
    for piece in pieces:
        text, end = rest + piece, 0
        for tag in _TAG.finditer(text):
            (kind, said), end = tag.groups(), tag.end()
            if kind == b"row":
                place = _place(said)
                row, column = place[1] if place else row + 1, 0
                continue
            column, at = _place(said) or (column + 1, row)
            if not said.endswith(b"/"):
                width, height = max(width, column), max(height, at)
        begun = _BEGINNING.search(text, end)
        rest = text[max(end, text.rfind(b"<")) if begun is None else begun.start() :]
        if len(rest) > _LONGEST_TAG:
            raise ValueError("A tag that does not end.")
    return width, height


def _place(said: bytes) -> tuple[int, int] | None:
    """The column and row that the attributes of a tag name; column 0 for those of a row."""
    for name, doubly, singly in _ATTRIBUTE.findall(said):
        if name == b"r" and (place := _PLACE.fullmatch(doubly or singly)):
            return _number(place[1]), int(place[2])
    return None


def _number(name: bytes) -> int:
    """``A`` is 1, ``Z`` 26, ``AA`` 27."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
