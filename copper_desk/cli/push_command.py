"""From the line of ``copper-desk push`` to the file, the desk and the push."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.push import push_file
from copper_desk.cli.push_word import PushChoice
from copper_desk.cli.resume import resume
from copper_desk.cli.sending import SendOptions
from copper_desk.cli.sign_in import AccountOptions, reading_desk, writing_desk
from copper_desk.cli.speech import say
from copper_desk.desk.desk import Desk
from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.table import ReadOptions, Table, UnreadableFile

_FORMATS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class PushLine:
    """What the line says. Either ``file`` or ``resume``."""

    file: Path | None
    sheet: str | None
    choice: PushChoice
    options: SendOptions
    dry_run: bool = False
    resume: bool = False
    report: Path | None = None


def run_push(account: AccountOptions, line: PushLine) -> ExitCode:
    """Push a file, or what is left of earlier ones. Raises Finished."""
    _check(line)
    if line.file is None:
        with writing_desk(account) as desk:
            return resume(desk, line.options, dry_run=line.dry_run)
    table = _read(line.file, line.sheet)
    with _desk(account, dry_run=line.dry_run) as desk:
        return push_file(desk, table, line.choice, line.options, dry_run=line.dry_run, report=line.report)


def _check(line: PushLine) -> None:
    if line.resume is (line.file is not None):
        raise Finished(ExitCode.USAGE, "Name a file to push, or go on with --resume; one of the two.")
    if line.report is None:
        return
    if line.resume or line.dry_run:
        other = "--resume" if line.resume else "--dry-run"
        raise Finished(ExitCode.USAGE, f"--report tells what became of each row of a file; {other} cannot.")
    if line.report.suffix.casefold() not in _FORMATS:
        raise Finished(ExitCode.USAGE, f"{line.report.name}: a report ends in .csv or .xlsx.")
    if line.file is not None and line.report.absolute() == line.file.absolute():
        raise Finished(ExitCode.USAGE, "--report: choose another name, so that the file itself stays as it is.")
    if not line.report.absolute().parent.is_dir():
        raise Finished(ExitCode.USAGE, f"The folder {line.report.parent} is not there. Nothing was sent.")


def _read(path: Path, sheet: str | None) -> Table:
    try:
        return read_table(path, ReadOptions(sheet=sheet))
    except UnreadableFile as error:
        raise Finished(ExitCode.USAGE, str(error)) from error


@contextmanager
def _desk(account: AccountOptions, *, dry_run: bool) -> Iterator[Desk]:
    """A dry run reads beside whoever has the account open; it then knows nothing of what is unsent there."""
    if not dry_run:
        with writing_desk(account) as desk:
            yield desk
        return
    try:
        with writing_desk(account) as desk:
            yield desk
    except Finished as finished:
        if finished.code is not ExitCode.HELD:
            raise
        say(f"{finished.sentence.removesuffix(' Nothing was sent.')} What is unsent there is not looked at.")
        with reading_desk(account) as desk:
            yield desk
