"""Words as text: names, descriptions, addresses. What was typed is what is kept, but for what no one can see.

Text that looks like a number or a date stays text here.
"""

from __future__ import annotations

from copper_desk.leads.character import code_line, one_line, several_lines
from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle


def word_text(_field: Field, value: str, _style: TextStyle) -> str:
    """The text itself."""
    return value


def line_value(_field: Field, text: str, _style: TextStyle) -> str:
    """One trimmed line. Raises Unreadable for control characters."""
    return one_line(text)


def lines_value(_field: Field, text: str, _style: TextStyle) -> str:
    """Several lines, spaces and empty lines kept. Raises Unreadable for control characters."""
    return several_lines(text)


def address_value(_field: Field, text: str, _style: TextStyle) -> str:
    """An e-mail, phone, web or social address: one trimmed line without invisible marks, otherwise untouched."""
    return code_line(text)
