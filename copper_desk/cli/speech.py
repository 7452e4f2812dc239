"""What a command says: sentences to stderr, results to stdout, so that a pipe carries results alone.

Imports no rich: a mistake in a line, or a page of the manual, must not wait for it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TextIO

_ESCAPE = dict.fromkeys((*range(32), 127), " ")


def say(sentence: str) -> None:
    """A sentence for the person, on stderr. A lead's text in it moves no cursor and sets no colour."""
    lines = (line.translate(_ESCAPE) for line in sentence.splitlines())
    _write(sys.stderr, "\n".join(lines) + "\n")


def show(line: str) -> None:
    """A line of the result, on stdout."""
    _write(sys.stdout, line + "\n")


def show_json(value: Mapping[str, object] | Sequence[object]) -> None:
    """One JSON value on one line of stdout."""
    is_unicode = sys.stdout.encoding.lower().replace("-", "") == "utf8"
    show(json.dumps(value, ensure_ascii=not is_unicode))


def counted(number: int, one: str, many: str) -> str:
    """ "1 lead", "2,400 leads": the words for a number, which stands for ``{n}``."""
    return (one if number == 1 else many).format(n=f"{number:,}")


def _write(stream: TextIO, text: str) -> None:
    # A terminal or pipe of an old code page cannot take every character of a lead. While rich shows progress, stderr
    # is rich's own stand-in, which tells no encoding.
    encoding = stream.encoding or "utf-8"
    plain = text.encode(encoding, "backslashreplace").decode(encoding)
    # Who has closed the pipe wants to hear no more; a push must not break off for that.
    with suppress(BrokenPipeError):
        stream.write(plain)
        stream.flush()
