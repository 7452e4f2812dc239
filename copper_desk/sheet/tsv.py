"""Tab-separated text as spreadsheets put it on the clipboard, both ways, with the quotes of RFC 4180.

A block is rows of texts; what a text means is for others to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Block: TypeAlias = list[list[str]]
"""Rows of cells. Rows may differ in length."""

_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"(?=[\t\n]|\Z)')
"""A whole quoted cell. One that no quote closes before a tab, a line end or the end of the text is no quoted cell."""

_NEXT_END = re.compile(r"[\t\n]")
_MUST_QUOTE = re.compile(r'[\t\r\n"]')


def parse_tsv(text: str) -> Block:
    """The cells of a clipboard text. Exactly one trailing line end is dropped; an empty text is an empty block.

    A quote that opens a cell and closes none stays a character (``"Bob" Smith``, ``12"``). NUL characters, which some
    programs leave at the end, are dropped. Line ends inside a quoted cell become ``\\n``.
    """
    text = text.replace("\0", "")
    if not text:
        return []
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if '"' not in text:
        return [line.split("\t") for line in text.split("\n")]
    return _scan(text)


def _scan(text: str) -> Block:
    block: Block = [[]]
    place = 0
    while True:
        quoted = _QUOTED.match(text, place)
        if quoted is not None:
            block[-1].append(quoted[1].replace('""', '"'))
            place = quoted.end()
        else:
            found = _NEXT_END.search(text, place)
            end = len(text) if found is None else found.start()
            block[-1].append(text[place:end])
            place = end
        if place == len(text):
            return block
        if text[place] == "\n":
            block.append([])
        place += 1


def format_tsv(rows: Iterable[Sequence[str]]) -> str:
    """The clipboard text of ``rows``; ``parse_tsv`` gives them back. Ends without a line end, as one cell in a form
    should not bring one along, unless a last empty row would be lost."""
    lines = ["\t".join(_quoted(cell) for cell in row) for row in rows]
    return "\n".join(lines) + ("\n" if lines and not lines[-1] else "")


def _quoted(cell: str) -> str:
    if _MUST_QUOTE.search(cell) is None:
        return cell
    return '"' + cell.replace('"', '""') + '"'
