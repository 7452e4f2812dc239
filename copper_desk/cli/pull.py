"""``copper-desk pull``: every lead of the account into a file, headed so that ``push`` understands it."""

from __future__ import annotations

from pathlib import Path

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.speech import errors, say
from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import CopperError
from copper_desk.desk.desk import Desk
from copper_desk.desk.load import LoadedPage
from copper_desk.leads.text import text_of
from copper_desk.tabular.table import write_csv


def pull(desk: Desk, out: Path) -> ExitCode:
    """Load all leads and write them. A file is only written once every page has arrived."""
    note = _load(desk)
    columns = desk.schema.columns
    rows = (
        [text_of(field, desk.sheet.value(row, field.key), desk.style) for field in columns]
        for row in desk.sheet.row_ids()
    )
    try:
        count = write_csv(out, [field.label for field in columns], rows)
    except OSError as error:
        raise Finished(ExitCode.USAGE, f"{out} cannot be written: {error.strerror}.") from error
    say(f"{count:,} leads of {desk.account.name} are in {out}.")
    if note:
        raise Finished(ExitCode.SOME_LEFT, note)
    return ExitCode.DONE


def _load(desk: Desk) -> str:
    with errors.status("Loading leads") as status:

        def arrived(page: LoadedPage) -> None:
            desk.receive(page)
            status.update(f"{page.loaded:,} leads loaded")

        try:
            return desk.load_run().run(arrived, CancelToken()).note
        except CopperError as error:
            raise Finished(ExitCode.NO_CONNECTION, f"{error.message} No file was written.") from error
