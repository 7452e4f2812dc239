"""A pacer that never waits, for tests against a server without rate limits."""

from __future__ import annotations

from copper_desk.copper.ledger import Claim, WaitRule
from copper_desk.copper.pace import Pacer
from copper_desk.copper.window import CallKind


class ForgetfulLedger:
    """A book in which no call is ever found, so that each may start at once."""

    def claim(self, kind: CallKind, *, now_s: float, rule: WaitRule) -> Claim:
        """See Ledger."""
        return Claim(rule(()), ticket=0)

    def move(self, ticket: int, *, at_s: float) -> None:
        """See Ledger."""

    def count(self, *, since_s: float) -> int:
        """See Ledger."""
        return 0

    def close(self) -> None:
        pass


def unpaced() -> Pacer:
    """A pacer for as many calls as one likes; a 429 still holds everyone back."""
    return Pacer(ForgetfulLedger())
