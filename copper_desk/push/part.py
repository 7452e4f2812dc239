"""Leads of a batch that go out in one request, and how often that was tried. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from copper_desk.push.plan import PlannedLead, chunked


@dataclass(frozen=True, slots=True)
class Part:
    """``resends`` after a lost answer, ``delays`` for the rate, ``unsent`` for want of a network, ``stale`` for a read
    that grew too old. ``at_work``: an earlier try got no answer and may still be carried out by Copper."""

    leads: tuple[PlannedLead, ...]
    resends: int = 0
    delays: int = 0
    unsent: int = 0
    stale: int = 0
    at_work: bool = False

    def split(self, size: int) -> list[Part]:
        """The same leads in parts of at most ``size``."""
        return [replace(self, leads=few) for few in chunked(self.leads, size)]
