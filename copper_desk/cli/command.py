"""The commands and their options, as their manual pages say them. What they do stands in the modules beside this.

Those are imported by the command that needs them: the manual pages and the mistakes in a line must not wait for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from copper_desk import __version__
from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.speech import say, show, show_json

app = typer.Typer(
    name="copper-desk",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Copper Desk: the leads of Copper CRM as a spreadsheet. Without a command the window opens; "
    "--demo opens it on the built-in practice account.",
)

Account = Annotated[
    str | None, typer.Option("--account", help="A saved account, by its name; the key is in the keyring.")
]
Demo = Annotated[bool, typer.Option("--demo", help="The built-in practice account on this computer.")]
BaseUrl = Annotated[
    str | None,
    typer.Option(
        "--base-url",
        help="Copper's address, with the e-mail in COPPER_DESK_EMAIL and the key in COPPER_DESK_API_KEY. "
        "Only https, except on this computer.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Results as JSON on stdout and nothing else there.")]


def _version(asked: bool) -> None:
    if asked:
        show(f"copper-desk {__version__}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")]


@app.callback()
def _root(version: Version = False) -> None:
    """Options of the command itself; each command adds its own."""


@app.command("pull")
def pull_command(
    out: Annotated[Path, typer.Argument(metavar="OUT.csv", help="The file to write.")],
    account: Account = None,
    demo: Demo = False,
    base_url: BaseUrl = None,
) -> None:
    """Load every lead and write it to a CSV file that `push` understands."""
    from copper_desk.cli.pull import pull
    from copper_desk.cli.sign_in import AccountOptions, open_desk

    with open_desk(AccountOptions(account, demo, base_url), writes=False) as desk:
        raise typer.Exit(pull(desk, out))


@app.command("push")
def push_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A CSV file with a column “Lead ID”.")],
    account: Account = None,
    demo: Demo = False,
    base_url: BaseUrl = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Send no write; show the changes.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before sending.")] = False,
    as_json: AsJson = False,
) -> None:
    """Send the cells of FILE that differ from Copper, in batches of 10, and say what became of each lead.

    Rows are found by Lead ID; blank cells leave the lead's value alone. The last line counts the push:
    planned = accepted + failed + unknown + not sent.
    """
    from copper_desk.cli.push import PushOptions, push, read_file
    from copper_desk.cli.sign_in import AccountOptions, open_desk

    table = read_file(file)
    with open_desk(AccountOptions(account, demo, base_url), writes=True) as desk:
        raise typer.Exit(push(desk, table, PushOptions(json=as_json, yes=yes, dry_run=dry_run)))


@app.command("accounts")
def accounts_command(as_json: AsJson = False) -> None:
    """List the accounts saved on this computer. Keys are never shown."""
    from copper_desk.desk.account_book import AccountBook
    from copper_desk.storage.credentials import system_key_store
    from copper_desk.storage.path import settings_file
    from copper_desk.storage.setting import Settings

    book = AccountBook(Settings(settings_file()), system_key_store())
    for saved in book.accounts():
        if as_json:
            show_json({"name": saved.name, "email": saved.email, "base_url": saved.base_url})
        else:
            show(f"{saved.name}\t{saved.email}\t{saved.base_url}")


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
