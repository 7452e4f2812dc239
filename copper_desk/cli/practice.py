"""``copper-desk practice``: the practice account as a server in the foreground, until Ctrl+C."""

from __future__ import annotations

from dataclasses import dataclass

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.practice.fault import FaultSpecError, read_faults


@dataclass(frozen=True, slots=True)
class PracticeOptions:
    """As in ``practice.process.PracticeStart``; ``port`` 0 takes a free one."""

    port: int = 0
    leads: int = 500
    seed: int = 1
    latency_ms: float = 0.0
    jitter_ms: float = 0.0
    faults: str = ""


def practice(options: PracticeOptions) -> ExitCode:
    """Serve; one line of JSON on stdout says where. Raises Finished with code 2 when it cannot begin."""
    try:
        read_faults(options.faults)
    except FaultSpecError as error:
        raise Finished(ExitCode.USAGE, str(error)) from error
    from copper_desk.practice.__main__ import main as serve  # the server's libraries, which no other command needs
    from copper_desk.practice.process import PracticeStart

    start = PracticeStart(
        leads=options.leads,
        seed=options.seed,
        port=options.port,
        latency_ms=options.latency_ms,
        jitter_ms=options.jitter_ms,
        faults=options.faults,
    )
    return ExitCode(serve(start.arguments()))
