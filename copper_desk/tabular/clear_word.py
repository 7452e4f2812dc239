"""The word that clears a cell, and how a value that happens to be this word is told from it: by an apostrophe.

A value of this word, with or without apostrophes and spaces before it, gets one more in a file; reading takes the first
away. So each way is exact, and nobody's text is lost.
"""

from __future__ import annotations

import re
from typing import Final

CLEAR_TOKEN: Final = "<clear>"  # noqa: S105  # a word in a cell, no secret
_LIKE_IT: Final = re.compile(rf"[\s']*{CLEAR_TOKEN}\s*")


def is_clear_word(text: str) -> bool:
    """Whether the text of a cell is the word."""
    return text.strip() == CLEAR_TOKEN


def set_off(text: str) -> str:
    """The text of a value as it is written to a file."""
    return f"'{text}" if CLEAR_TOKEN in text and _LIKE_IT.fullmatch(text) else text


def taken_back(text: str) -> str:
    """The text that ``set_off`` was given."""
    return text[1:] if text[:1] == "'" and _LIKE_IT.fullmatch(text) else text
