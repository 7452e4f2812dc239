"""The searchable texts of the rows, made when first looked up and kept until a row changes.

Knows nothing of what is searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from copper_desk.leads.haystack import searcher
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import RowId
from copper_desk.sheet.sheet import Sheet

_STEP_ROWS = 50
"""About a millisecond."""


class Haystacks(dict[RowId, str]):
    """One folded text a row, over all columns, staged values included: about 0.3 kB a lead.

    A dict, so that a text that is there is found without a call into Python for each of 100,000 rows.
    """

    def __init__(self, sheet: Sheet, style: TextStyle) -> None:
        super().__init__()
        self._sheet = sheet
        self._text_of = searcher(sheet.schema.columns, style)

    def __missing__(self, row: RowId) -> str:
        text = self[row] = self._text_of(self._sheet.shown(row))
        return text

    def forget(self, rows: Iterable[RowId]) -> None:
        """These rows changed or left."""
        for row in rows:
            self.pop(row, None)

    def preparing(self, rows: Sequence[RowId]) -> Iterator[int]:
        """Make the missing texts of ``rows``, a few at each step; yields how many rows are done.

        Rows may change or leave in between.
        """
        for done, row in enumerate(rows):
            if done % _STEP_ROWS == 0:
                yield done
            if row not in self and row in self._sheet:
                self[row] = self._text_of(self._sheet.shown(row))
