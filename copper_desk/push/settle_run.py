"""Asks Copper what became of leads whose push ended with this program, in the middle of a request.

Reads and writes nothing: an update is read by its id, a new lead is searched for and never made again. Runs where it
is called; knows nothing of the sheet or of where the push was written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.error import CopperError
from copper_desk.leads.value import RowId
from copper_desk.push.claim import Claims
from copper_desk.push.courier import Caller, Courier
from copper_desk.push.gate import Gate
from copper_desk.push.lookup import Moment
from copper_desk.push.network import Network
from copper_desk.push.pause import Pause, Tempo
from copper_desk.push.plan import PlannedLead
from copper_desk.push.reader import Reader
from copper_desk.push.retry import RetryLimit
from copper_desk.push.verify import UNCLEAR, Verified, Verifier
from copper_desk.sheet.outcome import Accepted, Gone, NotSent, Unknown
from copper_desk.wording import later, tr

NEVER_ARRIVED = later("It had not reached Copper when Copper Desk ended.")
_ENDED = later("Copper Desk ended while this lead was being sent.")
_STOPPED = later("The check was stopped.")

Settled = Accepted | Gone | NotSent | Unknown


@dataclass(frozen=True, slots=True)
class InDoubt:
    """A lead that was about to be sent at ``since_s`` (unix seconds) and has no result.

    ``planned`` is what the request carried, with what Copper held under it just before. New leads with the same
    ``since_s`` count as one request.
    """

    planned: PlannedLead
    is_create: bool
    since_s: float


@dataclass(frozen=True, slots=True)
class SettleEnd:
    """How it ended: the rows still in doubt, and why Copper could not be asked about them (None: it was stopped)."""

    unsettled: tuple[RowId, ...] = ()
    error: CopperError | None = None


class SettleRun:
    """One round of questions. ``run`` it once.

    ``known_ids`` are the leads that the sheet held when that push was planned: none of them is a new lead of it. What
    was loaded since must not be among them. Without a ``limit``, a lost network is not waited for.
    """

    def __init__(
        self,
        leads: Sequence[InDoubt],
        client: Caller,
        codec: LeadCodec,
        *,
        known_ids: Iterable[RowId] = (),
        limit: RetryLimit | None = None,
        tempo: Tempo | None = None,
    ) -> None:
        self._leads = tuple(leads)
        self._gate = Gate()
        self._verifier = self._make_verifier(
            Courier(client, codec), frozenset(known_ids), limit or RetryLimit(network_s=0.0), tempo or Tempo()
        )

    def run(self, on_result: Callable[[Settled], object], cancel: CancelToken) -> SettleEnd:
        """Ask about each lead; ``on_result`` is called on this thread for each that is settled.

        The first failure to read ends it, and so does ``cancel``: what is left stays in doubt.
        """
        left = dict.fromkeys(each.planned.row for each in self._leads)
        with cancel.listening(lambda: self._gate.stop(_STOPPED)):
            for verified in self._answers():
                for result in _told(verified):
                    del left[result.row]
                    on_result(result)
                if verified.error is not None:
                    error = verified.error if isinstance(verified.error, CopperError) else self._gate.stop_error
                    return SettleEnd(tuple(left), error)
        return SettleEnd(tuple(left))

    def _answers(self) -> Iterator[Verified]:
        """One lead or one request at a time, until it is stopped."""
        updates = [
            partial(self._verifier.updates, [each.planned], _ENDED) for each in self._leads if not each.is_create
        ]
        creates = sorted((each for each in self._leads if each.is_create), key=_since_s)
        requests = [(since_s, [each.planned for each in few]) for since_s, few in groupby(creates, key=_since_s)]
        searches = [partial(self._verifier.creates, few, _ENDED, since_s=since_s) for since_s, few in requests]
        for ask in (*updates, *searches):
            if self._gate.stop_reason is not None:
                return
            yield ask()

    def _make_verifier(self, courier: Courier, known: frozenset[RowId], limit: RetryLimit, tempo: Tempo) -> Verifier:
        pause = Pause(self._gate, tempo)
        network = Network(courier.knock, self._gate, pause=pause, clock=tempo.clock, limit_s=limit.network_s)
        reader = Reader(gate=self._gate, network=network, pause=pause, limit=limit)
        creates = [each.planned for each in self._leads if each.is_create]
        claims = Claims(courier.codec.schema, known_ids=known, creates=creates)
        claims.begin(planned.row for planned in creates)
        # Nothing is sent on what is read here, so from which moment it is does not matter.
        moment = partial(Moment, lambda: 0, tempo.clock)
        return Verifier(courier, claims, reader, pause=pause, limit=limit, moment=moment)


def _since_s(each: InDoubt) -> float:
    return each.since_s


def _told(verified: Verified) -> Iterator[Settled]:
    unread = {result.row for result in verified.unread}
    yield from (result for result in verified.results if result.row not in unread)
    yield from (Unknown(each.planned.row, f"{tr(_ENDED)} {tr(UNCLEAR)}") for each in verified.unclear)
    yield from (NotSent(each.planned.row, NEVER_ARRIVED) for each in verified.untouched)
