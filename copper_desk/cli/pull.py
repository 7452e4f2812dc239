"""``copper-desk pull``: leads of the account into a file, headed so that ``push`` understands it.

What was pulled is remembered on this computer, so that a later push knows what was changed in the file, and what
somebody else changed meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.interrupt import stopping_on_interrupt
from copper_desk.cli.progress import progressing
from copper_desk.cli.pull_choice import LeadChoice, PullOptions, chosen_fields, chosen_leads
from copper_desk.cli.speech import counted, say
from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import CopperError
from copper_desk.desk.desk import Desk
from copper_desk.desk.file_compare import PULL_HEADER
from copper_desk.desk.load import LoadedPage, LoadRun
from copper_desk.desk.pulled import keep_pull
from copper_desk.leads.field import Field
from copper_desk.leads.value import RowId
from copper_desk.storage.trouble import StorageTrouble
from copper_desk.tabular.file_text import file_style, file_text
from copper_desk.tabular.table_file import CannotWrite, TextTable, write_table

_FORMATS = (".csv", ".xlsx")


def pull(desk: Desk, out: Path, options: PullOptions) -> ExitCode:
    """Load the leads that are asked for and write them. A file is only written once every page has arrived.

    Raises Finished when that cannot be done.
    """
    _check_name(out)
    now_s = time.time()
    fields = chosen_fields(options.fields, desk.schema)
    choice = chosen_leads(options, desk.schema, now_s=now_s, zone=desk.style.zone)
    note = _load(desk, choice)
    base = desk.sheet.base
    rows = [row for row in desk.sheet.row_ids() if choice.takes(desk.schema, base(row))]
    name = _remember(desk, fields, rows, now_s=now_s)
    _write(desk, out, fields, rows, name)
    say(f"{counted(len(rows), '1 lead', '{n} leads')} of {desk.account.name} are in {out}.")
    if note:
        raise Finished(ExitCode.SOME_LEFT, note)
    return ExitCode.DONE


def _check_name(out: Path) -> None:
    if out.suffix.casefold() not in _FORMATS:
        raise Finished(ExitCode.USAGE, f"{out.name}: a file that ends in .csv or .xlsx can be written.")
    if not out.absolute().parent.is_dir():
        raise Finished(ExitCode.USAGE, f"The folder {out.parent} is not there. Make it first, or choose another one.")


def _load(desk: Desk, choice: LeadChoice) -> str:
    run = LoadRun(
        desk.client,
        desk.codec,
        stamp=desk.sheet.stamp,
        modified_since=choice.since_s,
        filters=choice.filters(),
    )
    cancel = CancelToken()
    sentence = "Stopping. No file is written; press Ctrl+C again to leave at once."
    with progressing("Loading leads") as progress:

        def arrived(page: LoadedPage) -> None:
            desk.receive(page)
            total = "" if page.total is None else f" of about {page.total:,}"
            progress.update(f"{page.loaded:,}{total} leads loaded")

        try:
            with stopping_on_interrupt(cancel.cancel, sentence=sentence, leave=progress.stop) as interrupted:
                summary = run.run(arrived, cancel)
        except CopperError as error:
            raise Finished(ExitCode.NO_CONNECTION, f"{error.message} No file was written.") from error
    if interrupted.is_set():
        raise Finished(ExitCode.STOPPED, "Stopped. No file was written.")
    return summary.note


def _remember(desk: Desk, fields: Sequence[Field], rows: Sequence[RowId], *, now_s: float) -> str:
    try:
        return keep_pull(desk, fields, rows, today=datetime.fromtimestamp(now_s, UTC).date())
    except StorageTrouble as trouble:
        say(f"What was pulled cannot be remembered, so a push of this file will compare it with Copper then. {trouble}")
        return ""


def _write(desk: Desk, out: Path, fields: Sequence[Field], rows: Sequence[RowId], name: str) -> None:
    sheet, style = desk.sheet, file_style(desk.style)
    lines = (
        (*(file_text(field, sheet.base(row)[field.position], style) for field in fields), *([name] if name else []))
        for row in rows
    )
    header = (*(field.label for field in fields), *([PULL_HEADER] if name else []))
    try:
        write_table(out, TextTable(header, tuple(lines)))
    except CannotWrite as error:
        raise Finished(ExitCode.USAGE, str(error)) from error
