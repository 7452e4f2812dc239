"""From the failure of a whole call to what becomes of its leads. Pure: one table, read by the sender.

Decides by the kind of error alone, never by Copper's words. Knows nothing of waiting or of re-reading.
"""

from __future__ import annotations

from enum import Enum

from copper_desk.copper.error import (
    AuthRejected,
    BatchTooLarge,
    CopperError,
    RateLimited,
    RequestRejected,
    TransportFailure,
)


class Verdict(Enum):
    """What to do with the leads of a call that failed as a whole."""

    RESEND = "resend"  # too many requests: nothing was applied, and the client waits for its slot
    RECONNECT = "reconnect"  # the request never left: wait for the network, then resend
    VERIFY = "verify"  # it may have been applied: ask Copper what it holds
    STOP = "stop"  # the key does not open this: nothing else will go through either
    SHRINK = "shrink"  # Copper takes fewer leads a request than we sent
    SPLIT = "split"  # refused whole: one lead may have spoilt it for the others
    REFUSE = "refuse"  # refused, and there is only this one lead to blame


_REQUEST_TIMEOUT = 408
"""The one 4xx that does not say the request was understood and refused."""


def verdict_on(error: CopperError, *, leads: int) -> Verdict:
    """The verdict on a bulk call of ``leads`` leads that raised ``error``.

    Whatever is not known to have changed nothing counts as in doubt.
    """
    match error:
        case RateLimited():
            return Verdict.RESEND
        case TransportFailure(sent=False):
            return Verdict.RECONNECT
        case AuthRejected():
            return Verdict.STOP
        case BatchTooLarge(limit=limit) if 1 <= limit < leads:
            return Verdict.SHRINK
        case RequestRejected(status=status) if status != _REQUEST_TIMEOUT:
            return Verdict.SPLIT if leads > 1 else Verdict.REFUSE
        case _:
            return Verdict.VERIFY


def split_size(leads: int) -> int:
    """How many leads a request carries after one of ``leads`` was refused whole: 10, then 5, then 1.

    Two steps bound what one bad lead costs: 1 + 2 + 5 requests for a batch of ten.
    """
    return 5 if leads > 5 else 1
