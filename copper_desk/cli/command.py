"""The commands and their options. What they say of themselves stands in manual.py, what they do in the modules beside.

Those are imported by the command that needs them: the manual pages and the mistakes in a line must not wait for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from copper_desk import __version__
from copper_desk.cli import manual
from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.option import Account, AsJson, BaseUrl, Demo, DryRun, Note, Yes
from copper_desk.cli.push_word import Blanks, Duplicates, Mode, New, Tags, Torn
from copper_desk.cli.speech import say, show
from copper_desk.practice.fault import KINDS, TARGETS

# Without rich: a page of the manual stands at once, and its lines are as they were written.
app = typer.Typer(
    name="copper-desk",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"max_content_width": 80, "help_option_names": ["--help", "-h"]},
)


def _version(asked: bool) -> None:
    if asked:
        show(f"copper-desk {__version__}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")]


@app.callback(help=manual.ROOT, epilog=manual.ROOT_END)
def _root(version: Version = False) -> None:
    """Options of the command itself; each command adds its own."""


@app.command("pull", help=manual.PULL, epilog=manual.PULL_END, short_help="Write leads to a spreadsheet.")
def pull_command(  # noqa: PLR0913, PLR0917 - an option is an argument
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write: .csv or .xlsx.", show_default=False)],
    account: Account = None,
    demo: Demo = False,
    base_url: BaseUrl = None,
    fields: Annotated[
        str, typer.Option(metavar="A,B", help="Only these fields, by name or key.", show_default=False)
    ] = "",
    status: Annotated[list[str] | None, typer.Option(metavar="S", help="Only leads of this status.")] = None,
    owner: Annotated[
        list[str] | None, typer.Option(metavar="O", help="Only leads of this owner: name, e-mail, or none.")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option(metavar="T", help="Only leads with this tag.")] = None,
    changed_since: Annotated[
        str,
        typer.Option(
            metavar="WHEN",
            help='Only leads changed since 2026-03-04, 2026-03-04T10:30, "2 days ago", 24h or 7d.',
            show_default=False,
        ),
    ] = "",
) -> None:
    """Write leads to a spreadsheet."""
    from copper_desk.cli.pull import pull
    from copper_desk.cli.pull_choice import PullOptions
    from copper_desk.cli.sign_in import AccountOptions, reading_desk

    options = PullOptions(fields, tuple(status or ()), tuple(owner or ()), tuple(tag or ()), changed_since)
    with reading_desk(AccountOptions(account, demo, base_url)) as desk:
        raise typer.Exit(pull(desk, out, options))


@app.command("push", help=manual.PUSH, epilog=manual.PUSH_END, short_help="Send what a spreadsheet changes.")
def push_command(  # noqa: PLR0913, PLR0917 - an option is an argument, of one line to three
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The spreadsheet; none with --resume.", show_default=False)
    ] = None,
    account: Account = None,
    demo: Demo = False,
    base_url: BaseUrl = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="S", help="The sheet of a workbook. Without it, the first visible one.")
    ] = None,
    match: Annotated[
        str | None,
        typer.Option(metavar="KEY", help='Find leads by "Lead ID" (the default), Email, or a header of the file.'),
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADER=FIELD", help="This column is that field. Can be given several times."),
    ] = None,
    mode: Annotated[Mode, typer.Option(help="Replace what leads hold, or only fill what is empty.")] = Mode.REPLACE,
    blanks: Annotated[
        Blanks, typer.Option(help="Blank cells keep the lead's value, clear it, or only <clear> clears it (token).")
    ] = Blanks.KEEP,
    tags: Annotated[Tags, typer.Option(help="What is done with tags and multi-selects.")] = Tags.ADD,
    new: Annotated[New, typer.Option(help="Rows that find no lead.")] = New.SKIP,
    duplicates: Annotated[
        Duplicates, typer.Option(help="New rows that look like a lead which is there already.")
    ] = Duplicates.SKIP,
    on_conflict: Annotated[
        Torn, typer.Option(help="Fields that somebody else changed: hold the lead, send mine, or leave theirs.")
    ] = Torn.FAIL,
    dry_run: DryRun = False,
    yes: Yes = False,
    note: Note = "",
    report: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write what became of each row: .csv or .xlsx.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with pushes that did not finish.")] = False,
    as_json: AsJson = False,
) -> None:
    """Send what a spreadsheet changes."""
    from copper_desk.cli.push_command import PushLine, run_push
    from copper_desk.cli.push_word import PushChoice
    from copper_desk.cli.sending import SendOptions
    from copper_desk.cli.sign_in import AccountOptions

    choice = PushChoice(match, tuple(maps or ()), mode, blanks, tags, new, duplicates, on_conflict)
    line = PushLine(
        file, sheet, choice, SendOptions(json=as_json, yes=yes, note=note), dry_run, resume=resume, report=report
    )
    raise typer.Exit(run_push(AccountOptions(account, demo, base_url), line))


@app.command("settle", help=manual.SETTLE, epilog=manual.SETTLE_END, short_help="Ask Copper about leads in doubt.")
def settle_command(
    account: Account = None, demo: Demo = False, base_url: BaseUrl = None, as_json: AsJson = False
) -> None:
    """Ask Copper about leads in doubt."""
    from copper_desk.cli.settle import settle
    from copper_desk.cli.sign_in import AccountOptions, writing_desk

    with writing_desk(AccountOptions(account, demo, base_url)) as desk:
        raise typer.Exit(settle(desk, as_json=as_json))


@app.command("history", help=manual.HISTORY, epilog=manual.HISTORY_END, short_help="List the pushes.")
def history_command(
    push_id: Annotated[
        int | None, typer.Argument(metavar="PUSH_ID", help="Show this push alone.", show_default=False)
    ] = None,
    account: Account = None,
    demo: Demo = False,
    base_url: BaseUrl = None,
    search: Annotated[
        str, typer.Option(metavar="WORDS", help="Only pushes that speak of this.", show_default=False)
    ] = "",
    limit: Annotated[int, typer.Option(metavar="N", min=0, help="At most so many; 0 for all.")] = 100,
    as_json: AsJson = False,
) -> None:
    """List the pushes."""
    from copper_desk.cli.history import history
    from copper_desk.cli.sign_in import AccountOptions, reading_desk

    with reading_desk(AccountOptions(account, demo, base_url)) as desk:
        raise typer.Exit(history(desk, push_id, search=search, limit=limit, as_json=as_json))


@app.command("revert", help=manual.REVERT, epilog=manual.REVERT_END, short_help="Take a push back.")
def revert_command(
    push_id: Annotated[int, typer.Argument(metavar="PUSH_ID", help="The number that “history” shows.")],
    account: Account = None,
    demo: Demo = False,
    base_url: BaseUrl = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    note: Note = "",
    as_json: AsJson = False,
) -> None:
    """Take a push back."""
    from copper_desk.cli.revert import revert
    from copper_desk.cli.sending import SendOptions
    from copper_desk.cli.sign_in import AccountOptions, writing_desk

    with writing_desk(AccountOptions(account, demo, base_url)) as desk:
        raise typer.Exit(revert(desk, push_id, SendOptions(json=as_json, yes=yes, note=note), dry_run=dry_run))


@app.command("inspect", help=manual.INSPECT, epilog=manual.INSPECT_END, short_help="Show what is in a spreadsheet.")
def inspect_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The spreadsheet.", show_default=False)],
    sheet: Annotated[
        str | None, typer.Option(metavar="S", help="The sheet of a workbook. Without it, the first visible one.")
    ] = None,
    header_row: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="The row of the headers, from 1; 0: there are none.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="utf-8, cp1252, shift_jis, ...")] = None,
    delimiter: Annotated[
        str | None, typer.Option(metavar="C", help="A character, or: tab, comma, semicolon, bar, space.")
    ] = None,
    quote: Annotated[
        str | None, typer.Option(metavar="Q", help="double, single, or none: quotes are ordinary characters.")
    ] = None,
    rows: Annotated[bool, typer.Option("--rows", help="Each row's cells, as text.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what is in a spreadsheet."""
    from copper_desk.cli.inspect import delimiter_of, inspect, quote_of
    from copper_desk.tabular.table import ReadOptions

    options = ReadOptions(encoding, delimiter_of(delimiter), quote_of(quote), sheet=sheet, header_row=header_row)
    raise typer.Exit(inspect(file, options, rows=rows, as_json=as_json))


