"""The moment in which a request really leaves: what must be true then, and what is written down before it does.

Called by the client when the request has its slot, again when it was answered "too many requests". Knows nothing of
answers.
"""

from __future__ import annotations

from collections.abc import Callable

from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.push.means import Means
from copper_desk.push.plan import Batch, BatchKind


class StaleRead(Exception):
    """While the request waited for its slot, what was read of a lead in it became too old."""


class Departure:
    """One request about to leave with ``batch``.

    ``halt`` takes it back, ``until_s`` is the last moment of the run's clock at which it may leave. ``on_leaving`` is
    told when it does. ``since_s`` are the unix seconds of that. ``at_work``: an earlier try may still be at work.
    """

    def __init__(
        self,
        batch: Batch,
        means: Means,
        halt: CancelToken,
        *,
        until_s: float,
        on_leaving: Callable[[Batch], object],
        at_work: bool = False,
    ) -> None:
        self._batch = batch
        self._means = means
        self._halt = halt
        self._until_s = until_s
        self._on_leaving = on_leaving
        self._at_work = at_work
        self.since_s = means.tempo.now()
        self._left_s = means.tempo.clock()

    def __call__(self) -> None:
        """Raises Cancelled, StaleRead or what the log raises: then nothing leaves."""
        if self._halt.is_cancelled:
            raise Cancelled
        if self._means.tempo.clock() > self._until_s:
            raise StaleRead
        self._means.log.intend(self._batch)
        if self._batch.kind is BatchKind.CREATE:
            self._means.claims.begin(self._batch.rows)
        self._on_leaving(self._batch)
        self.since_s, self._left_s = self._means.tempo.now(), self._means.tempo.clock()

    def refused(self) -> None:
        """Copper turned it away for the rate, which changed nothing: while it waits to leave again none is in doubt."""
        if not self._at_work:
            self._means.log.withdraw(self._batch.rows)

    def seconds(self) -> float:
        """How long ago it left."""
        return self._means.tempo.clock() - self._left_s
