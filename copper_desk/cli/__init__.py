"""The command ``copper-desk``: opens the window, or does the same work without one.

Decides before it imports anything heavy: the window must not wait for the command line's libraries, nor the
command line for Qt.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from copper_desk.practice import FROZEN_SWITCH
from copper_desk.sheet.pattern_switch import PATTERN_SWITCH

_NOT_THE_WINDOW = frozenset({"--help", "-h", "--version", "--install-completion", "--show-completion"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [FROZEN_SWITCH]:
        from copper_desk.practice.__main__ import main as serve  # a process of its own

        return serve(given[1:])
    if given[:1] == [PATTERN_SWITCH]:
        from copper_desk.sheet.pattern_main import main as find  # a process of its own, too

        return find()
    if opens_window(given):
        from copper_desk.app import main as open_window  # Qt only where there is a window

        return open_window(given)
    from copper_desk.cli.command import run  # typer only where there is a command
    from copper_desk.desk.collector import collect_rarely

    collect_rarely()
    return run(given)


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether these arguments ask for the window: none at all, or options only."""
    return not arguments or (arguments[0].startswith("-") and arguments[0] not in _NOT_THE_WINDOW)
