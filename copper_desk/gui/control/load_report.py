"""Why a load failed and on what one works meanwhile, in sentences of a person. Knows nothing of widgets."""

from __future__ import annotations

from datetime import datetime

from copper_desk.copper.error import CertificateRejected, CopperError, ProxyRejected, TransportFailure
from copper_desk.desk.desk import Desk
from copper_desk.wording import counted, moment, tr


def failure_sentence(error: CopperError, desk: Desk, *, as_of: datetime | None) -> str:
    """What went wrong, and what the sheet holds: the leads of a complete load at ``as_of``, or what came so far."""
    why = _why(error)
    if as_of is None:
        return f"{why} {so_far_sentence(len(desk.sheet))}"
    when = moment(as_of, now=datetime.now().astimezone())
    if desk.keeps_changes:
        return f"{why} " + tr("You are working on the leads as of {time}; changes are kept here.", time=when)
    return f"{why} " + tr("You are working on the leads as of {time}.", time=when)


def so_far_sentence(count: int) -> str:
    """What a load that did not come to its end has brought."""
    return counted(count, "1 lead is loaded; more may be in Copper.", "{n} leads are loaded; more may be in Copper.")


def _why(error: CopperError) -> str:
    """A network that is away needs no technical word; a proxy or a certificate does, since somebody can act on it."""
    plain = isinstance(error, TransportFailure) and not isinstance(error, CertificateRejected | ProxyRejected)
    return tr("No connection to Copper.") if plain else error.message
