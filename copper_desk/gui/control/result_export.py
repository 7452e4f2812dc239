"""Saves what became of the leads of the last push as a spreadsheet that can be mended and read in again.

Knows which leads and where to; how a file is written is another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from copper_desk.gui.control.message import Tone
from copper_desk.gui.control.push_score import Standing
from copper_desk.leads.field import Field
from copper_desk.leads.value import RowId
from copper_desk.tabular.result import ResultStatus, result_table
from copper_desk.tabular.table_file import CannotWrite, TextTable, write_table
from copper_desk.wording import counted, tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow

_STATUS: Mapping[Standing, ResultStatus] = {
    Standing.ACCEPTED: ResultStatus.ACCEPTED,
    Standing.FAILED: ResultStatus.FAILED,
    Standing.UNKNOWN: ResultStatus.UNKNOWN,
    Standing.NOT_SENT: ResultStatus.NOT_SENT,
}


class ResultExport:
    """The exports of one window's last push."""

    def __init__(self, window: MainWindow) -> None:
        self._w = window

    @property
    def has_failures(self) -> bool:
        """Whether Copper refused any lead of the last push."""
        score = self._w.push.score
        return score is not None and score.counts()[Standing.FAILED] > 0

    def failures(self) -> list[RowId]:
        """The leads that were refused, in the order of the sheet."""
        return self._rows({Standing.FAILED})

    def export_failures(self) -> None:
        """Save the leads that were refused."""
        self._save(self.failures(), tr("Failures"))

    def export_shown(self) -> None:
        """Save what the counter that is pressed shows, else every lead of the last push."""
        standing = next((each for each, chip in self._w.changes.chips.items() if chip.isChecked()), None)
        self._save(self._rows(set(_STATUS) if standing is None else {standing}), tr("Results"))

    def _rows(self, wanted: set[Standing]) -> list[RowId]:
        """In the order of the sheet."""
        score = self._w.push.score
        standings = {} if score is None else score.standings()
        return [row for row in self._w.desk.sheet.row_ids() if standings.get(row) in wanted] if standings else []

    def _save(self, rows: list[RowId], name: str) -> None:
        """Ask where, and write. Never a half file: what was there stays when it cannot be done."""
        w, score = self._w, self._w.push.score
        if score is None or not rows:
            w.messages.say(tr("There is no lead to export."))
            return
        w.commit_editors()
        path = w.questions.results(w, f"{name} {datetime.now().astimezone():%Y-%m-%d %H%M}.csv")
        if path is None:
            return
        try:
            count = write_table(path, self.table(rows))
        except CannotWrite as error:
            w.messages.say(str(error), tone=Tone.TROUBLE)
            return
        w.messages.say(
            counted(count, "1 lead is in {file}.", "{n} leads are in {file}.", file=path.name), tone=Tone.GOOD
        )

    def table(self, rows: Iterable[RowId]) -> TextTable:
        """These leads of the last push, with what became of each."""
        w, score = self._w, self._w.push.score
        standings = {} if score is None else score.standings()
        results = [(row, _STATUS[standings[row]]) for row in rows if standings.get(row) in _STATUS]
        fields = self._fields(row for row, _ in results)
        return result_table(w.desk.sheet, results, fields, style=w.desk.style)

    def _fields(self, rows: Iterable[RowId]) -> list[Field]:
        """What the push sent, and what is changed in these leads now, in the order of the columns."""
        sheet, score = self._w.desk.sheet, self._w.push.score
        keys = {key for row in rows if row in sheet for key in sheet.edits(row)}
        keys |= set() if score is None else set(score.keys)
        return [field for field in sheet.schema.columns if field.key in keys and not field.read_only]
