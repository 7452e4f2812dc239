"""What earlier pushes of files did, told from what was written down: which rows are done, and which changes are theirs.

Reads the book of files beside the history. Changes nothing in the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from copper_desk.desk.desk import Desk
from copper_desk.leads.value import RowId, Value
from copper_desk.sheet.edit import StagedEdit
from copper_desk.sheet.phase import Phase
from copper_desk.storage.file_book import FileBook, FileRow, KnownFile
from copper_desk.storage.history import History
from copper_desk.storage.push_entry import LeadResult


class FileMemory:
    """The memory of one account's files. Its methods raise StorageTrouble."""

    def __init__(self, desk: Desk, book: FileBook, history: History) -> None:
        self._desk = desk
        self._book = book
        self._history = history

    def learn_created(self) -> None:
        """Rows of new leads that became leads go by their ids from now on, whoever sent them."""
        waiting = set(self._book.new_rows())
        if waiting:
            created = self._history.created()
            self._book.create({row: created[row] for row in waiting if row in created})

    def rows(self, digest: str) -> dict[int, FileRow]:
        """What is known of a file's rows, by their numbers."""
        return {each.number: each for each in self._book.rows(digest)}

    def unfinished(self, digest: str) -> KnownFile | None:
        """The file, if its last push did not finish."""
        known = self._book.file(digest)
        return known if known is not None and known.is_open else None

    def done(self, digest: str) -> dict[int, RowId]:
        """The rows that are not to be sent again: those that a push of this file created, and those that the push which
        did not finish brought to Copper."""
        rows = self._book.rows(digest)
        created = {each.number: each.row for each in rows if each.is_created}
        known = self.unfinished(digest)
        if known is None:
            return created
        pushes = {each.push for each in rows if each.push >= known.first_push > 0}
        outcomes = {push: self._history.outcomes(push) for push in pushes}
        taken = {
            each.number: each.row for each in rows if outcomes.get(each.push, {}).get(each.row) is LeadResult.ACCEPTED
        }
        return taken | created

    def is_own(self, row: RowId, edits: Mapping[str, StagedEdit], known: Iterable[FileRow] | None = None) -> bool:
        """Whether a file put all these changes there, and nobody has changed them since."""
        shown = {key: edit.value for key, edit in edits.items()}
        rows = self._book.of_leads([row]).get(row, []) if known is None else known
        return any(shown.items() <= dict(each.cells).items() for each in rows)

    def left_in_copper(self, name: str, row: RowId) -> dict[str, Value]:
        """What the last pushes of files of this name left in the fields of a lead: such a value is nobody else's."""
        left: dict[str, Value] = {}
        for entry, lead in self._history.of_lead(row):
            if (entry.head.program, entry.head.source) == ("command", name):
                for change in lead.changes:
                    left.setdefault(change.key, change.after)
        return left

    def waiting(self, digest: str) -> list[FileRow]:
        """The rows of a file that are not sent, or of which nobody knows, and that are still as the file has them."""
        sheet, doubts = self._desk.sheet, self._desk.doubts
        found = []
        for each in self._book.rows(digest):
            row = sheet.row_today(each.row)
            if row in doubts or (row in sheet and sheet.phase(row) in {Phase.NOT_SENT, Phase.UNKNOWN}):
                found.append(each)
        return found

    def close_what_is_over(self) -> None:
        """Files of which nothing waits any more are pushed from the start the next time."""
        for known in self._book.open_files():
            if not self.waiting(known.digest):
                self._book.close_file(known.digest)


def file_memory(desk: Desk) -> FileMemory | None:
    """The memory of the desk's account; None where nothing is kept. Raises StorageTrouble."""
    if desk.local is None:
        return None
    return FileMemory(desk, desk.local.files, desk.local.history)
