"""The sheet and the system's clipboard: copy as TSV and as an HTML table, fetch what other spreadsheets put there.

What a block of text means for the sheet is decided in sheet/; here it is only fetched and handed over.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from copper_desk.gui.grid.grid_selection import Cell
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.sheet.cell_plan import NO_FIELD
from copper_desk.sheet.paste import Area, block_of, pasting
from copper_desk.sheet.planning import Planning
from copper_desk.sheet.tsv import Block, format_tsv


class Clipboard:
    """Copies out of one model and plans what to paste into it. Rows are view rows, columns the model's."""

    def __init__(self, model: LeadModel) -> None:
        self._model = model

    def copy(
        self,
        rows: Sequence[int],
        columns: Sequence[int],
        *,
        chosen: Callable[[Cell], bool] | None = None,
        with_headers: bool = False,
    ) -> None:
        """Put the cells on the clipboard; cells of the rectangle that were not ``chosen`` are left blank."""
        table = [self._row(row, columns, chosen) for row in rows]
        if with_headers:
            table.insert(0, [self._label(column) for column in columns])
        data = QMimeData()
        data.setText(format_tsv(table))
        data.setHtml(html_table(table, with_headers=with_headers))
        QGuiApplication.clipboard().setMimeData(data)

    def block(self) -> Block:
        """The cells on the clipboard: those of its text, else of its HTML; empty without any. Raises PasteTooLarge."""
        text = QGuiApplication.clipboard().text()
        if text:
            return block_of(text)
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        html = "" if data is None else data.html()
        if not html:
            return []
        from copper_desk.tabular.pasted_html import html_block  # Rarely needed, and it brings the readers of files.

        return html_block(html)

    def planning(self, block: Block, area: Area, *, columns: Sequence[int]) -> Planning:
        """The plan for pasting a block on an area of the rows and of these columns. Raises PasteTooLarge."""
        fields = [self._model.field_at(column) for column in columns]
        keys = [NO_FIELD if field is None else field.key for field in fields]
        return pasting(
            self._model.sheet, block, rows=self._model.order.rows, keys=keys, area=area, style=self._model.style
        )

    def _row(self, row: int, columns: Sequence[int], chosen: Callable[[Cell], bool] | None) -> list[str]:
        text = self._model.plain_text_at
        return [text(row, column) if chosen is None or chosen((row, column)) else "" for column in columns]

    def _label(self, column: int) -> str:
        if self._model.field_at(column) is None:
            return STATE_HEADER
        return str(self._model.headerData(column, Qt.Orientation.Horizontal))


STATE_HEADER = "_state"
"""Over the states of leads: what begins so is a note of ours and left out of an import (tabular/column.py), where
"State" would be the state of an address."""


def html_table(table: Sequence[Sequence[str]], *, with_headers: bool = False) -> str:
    """A table that Excel, Sheets and mail programs take over cell by cell."""
    lines = ['<meta charset="utf-8"><table>']
    for number, row in enumerate(table):
        tag = "th" if with_headers and number == 0 else "td"
        cells = "".join(f"<{tag}>{_escaped(text)}</{tag}>" for text in row)
        lines.append(f"<tr>{cells}</tr>")
    return "".join([*lines, "</table>"])


def _escaped(text: str) -> str:
    return html.escape(text).replace("\r\n", "\n").replace("\n", "<br>")
