"""What can go wrong in a call to Copper, sorted by what the caller should do next.

Messages are sentences for a person, without any credential. Nothing branches on Copper's own texts:
Copper may change them at any time (https://developer.copper.com/introduction/change_policy.html).
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class FieldError:
    """One message of Copper's about one field, in Copper's names. ``field`` is "" when the message names none."""

    field: str
    message: str


class CopperError(Exception):
    """Any failure of a call. ``request_id`` is Copper's ``x-request-id``, for its support; None when there was none."""

    def __init__(self, message: str, *, request_id: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.request_id = request_id


class TransportFailure(CopperError):
    """No answer arrived. ``sent`` tells whether the request may have reached Copper, so that a write is in doubt.

    ``detail`` is the technical text, for an IT department.
    """

    def __init__(self, message: str, *, sent: bool, detail: str = "") -> None:
        super().__init__(message)
        self.sent = sent
        self.detail = detail


class CertificateRejected(TransportFailure):
    """No secure connection: the certificate is not trusted on this computer, or TLS failed. Nothing was sent."""

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(message, sent=False, detail=detail)


class ProxyRejected(TransportFailure):
    """The proxy did not let the call through: unreachable, its password is wanted, or it refused. Nothing was sent.

    ``status`` is the proxy's own HTTP status (407: it asks for a password), None when it did not answer.
    """

    def __init__(self, message: str, *, status: int | None = None, detail: str = "") -> None:
        super().__init__(message, sent=False, detail=detail)
        self.status = status

    @property
    def wants_password(self) -> bool:
        """Whether the proxy asks who is there."""
        return self.status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED


class AuthRejected(CopperError):
    """401, or a 403: the key and e-mail do not open this. ``status`` is the HTTP status."""

    def __init__(self, message: str, *, status: int, request_id: str | None = None) -> None:
        super().__init__(message, request_id=request_id)
        self.status = status


class RateLimited(CopperError):
    """429. Nothing was applied. ``retry_after_s`` is None when Copper did not say how long to wait."""

    def __init__(self, message: str, *, retry_after_s: float | None, request_id: str | None = None) -> None:
        super().__init__(message, request_id=request_id)
        self.retry_after_s = retry_after_s


class RequestRejected(CopperError):
    """Another 4xx: Copper understood and refused the whole call. Nothing was applied."""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        field_errors: tuple[FieldError, ...] = (),
        request_id: str | None = None,
    ) -> None:
        super().__init__(message, request_id=request_id)
        self.status = status
        self.field_errors = field_errors


class BatchTooLarge(RequestRejected):
    """The bulk limit is lower than the batch. ``limit`` is the number Copper named."""

    def __init__(self, message: str, *, status: int, limit: int, request_id: str | None = None) -> None:
        super().__init__(message, status=status, request_id=request_id)
        self.limit = limit


class ServerFault(CopperError):
    """5xx: an update or a create may or may not have been applied."""

    def __init__(self, message: str, *, status: int, request_id: str | None = None) -> None:
        super().__init__(message, request_id=request_id)
        self.status = status


class ProtocolSurprise(CopperError):
    """An answer that is not what the contract says (HTML of a proxy, broken JSON). ``sample`` is its beginning."""

    def __init__(self, message: str, *, sample: str, request_id: str | None = None) -> None:
        super().__init__(message, request_id=request_id)
        self.sample = sample
