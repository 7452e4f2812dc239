"""What an answer of Copper's means: the JSON it carries, or the error of the tree that tells what to do next.

Sans-IO: takes status, headers and bytes, whoever fetched them. Decides by status and shape, never by wording.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from copper_desk.copper.body import UnreadableBody, is_web_page, parsed, sample
from copper_desk.copper.error import (
    AuthRejected,
    BatchTooLarge,
    CopperError,
    FieldError,
    ProtocolSurprise,
    ProxyRejected,
    RateLimited,
    RequestRejected,
    ServerFault,
)
from copper_desk.copper.refusal import field_errors, named_limit, server_text
from copper_desk.copper.request import Request
from copper_desk.wording import later, tr

_NUMBER: Final = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_REQUEST_TIMEOUT: Final = 408
_LEAD_MARKS: Final = frozenset({"name", "date_modified"})
"""Attributes that every lead has and no refusal: an id alone would make an empty lead out of a stub."""

_BAD_CREDENTIALS: Final = later("Copper did not accept this API key with this e-mail address. Sign in again.")
_NO_RIGHT: Final = later(
    "Copper did not allow this: leads may be switched off in the account, or the key’s user may lack the right."
)
_TOO_MANY: Final = later("Copper counts too many calls just now and asks to wait.")
_WEB_PAGE: Final = later(
    "A web page came back instead of Copper’s answer. Probably a proxy or a sign-in page stands in between: "
    "open a web page in your browser, or ask your IT."
)
_NOT_JSON: Final = later(
    "Copper’s answer could not be read. Try again; if it stays so, something on the way changes answers."
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A successful answer. ``json`` is any JSON value.

    ``total`` is the header ``X-PW-TOTAL`` of a search, an upper bound of its matches; None when it did not come.
    ``at_s`` is when it was made, by the server's own clock (unix seconds, the header ``Date``); None without it.
    """

    json: object
    request_id: str | None = None
    total: int | None = None
    at_s: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """An element of a bulk answer that was taken: the whole lead after the write."""

    lead: Mapping[str, object]

    @property
    def id(self) -> int:
        """The lead's id."""
        return _number_id(self.lead) or 0


@dataclass(frozen=True, slots=True)
class Failed:
    """An element that was refused. ``id`` is missing for creates, ``status`` in every documented answer."""

    id: int | None
    errors: tuple[FieldError, ...]
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An element that is neither a lead nor a refusal: nobody knows what became of that lead."""

    id: int | None
    sample: str


BulkElement: TypeAlias = Written | Failed | Unreadable


def decipher(request: Request, status: int, headers: Mapping[str, str], body: bytes) -> Reply:
    """The reply in an answer. Header names must be lower case.

    Raises the error of the tree in error.py that fits: AuthRejected, RateLimited, RequestRejected (BatchTooLarge),
    ServerFault, ProxyRejected or ProtocolSurprise.
    """
    if not 200 <= status < 300:
        raise _error(request, status, headers, body)
    request_id = headers.get("x-request-id")
    try:
        value = parsed(body)
    except UnreadableBody:
        raise _unexpected(headers, body) from None
    total = _number(headers.get("x-pw-total"))
    return Reply(value, request_id, None if total is None else int(total), _moment(headers.get("date")))


def _moment(text: str | None) -> int | None:
    """The time of a header ``Date`` (RFC 9110) in unix seconds, or None where there is none that can be read."""
    try:
        return None if text is None else int(parsedate_to_datetime(text).timestamp())
    except (ValueError, OverflowError):
        return None


def leads_of(reply: Reply) -> Sequence[Mapping[str, object]]:
    """The leads of a search's answer. Raises ProtocolSurprise when it is no list of objects that have an id."""
    if isinstance(reply.json, list):
        found = [each for each in reply.json if isinstance(each, dict) and _number_id(each) is not None]
        if len(found) == len(reply.json):
            return found
    raise ProtocolSurprise(
        tr("Copper answered a search with something else than a list of leads."),
        sample=repr(reply.json)[:200],
        request_id=reply.request_id,
    )


def runtime_s(headers: Mapping[str, str]) -> float:
    """Seconds that Copper says it worked on the call (``x-runtime``); 0.0 when it says nothing."""
    return _number(headers.get("x-runtime")) or 0.0


def decipher_bulk(reply: Reply) -> tuple[BulkElement, ...]:
    """The elements of a bulk answer, in the order of the request. Their number is for the caller to compare.

    A refused element says ``"success": false``; a lead has no such key, and always an id and a name, be it null
    (https://developer.copper.com/leads/bulk-update-leads.html). Raises ProtocolSurprise when it is no array.
    """
    if not isinstance(reply.json, list):
        shown = repr(reply.json)[:200]
        raise ProtocolSurprise(
            tr("Copper answered a bulk call with something else than a list of leads."),
            sample=shown,
            request_id=reply.request_id,
        )
    return tuple(_element(each) for each in reply.json)


