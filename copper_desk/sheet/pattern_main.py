"""``python -m copper_desk.sheet.pattern_main``: runs one pattern over texts, in a process that can be ended.

A pattern like ``(a+)+$`` takes longer than a life on a text of forty letters, and Python's ``re`` heeds neither threads
nor time while it tries. So the window asks this process, and ends it when it takes too long. One question on stdin, one
answer on stdout, both JSON; nothing else is imported, so that it starts in the blink of an eye.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Mapping
from typing import Any

from copper_desk.sheet.pattern import BadPattern, Query, matches


def answer(question: Mapping[str, Any]) -> dict[str, Any]:
    """``{"found": {text: new text}}``, or ``{"trouble": sentence}``."""
    query = Query(**question["query"])
    try:
        return {"found": matches(query, question["texts"])}
    except BadPattern as trouble:
        return {"trouble": str(trouble)}


def main() -> int:
    """Answer the question on stdin."""
    warnings.simplefilter("ignore")  # An odd pattern is the person's business, and stderr nobody's.
    question = json.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer(question)).encode())
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
