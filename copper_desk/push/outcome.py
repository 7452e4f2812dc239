"""The results of a batch and the count of a push, which must tie out.

Knows nothing of how a result was found.
"""

from __future__ import annotations

from dataclasses import dataclass

from copper_desk.sheet.outcome import Accepted, Conflicted, Gone, LeadOutcome, NotSent, Refused, Unknown


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """The results of one batch, one for each of its leads.

    ``seconds`` is how long its last answered request took, from its departure to the answer.
    """

    number: int
    results: tuple[LeadOutcome, ...]
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of a push. Each planned lead stands in exactly one of the others; gone leads count as failed,
    those held back for a conflict as not sent."""

    planned: int = 0
    accepted: int = 0
    failed: int = 0
    unknown: int = 0
    not_sent: int = 0

    @property
    def ties_out(self) -> bool:
        """Whether planned = accepted + failed + unknown + not sent."""
        return self.planned == self.accepted + self.failed + self.unknown + self.not_sent

    @property
    def open(self) -> int:
        """Leads whose result is still to come."""
        return self.planned - self.accepted - self.failed - self.unknown - self.not_sent

    def counting(self, result: LeadOutcome) -> Tally:
        """This tally with one more result in it."""
        name = _COUNTED_AS[type(result)]
        return Tally(
            planned=self.planned,
            accepted=self.accepted + (name == "accepted"),
            failed=self.failed + (name == "failed"),
            unknown=self.unknown + (name == "unknown"),
            not_sent=self.not_sent + (name == "not_sent"),
        )


_COUNTED_AS: dict[type[LeadOutcome], str] = {
    Accepted: "accepted",
    Refused: "failed",
    Gone: "failed",
    Unknown: "unknown",
    NotSent: "not_sent",
    Conflicted: "not_sent",
}
