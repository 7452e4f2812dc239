"""The count of a push as the last line of a command says it, and what the exit code is that follows from it."""

from __future__ import annotations

from copper_desk.cli.exit_code import ExitCode
from copper_desk.cli.speech import show, show_json
from copper_desk.push.outcome import Tally


def show_tally(tally: Tally, *, as_json: bool) -> None:
    """The last line of stdout of every command that began to push, whatever the exit code."""
    counts = {
        "planned": tally.planned,
        "accepted": tally.accepted,
        "failed": tally.failed,
        "unknown": tally.unknown,
        "not_sent": tally.not_sent,
    }
    if as_json:
        show_json(counts)
    else:
        show(" · ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in counts.items()))


def exit_code(tally: Tally, *, held: int, conflicts: int, is_stopped: bool) -> ExitCode:
    """``held`` leads were in no plan; ``conflicts`` of those not sent were held back by the push itself."""
    if is_stopped or tally.not_sent > conflicts:
        return ExitCode.STOPPED
    return ExitCode.SOME_LEFT if held or conflicts or tally.failed or tally.unknown else ExitCode.DONE
