"""The options that several commands share, each with the words of its manual page."""

from __future__ import annotations

from typing import Annotated

import typer

Account = Annotated[
    str | None, typer.Option("--account", metavar="NAME", help="A saved account; its key is in the keyring.")
]
Demo = Annotated[bool, typer.Option("--demo", help="The built-in practice account on this computer.")]
BaseUrl = Annotated[
    str | None,
    typer.Option(
        "--base-url",
        metavar="URL",
        help="Copper’s address, with e-mail and key in COPPER_DESK_EMAIL and COPPER_DESK_API_KEY. "
        "Only https, except on this computer.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Results as JSON on stdout, and nothing else there.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Send no write; show the changes.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before sending; needed where there is no terminal.")]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="A word about this push, kept in the history.")]
