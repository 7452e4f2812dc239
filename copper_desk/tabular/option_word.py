"""The words that name options in the text of a multi-select, one by one: a file may name one that the account has not.

Commas and line breaks part them; semicolons do where more words are known that way.
"""

from __future__ import annotations

from collections.abc import Sequence

from copper_desk.leads.character import code_line, several_lines
from copper_desk.leads.choice_text import choices_of
from copper_desk.leads.field import Field
from copper_desk.leads.list_text import split_list
from copper_desk.leads.unreadable import Unreadable


def option_words(field: Field, text: str) -> list[str]:
    """The words of a text that no option, and no list of options, goes by. Raises Unreadable."""
    words = split_list(several_lines(text))
    if ";" not in text:
        return words
    others = [word for part in text.split(";") if (word := part.strip())]
    return others if _known(field, others) >= _known(field, words) else words


def option_named(field: Field, word: str) -> int | None:
    """The one option that goes by a word; None for none or several."""
    try:
        ids = choices_of(field).ids_named(code_line(word))
    except Unreadable:
        return None
    return ids[0] if len(ids) == 1 else None


def _known(field: Field, words: Sequence[str]) -> int:
    return sum(option_named(field, word) is not None for word in words)
