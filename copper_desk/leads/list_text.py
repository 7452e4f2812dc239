"""Lists in one cell: comma-joined with CSV quoting (``expo, "VIP, gold"``), in the grid, on the clipboard and in files.

How Copper treats the case of tags or repeated tags is not known, so tags stay as typed; only blanks and exact
repetitions are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from copper_desk.leads.character import code_line, several_lines
from copper_desk.leads.choice_text import choice_named, choices_of
from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.unreadable import Unreadable, quoted
from copper_desk.leads.value import Entry
from copper_desk.wording import tr

_QUOTED_ITEM = re.compile(r'[^\S\n]*"((?:[^"]|"")*)"[^\S\n]*(?=[,\n]|$)')
_BARE_ITEM = re.compile(r"[^,\n]*")
_NEEDS_QUOTES = re.compile(r'[,"\n\r]|^\s|\s$|^$')


def join_list(items: Iterable[str]) -> str:
    """``items`` in one text; those with a comma, a quote, a break or outer spaces in quotation marks."""
    return ", ".join('"' + item.replace('"', '""') + '"' if _NEEDS_QUOTES.search(item) else item for item in items)


def split_list(text: str) -> list[str]:
    """The items of a text: between commas or line breaks, trimmed, blanks dropped; in quotation marks verbatim.

    Raises Unreadable for a quotation mark that is not closed or is followed by more than a comma.
    """
    items: list[str] = []
    position = 0
    while position <= len(text):
        found = _QUOTED_ITEM.match(text, position)
        if found is not None:
            item = found[1].replace('""', '"')
        else:
            found = _BARE_ITEM.match(text, position)
            item = "" if found is None else found[0].strip()
            if item.startswith('"'):
                raise Unreadable(_unclosed(item))
        position = position + 1 if found is None else found.end() + 1
        if item.strip():
            items.append(item)
    return items


def tags_text(_field: Field, value: tuple[str, ...], _style: TextStyle) -> str:
    """Tags or links, comma-joined."""
    return join_list(value)


def tags_value(_field: Field, text: str, _style: TextStyle) -> tuple[str, ...]:
    """The tags in a text, in their order, each once. Raises Unreadable."""
    return tuple(dict.fromkeys(split_list(several_lines(text))))


def options_text(field: Field, value: tuple[int, ...], _style: TextStyle) -> str:
    """The labels of option ids, comma-joined."""
    choices = choices_of(field)
    return join_list(choices.label_of(option) for option in value)


def options_value(field: Field, text: str, _style: TextStyle) -> tuple[int, ...]:
    """The ids of the options named in a text, in their order, each once. Raises Unreadable.

    An option whose own name holds a comma may stand alone without quotation marks; semicolons separate too where
    commas name nothing.
    """
    text = several_lines(text)
    try:
        return _ids(field, split_list(text))
    except Unreadable:
        whole = choices_of(field).ids_named(code_line(text))
        if len(whole) == 1:
            return whole
        if ";" not in text:
            raise
        return _ids(field, (part.strip() for part in text.split(";") if part.strip()))


def entries_text(_field: Field, value: tuple[Entry, ...], _style: TextStyle) -> str:
    """Entries that no column shows, comma-joined, each with its category."""
    shown = (entry for entry in value if entry.text)
    return join_list(f"{entry.text} ({entry.category})" if entry.category else entry.text or "" for entry in shown)


def _ids(field: Field, words: Iterable[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(choice_named(field, code_line(word)) for word in words))


def _unclosed(item: str) -> str:
    if item.count('"') % 2:
        return tr("The quotation mark in {item} is not closed. Close it, or leave it out.", item=quoted(item))
    return tr("Put a comma after the closing quotation mark in {item}.", item=quoted(item))
