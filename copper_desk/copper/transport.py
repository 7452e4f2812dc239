"""The seam between the client and the wire: bytes out, bytes back.

Small enough that a test can stand in for it; the real one is wire.py. Knows nothing of Copper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. ``read_s`` counts anew with each piece of an answer, ``answer_s`` is for all of its body."""

    connect_s: float = 10.0
    read_s: float = 60.0
    answer_s: float = 180.0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request as it leaves. ``headers`` hold the key, so they are never shown."""

    method: str
    url: str
    params: Mapping[str, str]
    headers: Sequence[tuple[bytes, bytes]] = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class Transport(Protocol):
    """Carries one request and brings its answer, whatever its status. Thread-safe."""

    def exchange(self, outgoing: Outgoing, *, departed: Callable[[], None]) -> Answer:
        """Calls ``departed`` when the request begins to leave, after any connection was made.

        Raises TransportFailure or a subclass when no whole answer arrived.
        """

    def close(self) -> None:
        """Gives the connections back. Further exchanges are an error."""
