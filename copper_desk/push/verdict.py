"""From the failure of a whole call to what becomes of its leads. Pure: one table, read by the sender.

Decides by the kind of error alone, never by Copper's words. Knows nothing of waiting or of re-reading.
"""

from __future__ import annotations

from enum import Enum

from copper_desk.copper.error import (
    AuthRejected,
    BatchTooLarge,
    CertificateRejected,
    CopperError,
    ProxyRejected,
    RateLimited,
    RequestRejected,
    ServerFault,
    TransportFailure,
)


class Verdict(Enum):
    """What to do with the leads of a call that failed as a whole."""

    RESEND = "resend"  # too many requests: nothing was applied, and the client waits for its slot
    RECONNECT = "reconnect"  # the request never left: wait for the network, then resend
    VERIFY = "verify"  # it may have been applied: ask Copper what it holds
    STOP = "stop"  # the key, or this computer's own network, lets nothing through: nothing else either
    SHRINK = "shrink"  # Copper takes fewer leads a request than we sent
    SPLIT = "split"  # refused whole: one lead may have spoilt it for the others
    REFUSE = "refuse"  # refused, and there is only this one lead to blame


_REQUEST_TIMEOUT = 408
"""The one 4xx that does not say the request was understood and refused."""

_OWN_FAULT = 500
"""The one 5xx that Copper's own program answers when it is done; the others come from servers in front of it."""


def verdict_on(error: CopperError, *, leads: int) -> Verdict:
    """The verdict on a bulk call of ``leads`` leads that raised ``error``.

    Whatever is not known to have changed nothing counts as in doubt.
    """
    match error:
        case RateLimited():
            return Verdict.RESEND
        case _ if isinstance(error, AuthRejected) or is_barred(error):
            return Verdict.STOP
        case TransportFailure(sent=False):
            return Verdict.RECONNECT
        case BatchTooLarge(limit=limit) if 1 <= limit < leads:
            return Verdict.SHRINK
        case RequestRejected(status=status) if status != _REQUEST_TIMEOUT:
            return Verdict.SPLIT if leads > 1 else Verdict.REFUSE
        case _:
            return Verdict.VERIFY


def is_barred(error: CopperError) -> bool:
    """Whether the way to Copper is closed on this side, so that no wait opens it.

    A proxy that does not answer, or does not reach Copper itself, is no such case: a network that is lost for a while
    looks the same.
    """
    match error:
        case CertificateRejected():
            return True
        case ProxyRejected(status=int(status)):
            return status < _OWN_FAULT
        case _:
            return False


def is_over(error: CopperError) -> bool:
    """Whether a write that failed so has certainly ended: what Copper does not show then is not on its way any more."""
    return isinstance(error, ServerFault) and error.status == _OWN_FAULT


def split_size(leads: int) -> int:
    """How many leads a request carries after one of ``leads`` was refused whole: 10, then 5, then 1.

    Two steps bound what one bad lead costs: 1 + 2 + 5 requests for a batch of ten.
    """
    return 5 if leads > 5 else 1
