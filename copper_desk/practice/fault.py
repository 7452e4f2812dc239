"""Faults on request: which call is hit by which, and the text that says so.

A spec is a comma-separated list of

    KIND[=ARGUMENT][@TARGET][:WHEN][xTIMES]

    500@bulk_update:2             the second bulk update is answered 500, nothing applied
    drop-after@bulk_create:1x3    the first three bulk creates are applied, the connection then dropped
    429=7@any:10x5                five calls from the tenth on are answered 429 with Retry-After: 7
    slow=2.5@search:%4            every fourth search takes 2.5 s longer
    502@bulk:p0.05                each bulk call is answered 502 with HTML, with a probability of 0.05
    limit=5@bulk                  from now on five leads at most a bulk call

TARGET is a call's name (see TARGETS), a group (any, reads, writes, bulk); without one: any. WHEN is the number
of the matching call counted from when the fault was set, %N for every Nth, pX for a probability; without one:
every call. TIMES is how often it strikes, `x*` without end; without one: once for a number, else without end.
A limit stays once struck. Must not know HTTP or how a fault is done.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

READS = (
    "account", "me", "users", "user", "statuses", "sources", "definitions", "tags", "contact_types",
    "search", "fetch",
)  # fmt: skip
BULK = ("bulk_update", "bulk_create")
WRITES = ("create", "update", "delete", *BULK)
GROUPS = {"reads": READS, "writes": WRITES, "bulk": BULK, "any": (*READS, *WRITES)}
TARGETS = (*GROUPS["any"], *GROUPS)

KINDS = {
    "drop-before": "nothing is applied, the connection ends without a reply",
    "drop-after": "the call is applied, the connection ends without a reply",
    "hang-before": "nothing is applied, the connection stays silent for ARGUMENT seconds (60), then ends",
    "hang-after": "the call is applied, the connection stays silent for ARGUMENT seconds (60), then ends",
    "slow": "ARGUMENT seconds (5) longer on the way, then served; applied even if the client has left",
    "429": "answered 429, nothing applied; ARGUMENT: Retry-After in seconds",
    "500": "answered 500, nothing applied",
    "500-after": "applied, yet answered 500",
    "502": "answered 502 with HTML, nothing applied",
    "502-after": "applied, yet answered 502 with HTML",
    "html": "answered 200 with the HTML page of a proxy, nothing applied",
    "401": "answered 401, nothing applied",
    "403": "answered 403, nothing applied",
    "422": "answered 422 for the whole call, nothing applied",
    "poison": "any call that writes the lead with id ARGUMENT is answered 422 as a whole, nothing applied",
    "truncate": "applied; the JSON ends half-way, though the reply is well-formed HTTP",
    "cut": "applied; the connection ends half-way through the reply",
    "empty": "applied; 200 with an empty body",
    "short": "applied; the last ARGUMENT elements (1) are missing from the reply",
    "long": "applied; the first element stands in the reply once more at its end",
    "reorder": "applied; the elements come in reverse order",
    "other-id": "applied; the first element carries another id",
    "unfaithful": "applied; the first element does not show the name and title that were written",
    "object": "applied; an object comes where an array belongs",
    "limit": "from then on more than ARGUMENT leads (5) in a bulk call are too many",
    "gone": "the ARGUMENTth lead (1) that the call names is deleted just before",
    "rival": "another user changes field ARGUMENT (details) of every lead the call names, just before",
}
_DEFAULT_ARGUMENT = {
    "hang-before": "60", "hang-after": "60", "slow": "5", "short": "1", "limit": "5", "gone": "1", "rival": "details",
}  # fmt: skip
PRELUDES = frozenset({"slow", "limit", "gone", "rival", "poison"})
_TEXT_ARGUMENT = {"rival"}
_NEEDS_ARGUMENT = {"poison"}
_FORM = re.compile(
    r"(?P<kind>[a-z0-9-]+?)(=(?P<argument>[\w.]+))?(@(?P<target>\w+))?"
    r"(:(?P<when>%\d+|p[\d.]+|\d+))?(x(?P<times>\d+|\*))?",
    re.ASCII,
)


class FaultSpecError(ValueError):
    """A fault spec that cannot be read. The text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault as asked for.

    Attributes:
        kind: one of KINDS.
        argument: its argument as text; "" for none.
        target: one of TARGETS.
        first: number of the matching call it strikes first, from 1; 0 with every or chance.
        every: strikes each so-manyth matching call; 0 otherwise.
        chance: probability of striking; 0.0 otherwise.
        times: how often it strikes; None without end.
    """

    kind: str
    argument: str = ""
    target: str = "any"
    first: int = 0
    every: int = 0
    chance: float = 0.0
    times: int | None = None

    @property
    def is_prelude(self) -> bool:
        """Whether it only prepares what happens, so that others can hit the same call."""
        return self.kind in PRELUDES

    @property
    def number(self) -> float:
        """The argument as a number; 0 for none."""
        return float(self.argument or 0)

    def aims_at(self, call: str) -> bool:
        """Whether a call of that name can be hit."""
        return call == self.target or call in GROUPS.get(self.target, ())


def read_faults(spec: str) -> tuple[Fault, ...]:
    """The faults of a spec, as described at the head of this module.

    Raises:
        FaultSpecError: something in it cannot be read.
    """
    return tuple(_read(part.strip()) for part in spec.split(",") if part.strip())


def _read(part: str) -> Fault:
    found = _FORM.fullmatch(part)
    if found is None:
        raise FaultSpecError(f"Cannot read the fault {part!r}: it is KIND[=ARGUMENT][@TARGET][:WHEN][xTIMES].")
    kind, target = found["kind"], found["target"] or "any"
    if kind not in KINDS:
        raise FaultSpecError(f"There is no fault {kind!r}. Known: {', '.join(KINDS)}.")
    if target not in TARGETS:
        raise FaultSpecError(f"There is no call {target!r}. Known: {', '.join(TARGETS)}.")
    when, times = found["when"] or "%1", found["times"]
    argument = _argument(kind, found["argument"])
    limit = 1 if when.isdecimal() or kind == "limit" else None
    if times is not None:
        limit = None if times == "*" else int(times)
    first, every, chance = _when(when, part)
    return Fault(kind, argument, target, first=first, every=every, chance=chance, times=limit)


def _argument(kind: str, given: str | None) -> str:
    argument = given or _DEFAULT_ARGUMENT.get(kind, "")
    if kind in _NEEDS_ARGUMENT and not argument:
        raise FaultSpecError(f"The fault {kind} needs an argument: {KINDS[kind]}.")
    if argument and kind not in _TEXT_ARGUMENT and not argument.replace(".", "", 1).isdecimal():
        raise FaultSpecError(f"The argument of {kind} is a number, not {argument!r}.")
    return argument


def _when(when: str, part: str) -> tuple[int, int, float]:
    """First, every and chance: one of them set."""
    try:
        if when.startswith("%"):
            return 0, max(1, int(when[1:])), 0.0
        if when.startswith("p"):
            return 0, 0, float(when[1:])
        return max(1, int(when)), 0, 0.0
    except ValueError:
        raise FaultSpecError(f"Cannot read when the fault {part!r} strikes.") from None


@dataclass(slots=True)
class _Watch:
    fault: Fault
    seen: int = 0
    struck: int = 0

    def due(self, chance: float) -> bool:
        """Count a matching call; whether it is to be hit."""
        self.seen += 1
        if self.fault.times is not None and self.struck >= self.fault.times:
            return False
        if self.fault.every:
            return self.seen % self.fault.every == 0
        if self.fault.chance:
            return chance < self.fault.chance
        return self.seen >= self.fault.first > 0


@dataclass(slots=True)
class FaultPlan:
    """The faults that are set, counting calls; chance is drawn from a seed."""

    seed: int = 0
    _watches: list[_Watch] = field(default_factory=list)
    _random: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self._random.seed(self.seed)

    def add(self, faults: Sequence[Fault]) -> None:
        """Set more faults; each counts calls from now on."""
        self._watches += [_Watch(fault) for fault in faults]

    def clear(self) -> None:
        """Unset all."""
        self._watches.clear()

    def strike(self, call: str) -> list[Fault]:
        """The faults that hit this call: every prelude due, and of the outcomes due the one set first."""
        aimed = [watch for watch in self._watches if watch.fault.aims_at(call)]
        hits: list[Fault] = []
        for watch in [w for w in aimed if w.due(self._random.random())]:
            if watch.fault.is_prelude or all(hit.is_prelude for hit in hits):
                watch.struck += 1
                hits.append(watch.fault)
        return hits