def _element(each: object) -> BulkElement:
    if not isinstance(each, dict):
        return Unreadable(None, repr(each)[:200])
    lead_id = _number_id(each)
    refused = each.get("success") is False
    if not refused and lead_id is not None and not _LEAD_MARKS.isdisjoint(each):
        return Written(each)
    errors = field_errors(each)
    if refused or errors:
        status = each.get("status")
        return Failed(lead_id, errors or (_no_reason(),), status if isinstance(status, int) else None)
    return Unreadable(lead_id, repr(each)[:200])


def _no_reason() -> FieldError:
    return FieldError("", tr("Copper refused this lead without a reason."))


def _number_id(each: Mapping[str, object]) -> int | None:
    found = each.get("id")
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _error(request: Request, status: int, headers: Mapping[str, str], body: bytes) -> CopperError:
    request_id = headers.get("x-request-id")
    if status == 407:
        return ProxyRejected(
            tr(
                "The proxy asks for a name and password. Type them under File › Accounts… › Proxy, or set "
                "HTTPS_PROXY to http://name:password@address:port for Copper Desk."
            ),
            status=status,
        )
    if status == 429:
        return RateLimited(tr(_TOO_MANY), retry_after_s=_retry_after_s(headers), request_id=request_id)
    if status >= 500 or status == _REQUEST_TIMEOUT:
        # 408: the server gave up on the request while it read it; what it did with the part it had is unknown.
        return ServerFault(_server_sentence(status, headers, body), status=status, request_id=request_id)
    if 300 <= status < 400:
        return _redirect(headers, body)
    if status < 200 or is_web_page(headers, body):
        return _unexpected(headers, body)
    return _refused(request, status, _tolerant(body), request_id)


def _refused(request: Request, status: int, answer: object, request_id: str | None) -> CopperError:
    text = server_text(answer)
    if status in {401, 403}:
        opening = _BAD_CREDENTIALS if status == 401 else _NO_RIGHT
        return AuthRejected(_quoting(tr(opening), text), status=status, request_id=request_id)
    limit = named_limit(answer)
    if status == 422 and limit is not None and 0 < limit < request.batch:
        sentence = tr("Copper now takes at most {limit} leads in one call.", limit=limit)
        return BatchTooLarge(_quoting(sentence, text), status=status, limit=limit, request_id=request_id)
    sentence = (
        _quoting(tr("Copper refused this call."), text)
        if text
        else tr("Copper refused this call (HTTP {status}).", status=status)
    )
    return RequestRejected(sentence, status=status, field_errors=field_errors(answer), request_id=request_id)


def _tolerant(body: bytes) -> object:
    """An error's body: JSON, or plain text as it is, since a refusal stays one whatever it looks like."""
    try:
        return parsed(body)
    except UnreadableBody:
        return sample(body)


def _quoting(sentence: str, text: str) -> str:
    return tr("{sentence} Copper says: {text}", sentence=sentence, text=text) if text else sentence


def _server_sentence(status: int, headers: Mapping[str, str], body: bytes) -> str:
    if is_web_page(headers, body):
        return tr(
            "Copper, or a gateway before it, has a fault just now (HTTP {status}). Nothing is wrong on your side.",
            status=status,
        )
    return _quoting(tr("Copper has a fault just now (HTTP {status}).", status=status), server_text(_tolerant(body)))


def _unexpected(headers: Mapping[str, str], body: bytes) -> ProtocolSurprise:
    sentence = _WEB_PAGE if is_web_page(headers, body) else _NOT_JSON
    return ProtocolSurprise(tr(sentence), sample=sample(body), request_id=headers.get("x-request-id"))


def _redirect(headers: Mapping[str, str], body: bytes) -> ProtocolSurprise:
    """A redirect is not followed: it would carry key and leads to an address that nobody chose."""
    try:
        host = urlsplit(headers.get("location", "")).hostname
    except ValueError:
        host = None
    target = tr("to {host}", host=host) if host else tr("elsewhere")
    return ProtocolSurprise(
        tr(
            "Something on the way (a proxy or a sign-in page) answered instead of Copper and points {target}. "
            "Open a web page in your browser to sign in there, or ask your IT.",
            target=target,
        ),
        sample=sample(body) or f"redirect {target}",
        request_id=headers.get("x-request-id"),
    )


def _retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait (RFC 9110, 10.2.3): a number, or a date, which counts from the answer's own ``Date``."""
    wanted = headers.get("retry-after", "").strip()
    seconds = _number(wanted)
    if seconds is not None or not wanted:
        return seconds
    from email.utils import parsedate_to_datetime  # Slow to import, and Copper has never been seen to send a date.

    try:
        span = parsedate_to_datetime(wanted) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError):
        return None
    return max(0.0, span.total_seconds())


def _number(text: str | None) -> float | None:
    return float(text) if text is not None and _NUMBER.fullmatch(text.strip()) else None
