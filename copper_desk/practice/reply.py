"""What an endpoint is asked and what it answers, before either is HTTP.

A reply that is an array keeps its elements apart, so that a fault can shorten or reorder them. Must not know
which endpoint it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .account import Json
from .display import encoded


@dataclass(frozen=True, slots=True)
class Ask:
    """A call as its endpoint sees it.

    Attributes:
        name: the endpoint's name, as faults call it.
        body: the decoded JSON object; {} where there is none.
        record_id: the id in the path; 0 where there is none.
        query: the query string's parameters.
        request_id: x-request-id of the reply.
    """

    name: str
    body: Json = field(default_factory=dict)
    record_id: int = 0
    query: Mapping[str, str] = field(default_factory=dict)
    request_id: str = ""

    @property
    def computed(self) -> bool:
        """Whether computed values of custom fields are asked for."""
        return self.query.get("custom_field_computed_values") == "true"

    def elements(self) -> list[Any]:
        """The leads of a bulk call as given; [] for any other call or a body without them."""
        leads = self.body.get("leads") if self.name.startswith("bulk_") else None
        return leads if isinstance(leads, list) else []

    def named_ids(self) -> list[int]:
        """The ids of leads that the call names, in order."""
        ids: Any = [e.get("id") for e in self.elements() if isinstance(e, dict)]
        if self.name == "search":
            ids = self.body.get("ids")
        elif self.name in {"fetch", "update", "delete"}:
            ids = [self.record_id]
        return [i for i in ids if isinstance(i, int)] if isinstance(ids, list) else []


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer.

    Attributes:
        status: the HTTP status.
        text: the body, unless it is an array of `items`.
        items: the encoded elements of an array; None if the body is something else.
        headers: beyond the usual ones.
        media_type: of the body.
    """

    status: int
    text: bytes = b""
    items: tuple[bytes, ...] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"

    @property
    def body(self) -> bytes:
        """The bytes sent."""
        return self.text if self.items is None else b"[" + b",".join(self.items) + b"]"


class ApiError(Exception):
    """A call answered with an error instead of what it asked for."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"{reply.status} {reply.body[:200]!r}")
        self.reply = reply


def refused(status: int, body: Any) -> ApiError:
    """The error of a call answered with that status and JSON body."""
    return ApiError(Reply(status, encoded(body)))


def json_reply(body: Any) -> Reply:
    """A 200 with that body."""
    return Reply(200, encoded(body))


def list_reply(items: list[Json]) -> Reply:
    """A 200 with an array."""
    return Reply(200, items=tuple(encoded(item) for item in items))