@app.command("accounts", help=manual.ACCOUNTS, epilog=manual.ACCOUNTS_END, short_help="List the saved accounts.")
def accounts_command(as_json: AsJson = False) -> None:
    """List the saved accounts."""
    from copper_desk.cli.accounts import list_accounts

    raise typer.Exit(list_accounts(as_json=as_json))


@app.command(
    "practice",
    help=manual.PRACTICE,
    epilog=manual.PRACTICE_END.format(kinds=", ".join(KINDS), calls=", ".join(TARGETS)),
    short_help="Run a practice Copper.",
)
def practice_command(
    port: Annotated[int, typer.Option(metavar="P", min=0, max=65535, help="On 127.0.0.1; 0 takes a free one.")] = 0,
    leads: Annotated[int, typer.Option(metavar="N", min=0, help="Leads to begin with.")] = 500,
    seed: Annotated[int, typer.Option(metavar="S", help="What the leads are made from.")] = 1,
    latency_ms: Annotated[float, typer.Option(metavar="L", min=0, help="Time that each call takes.")] = 0.0,
    jitter_ms: Annotated[float, typer.Option(metavar="J", min=0, help="Most delay on the way there.")] = 0.0,
    faults: Annotated[str, typer.Option(metavar="SPEC", help="What fails, as below.", show_default=False)] = "",
) -> None:
    """Run a practice Copper."""
    from copper_desk.cli.practice import PracticeOptions, practice

    raise typer.Exit(practice(PracticeOptions(port, leads, seed, latency_ms, jitter_ms, faults)))


def run(arguments: Sequence[str]) -> int:
    """Run one command; every known error ends as one sentence on stderr and an exit code."""
    try:
        app(args=list(arguments), prog_name="copper-desk")
    except Finished as finished:
        if finished.sentence:
            say(finished.sentence)
        return int(finished.code)
    except SystemExit as end:  # how typer ends, usage mistakes (2) included
        return int(end.code or 0)
    return int(ExitCode.DONE)
