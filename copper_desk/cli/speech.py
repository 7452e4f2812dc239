"""What a command says: sentences to stderr, results to stdout, so that a pipe carries results alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from rich.console import Console

errors = Console(stderr=True, highlight=False, soft_wrap=True)


def say(sentence: str) -> None:
    """A sentence for the person, on stderr. Never read as markup: it may hold a lead's text."""
    errors.print(sentence, markup=False)


def show(line: str) -> None:
    """A line of the result, on stdout."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def show_json(value: Mapping[str, object]) -> None:
    """One JSON object on one line of stdout."""
    show(json.dumps(value, ensure_ascii=False))
