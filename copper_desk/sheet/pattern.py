"""What a person looks for in cells: plain words or a pattern, and what is put in its place. Texts in, texts out.

A pattern that a person typed may take forever, and nothing can interrupt it within its process; so patterns are only
ever run by pattern_main.py, which is a process of its own. Plain words cannot and run anywhere. Knows nothing of cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from copper_desk.wording import later, number


@dataclass(frozen=True, slots=True)
class Query:
    """``replacement`` None: only look. In one for a pattern, ``$1`` or ``\\1`` stands for its first group."""

    text: str
    whole_cell: bool = False
    match_case: bool = False
    is_pattern: bool = False
    replacement: str | None = None


class BadPattern(ValueError):
    """The pattern or its replacement cannot be read. ``str()`` says why, to the person.

    ``words`` is the same as what ``tr`` takes: raised in another process, it is said in the person's language here.
    """

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text.format(**values))
        self.words = (text, values)


_GROUP_SIGN = re.compile(r"\$(\$|\d{1,2}|\{\w+\})|(\\\\)")


def matches(query: Query, texts: Iterable[str]) -> dict[str, str]:
    """The texts in which something was found, each with what it becomes (itself, without a replacement).

    Raises BadPattern.
    """
    pattern = _compiled(query)
    find = pattern.fullmatch if query.whole_cell else pattern.search
    found = [text for text in texts if find(text)]
    if query.replacement is None:
        return {text: text for text in found}
    try:
        return {text: _replaced(pattern, query, text) for text in found}
    except (re.error, IndexError) as error:
        raise BadPattern(later("What is put in its place cannot be read: {error}."), error=str(error)) from error


def _compiled(query: Query) -> re.Pattern[str]:
    flags = re.NOFLAG if query.match_case else re.IGNORECASE
    if not query.is_pattern:
        return re.compile(re.escape(query.text), flags)
    try:
        return re.compile(query.text, flags)
    except re.error as error:
        if error.pos is None:
            raise BadPattern(later("This pattern cannot be read: {fault}."), fault=error.msg) from error
        raise BadPattern(
            later("This pattern cannot be read: {fault} (at character {place})."),
            fault=error.msg,
            place=number(error.pos + 1),
        ) from error
    except (OverflowError, RecursionError) as error:
        raise BadPattern(later("This pattern is too large.")) from error


def _replaced(pattern: re.Pattern[str], query: Query, text: str) -> str:
    wanted = query.replacement or ""
    template = _template(wanted) if query.is_pattern else wanted.replace("\\", r"\\")
    if query.whole_cell:
        found = pattern.fullmatch(text)
        return text if found is None else found.expand(template)
    return pattern.sub(template, text)


def _template(wanted: str) -> str:
    r"""``$1`` and ``${name}`` as Python's ``\g<1>``; ``$$`` is a dollar."""

    def sign(found: re.Match[str]) -> str:
        if found[2]:
            return found[0]
        name = found[1].strip("{}")
        return "$" if name == "$" else rf"\g<{name}>"

    return _GROUP_SIGN.sub(sign, wanted)
