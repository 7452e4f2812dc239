"""Keeps a spreadsheet program from running a lead's text as a formula, in a way that reading the file undoes.

A cell that begins with one of the signs that start a formula gets an apostrophe in front, and so does one that
already begins with apostrophes and such a sign: thus taking one away is always exact. Plain numbers stay as they are.
"""

from __future__ import annotations

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"-\d+(\.\d+)?")


def escaped(text: str) -> str:
    """``text`` as it is written to a file."""
    return f"'{text}" if _RISKY.match(text) and not _NUMBER.fullmatch(text) else text


def doubled(text: str) -> str:
    """``text`` as it is written to a workbook, where no text runs: only what reading would take for a mark gets one."""
    return escaped(text) if text.startswith("'") else text


def unescaped(text: str) -> str:
    """The text that ``escaped`` was given."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
