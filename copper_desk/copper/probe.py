"""The steps of "Test connection": what works on the way to Copper, and the first thing that does not.

Made of three real calls of the real client, so that a test which passes here means that the program will work; the
steps are told apart by how far a call came. Knows nothing of windows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from copper_desk.copper.client import CopperClient
from copper_desk.copper.connection import Connection
from copper_desk.copper.error import (
    AuthRejected,
    CertificateRejected,
    CopperError,
    ProtocolSurprise,
    ProxyRejected,
    TransportFailure,
)
from copper_desk.copper.proxy import proxy_for, shown
from copper_desk.copper.request import fetch_account, fetch_me, search_leads
from copper_desk.copper.transport import Timeouts
from copper_desk.wording import later, number, tr

PROXY: Final = later("Proxy")
NETWORK: Final = later("Network")
CERTIFICATE: Final = later("Certificate")
KEY: Final = later("Key and e-mail")
LEADS: Final = later("Leads switched on")
RIGHTS: Final = later("Rights")


@dataclass(frozen=True, slots=True)
class ProbeStep:
    """One step: its name, whether it went well, a sentence for the person and technical words for their IT.
    ``wants_password``: it is a proxy that asks who it is."""

    name: str
    ok: bool
    message: str
    detail: str = ""
    wants_password: bool = False


def probe(connection: Connection, *, timeouts: Timeouts | None = None) -> Iterator[ProbeStep]:
    """The steps one after the other, as each is known; stops after the first that fails. Three calls at most.

    The generator owns its connections: closing it closes them.
    """
    with CopperClient(connection, timeouts=timeouts, read_retries=0) as client:
        for step in _steps(client):
            yield step
            if not step.ok:
                return


def it_report(connection: Connection, steps: Iterable[ProbeStep]) -> str:
    """What to send to an IT department: host, port, each step and its error. Holds neither key nor e-mail."""
    lines = [
        tr("Copper Desk: test of the connection"),
        tr("Host: {host}", host=connection.host),
        tr("Port: {port}", port=connection.port),
    ]
    for step in steps:
        lines.append(f"{tr(step.name)}: {tr('ok') if step.ok else tr('FAILED')}. {step.message}")
        if step.detail:
            lines.append(f"    {step.detail}")
    return "\n".join(lines) + "\n"


def _steps(client: CopperClient) -> Iterator[ProbeStep]:
    yield from _way(client)
    yield _leads(client)
    yield _rights(client)


def _way(client: CopperClient) -> Iterator[ProbeStep]:
    """Proxy, network, certificate and key out of one call: it fails at one of them or proves them all."""
    connection = client.connection
    address = None
    try:
        address = proxy_for(connection)
        reply = client.call(fetch_me())
    except ProxyRejected as error:
        yield _failed(PROXY, error)
        return
    except CopperError as error:
        yield from _until(error, connection, address)
        return
    yield from _open_way(connection, address)
    me = reply.json
    name = me.get("name") if isinstance(me, dict) else None
    yield ProbeStep(
        KEY, True, tr("Copper knows this key as {name}.", name=name) if name else tr("Copper accepts this key.")
    )


def _until(error: CopperError, connection: Connection, address: str | None) -> Iterator[ProbeStep]:
    """The steps that went well before a failed call, and the one that did not."""
    steps = list(_open_way(connection, address))
    if isinstance(error, CertificateRejected):
        yield from steps[:2]
        yield _failed(CERTIFICATE, error)
    elif isinstance(error, TransportFailure | ProtocolSurprise):
        # No answer, or one that is not Copper's: something in the network stands in the way.
        yield steps[0]
        yield _failed(NETWORK, error)
    else:
        yield from steps
        yield _failed(KEY, error)


def _open_way(connection: Connection, address: str | None) -> Iterator[ProbeStep]:
    through = (
        tr("Through the proxy {proxy}.", proxy=shown(address)) if address else tr("No proxy is set: the direct way.")
    )
    yield ProbeStep(PROXY, True, through)
    yield ProbeStep(NETWORK, True, tr("{host} answers.", host=connection.host))
    if connection.base_url.startswith("https:"):
        yield ProbeStep(CERTIFICATE, True, tr("The connection is secure, and this computer trusts its certificate."))
    else:
        yield ProbeStep(CERTIFICATE, True, tr("Not needed: the address is this computer itself."))


def _leads(client: CopperClient) -> ProbeStep:
    """Without this switch every call about leads is refused (https://developer.copper.com/account/)."""
    try:
        answer = client.call(fetch_account()).json
    except CopperError as error:
        return _failed(LEADS, error)
    account = answer if isinstance(answer, dict) else {}
    settings = account.get("settings")
    if isinstance(settings, dict) and settings.get("setting_enable_leads") is False:
        return ProbeStep(
            LEADS,
            False,
            tr("Leads are switched off in this account. An admin can switch them on in Copper’s settings."),
        )
    return ProbeStep(
        LEADS,
        True,
        tr("The account is {name}, with leads switched on.", name=account.get("name") or tr("without a name")),
    )


def _rights(client: CopperClient) -> ProbeStep:
    try:
        reply = client.call(search_leads(1, page_size=1))
    except AuthRejected as error:
        sentence = tr("This user may not see leads. Ask an admin of the account for the right, or use an admin’s key.")
        return ProbeStep(RIGHTS, False, sentence, _detail(error))
    except CopperError as error:
        return _failed(RIGHTS, error)
    if reply.total is None:
        return ProbeStep(RIGHTS, True, tr("This user may see leads."))
    return ProbeStep(RIGHTS, True, tr("This user may see leads: about {total} of them.", total=number(reply.total)))


def _failed(name: str, error: CopperError) -> ProbeStep:
    wants = isinstance(error, ProxyRejected) and error.wants_password
    return ProbeStep(name, False, error.message, _detail(error), wants_password=wants)


def _detail(error: CopperError) -> str:
    """Technical words: the error below, or the beginning of what came instead of an answer."""
    parts = [type(error).__name__]
    if isinstance(error, AuthRejected):
        parts.append(f"HTTP {error.status}: {error.message}")
    if isinstance(error, TransportFailure) and error.detail:
        parts.append(error.detail)
    if isinstance(error, ProtocolSurprise):
        parts.append(f"received: {error.sample}")
    if error.request_id:
        parts.append(f"x-request-id {error.request_id}")
    return "; ".join(parts)
