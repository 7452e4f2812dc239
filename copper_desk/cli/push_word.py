"""The words that the options of ``push`` take, the first of each as the default; and all of them together.

Imported by the manual pages, so it imports nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """What a cell of the file does to a field that holds something."""

    REPLACE = "replace"
    FILL = "fill"


class Blanks(StrEnum):
    """What a blank cell of the file does."""

    KEEP = "keep"
    CLEAR = "clear"
    TOKEN = "token"  # noqa: S105 - a word of the option


class Tags(StrEnum):
    """What a cell of the file does to a list."""

    ADD = "add"
    REMOVE = "remove"
    REPLACE = "replace"


class New(StrEnum):
    """What becomes of a row that finds no lead."""

    SKIP = "skip"
    CREATE = "create"


class Duplicates(StrEnum):
    """What becomes of a new row that looks like a lead which is there."""

    SKIP = "skip"
    CREATE = "create"
    UPDATE = "update"


class Torn(StrEnum):
    """What becomes of a field that somebody else changed, too."""

    FAIL = "fail"
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class PushChoice:
    """How the rows of a file are to be read. ``match`` is a field or a header, None for Lead ID where it stands;
    ``maps`` are pairs ``HEADER=FIELD``."""

    match: str | None = None
    maps: tuple[str, ...] = ()
    mode: Mode = Mode.REPLACE
    blanks: Blanks = Blanks.KEEP
    tags: Tags = Tags.ADD
    new: New = New.SKIP
    duplicates: Duplicates = Duplicates.SKIP
    on_conflict: Torn = Torn.FAIL
