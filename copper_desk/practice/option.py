"""The practice server's command line, read into a Setup. Must not know the server itself."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .fault import KINDS, TARGETS, FaultSpecError, read_faults
from .quirk import Quirk, QuirkError
from .state import Setup


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line asks for.

    Attributes:
        setup: the server's own settings.
        port: on 127.0.0.1; 0 takes a free one.
        reset: renew the account's leads first.
        follow_stdin: end when standard input ends, that is when the parent process is gone.
    """

    setup: Setup
    port: int = 0
    reset: bool = False
    follow_stdin: bool = False


def read_arguments(argv: Sequence[str]) -> Start:
    """The start asked for.

    Raises:
        SystemExit: with status 2 and a sentence on stderr for arguments that cannot be used.
    """
    parser = _parser()
    given = parser.parse_args(argv)
    try:
        read_faults(given.faults)
        quirk = Quirk().turned(dict(pair.partition("=")[::2] for pair in given.option))
    except (FaultSpecError, QuirkError) as error:
        parser.error(str(error))
    setup = Setup(
        folder=given.data,
        leads=given.leads,
        seed=given.seed,
        latency_ms=given.latency_ms,
        jitter_ms=given.jitter_ms,
        faults=given.faults,
        limits=not given.no_limits,
        quirk=quirk,
    )
    return Start(setup, given.port, given.reset, given.follow_stdin)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m copper_desk.practice",
        description="Runs a practice Copper account on this computer. Prints its address and key as one line"
        " of JSON. COPPER_DESK_PRACTICE_KEY in the environment sets the key, otherwise it is a new one.",
        epilog=_fault_guide(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add, usual = parser.add_argument, Setup()
    add("--port", type=_count, default=0, metavar="P", help="port on 127.0.0.1 (default: a free one)")
    add("--data", type=Path, metavar="DIR", help="folder that keeps changes between starts (default: none)")
    add("--leads", type=_count, default=usual.leads, metavar="N", help="leads to begin with (500)")
    add("--seed", type=int, default=usual.seed, metavar="S", help="what the leads are made from (1)")
    add("--latency-ms", type=_duration, default=0.0, metavar="L", help="time each call takes (0)")
    add("--jitter-ms", type=_duration, default=0.0, metavar="J", help="most delay on the way there (0)")
    add("--faults", default="", metavar="SPEC", help="such as 500@bulk_update:2,drop-after@bulk_create:1x3")
    add("--option", action="append", default=[], metavar="NAME=VALUE", help="a switch, such as date_write=text")
    add("--no-limits", action="store_true", help="measure the rate windows but answer no call 429")
    add("--reset", action="store_true", help="renew the leads first")
    add("--follow-stdin", action="store_true", help="end when standard input ends")
    return parser


def _fault_guide() -> str:
    kinds = "\n".join(f"  {kind:<12} {meaning}" for kind, meaning in KINDS.items())
    return f"A fault is KIND[=ARGUMENT][@CALL][:WHEN][xTIMES]. The kinds:\n{kinds}\nThe calls: {', '.join(TARGETS)}."


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def _duration(text: str) -> float:
    number = float(text)
    if not 0 <= number < 3_600_000:
        raise ValueError
    return number


_count.__name__, _duration.__name__ = "whole number", "number of milliseconds"
