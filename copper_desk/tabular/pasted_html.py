"""The cells of a table that was copied without plain text, as some mail programs and web pages leave it."""

from __future__ import annotations

from copper_desk.tabular.reading.html_table import tables_in


def html_block(html: str) -> list[list[str]]:
    """The rows of the longest table; empty where there is none."""
    return max(tables_in(html), key=len, default=[])
