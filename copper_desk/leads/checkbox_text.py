"""Checkboxes as text: yes and no, and the words and marks that spreadsheets use for them."""

from __future__ import annotations

from copper_desk.leads.character import ascii_figures, folded_name
from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.unreadable import Unreadable, quoted
from copper_desk.wording import tr

_YES = frozenset({"yes", "y", "ja", "j", "true", "t", "x", "1", "on", "checked", "✓", "✔", "☑", "✅"})
_NO = frozenset({"no", "n", "nein", "false", "f", "0", "off", "unchecked", "☐", "❌"})

_EXCEL_TRUE = frozenset({"wahr", "vrai", "verdadero", "verdadeiro", "vero", "waar", "sant"})
_EXCEL_FALSE = frozenset({"falsch", "faux", "falso", "onwaar", "falskt"})
"""What Excel writes for TRUE and FALSE in other languages."""


def checkbox_text(_field: Field, value: bool, _style: TextStyle) -> str:
    """``yes`` or ``no``."""
    return "yes" if value else "no"


def checkbox_value(_field: Field, text: str, _style: TextStyle) -> bool:
    """Whether the text says yes. Raises Unreadable for a word that says neither."""
    word = folded_name(ascii_figures(text)).removesuffix("\ufe0f")
    if word in _YES or word in _EXCEL_TRUE:
        return True
    if word in _NO or word in _EXCEL_FALSE:
        return False
    raise Unreadable(tr("{text} is neither yes nor no. Write yes or no.", text=quoted(text)))
