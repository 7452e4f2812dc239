"""``python -m copper_desk.sheet.pattern_main``: runs one pattern over texts, in a process that can be ended.

A pattern like ``(a+)+$`` takes longer than a life on a text of forty letters, and Python's ``re`` heeds neither threads
nor time while it tries. So the window asks this process, and ends it when it takes too long. On stdin a line with the
query and then lines with texts, on stdout a line for each, all JSON; nothing else is imported, so that it starts in the
blink of an eye.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterable, Iterator

from copper_desk.sheet.pattern import BadPattern, Query, matches


def answers(lines: Iterable[bytes]) -> Iterator[dict[str, object]]:
    """``{"found": {text: new text}}`` for each line, or ``{"trouble": [text, values]}``, which is the last."""
    query: Query | None = None
    try:
        for line in lines:
            told = json.loads(line)
            if query is None:
                query = Query(**told)
                told = []  # A pattern that cannot be read is told of, whatever the texts.
            yield {"found": matches(query, told)}
    except BadPattern as trouble:
        yield {"trouble": trouble.words}


def main() -> int:
    """Answer what comes on stdin."""
    warnings.simplefilter("ignore")  # An odd pattern is the person's business, and stderr nobody's.
    for answer in answers(sys.stdin.buffer):
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
