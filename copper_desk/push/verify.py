"""Asks Copper what became of leads whose answer was lost: updates are read by id, new leads are searched for.

Writes nothing. Never takes silence for a yes: what a read does not prove is "not confirmed".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from copper_desk.copper.error import CopperError
from copper_desk.leads.value import Lead
from copper_desk.push.claim import Claims
from copper_desk.push.courier import Courier
from copper_desk.push.echo import Standing, full_name, standing
from copper_desk.push.gate import RunStopped
from copper_desk.push.lookup import Moment, Reading
from copper_desk.push.pause import Pause
from copper_desk.push.plan import PlannedLead
from copper_desk.push.reader import Reader
from copper_desk.push.retry import RetryLimit
from copper_desk.sheet.outcome import GONE, Accepted, Gone, Unknown
from copper_desk.wording import later, tr

CLOCK_SKEW_S = 600.0
"""How far this computer's clock may be from Copper's before a lost new lead is no longer found."""

_NOT_FOUND_YET = later("A search does not show it in Copper; look there before you send it again.")
_CONTESTED = later("Copper holds such a lead, but another new one of this push has the same values.")
_UNFAITHFUL = later("Copper’s answer does not show what was sent.")
UNCLEAR = later("Copper now holds neither what was sent nor what was loaded.")

Result = Accepted | Gone | Unknown


@dataclass(frozen=True, slots=True)
class Reread:
    """An update whose answer was lost, and Copper's lead as it was read since, by its id."""

    planned: PlannedLead
    reading: Reading


@dataclass(frozen=True, slots=True)
class Verified:
    """What a re-read told: results, and the updates that have none by it.

    ``untouched`` were not applied and may be sent again. ``unclear``: Copper holds neither what was sent nor what was
    there before, so that somebody else has written too.
    ``unread`` are those of the results that say only that Copper could not be asked, for ``error``.
    """

    results: tuple[Result, ...]
    untouched: tuple[Reread, ...] = ()
    unclear: tuple[Reread, ...] = ()
    unread: tuple[Unknown, ...] = ()
    error: CopperError | RunStopped | None = None


class Verifier:
    """Asks by ``reader``, and for what a search does not show yet ``limit.searches`` times. ``moment`` gives a new
    one for each read of an update."""

    def __init__(
        self,
        courier: Courier,
        claims: Claims,
        reader: Reader,
        *,
        pause: Pause,
        limit: RetryLimit,
        moment: Callable[[], Moment],
    ) -> None:
        self._courier = courier
        self._claims = claims
        self._reader = reader
        self._pause = pause
        self._limit = limit
        self._moment = moment

    def updates(self, leads: Sequence[PlannedLead], why: str) -> Verified:
        """Read each lead by id. ``why`` is a sentence on what happened to the request."""
        told = Verified(())
        for done, planned in enumerate(leads):
            try:
                reading = self._read(planned)
            except (CopperError, RunStopped) as error:
                unread = _unknown(leads[done:], why, _unread(error))
                return replace(told, results=(*told.results, *unread), unread=unread, error=error)
            told = self._judged(told, Reread(planned, reading))
        return told

    def creates(self, leads: Sequence[PlannedLead], why: str, *, since_s: float) -> Verified:
        """Search for each new lead among those created since ``since_s`` (unix seconds, when its request began)."""
        results: list[Result] = []
        missing = list(leads)
        beside = frozenset(planned.row for planned in leads)
        reason = _NOT_FOUND_YET
        for attempt in range(self._limit.searches):
            try:
                for planned in tuple(missing):
                    found = self._find(planned, since_s, beside, attempt=attempt)
                    if isinstance(found, str):
                        reason = found
                    else:
                        results.append(Accepted(planned.row, found))
                        missing.remove(planned)
            except (CopperError, RunStopped) as error:
                unread = _unknown(missing, why, _unread(error))
                return Verified((*results, *unread), unread=unread, error=error)
            if not missing or self._pause.wait(attempt):
                break
        return Verified((*results, *_unknown(missing, why, reason)))

    def echo(self, planned: PlannedLead, echo: Lead) -> Result:
        """Read an update again whose answer does not show what was sent.

        Copper may have rewritten a value, then it shows the same twice; if not, the answer is not to be trusted.
        """
        try:
            found = self._reader.read(partial(self._courier.fetch, planned.row))
        except (CopperError, RunStopped) as error:
            return Unknown(planned.row, f"{tr(_UNFAITHFUL)} {_unread(error)}")
        if found is None:
            return Gone(planned.row, GONE)
        schema = self._courier.codec.schema
        places = [schema[cell.key].position for cell in planned.cells]
        is_same = all(found[place] == echo[place] for place in places)
        if is_same or standing(schema, planned, found) is Standing.TAKEN:
            return Accepted(planned.row, found)
        return Unknown(planned.row, f"{tr(_UNFAITHFUL)} {tr(UNCLEAR)}")

    def is_gone(self, planned: PlannedLead) -> bool:
        """Whether Copper says that it has no such lead; False if it cannot be asked."""
        try:
            return self._reader.read(partial(self._courier.fetch, planned.row)) is None
        except (CopperError, RunStopped):
            return False

    def _read(self, planned: PlannedLead) -> Reading:
        moment = self._moment()
        return moment.reading(self._reader.read(partial(self._courier.fetch, planned.row, departing=moment.begin)))

    def _judged(self, told: Verified, reread: Reread) -> Verified:
        """``told``, and what this update shows."""
        planned, found = reread.planned, reread.reading.lead
        if found is None:
            return replace(told, results=(*told.results, Gone(planned.row, GONE)))
        match standing(self._courier.codec.schema, planned, found):
            case Standing.TAKEN:
                return replace(told, results=(*told.results, Accepted(planned.row, found)))
            case Standing.UNTOUCHED:
                return replace(told, untouched=(*told.untouched, reread))
            case Standing.UNCLEAR:
                return replace(told, unclear=(*told.unclear, reread))

    def _find(self, planned: PlannedLead, since_s: float, beside: frozenset[int], *, attempt: int) -> Lead | str:
        """The lead that a new row became, or why it cannot be told."""
        earliest = int(since_s - CLOCK_SKEW_S)
        ways = _search_filters(planned)
        filters = {**ways[min(attempt, len(ways) - 1)], "minimum_created_date": earliest}
        found = self._reader.read(partial(self._courier.newest, filters))
        created = self._courier.codec.schema["date_created"].position
        recent = [lead for lead in found if isinstance(at := lead[created], int) and at >= earliest]
        reason = _NOT_FOUND_YET
        for lead in self._claims.candidates(planned, recent):
            if self._claims.is_contested(lead, beside):
                reason = _CONTESTED
            elif self._claims.take(planned.row, lead):
                return lead
        return reason


def _unread(error: CopperError | RunStopped) -> str:
    if isinstance(error, RunStopped):
        return tr("The push ended before Copper could be asked what became of it.")
    return tr("Copper could not be asked what became of it. {message}", message=error.message)


def _search_filters(planned: PlannedLead) -> list[dict[str, object]]:
    """Ways to search for a new lead, the narrowest first. Copper may have rewritten the e-mail address or the name;
    the last way asks for nothing but new leads."""
    ways: list[dict[str, object]] = [{}]
    name = full_name(planned)
    if name:
        ways.insert(0, {"name": name})
    email = next((cell.value for cell in planned.cells if cell.key == "email"), None)
    if email:
        ways.insert(0, {"emails": email})
    return ways


def _unknown(leads: Iterable[PlannedLead], why: str, reason: str) -> tuple[Unknown, ...]:
    return tuple(Unknown(planned.row, f"{why} {reason}") for planned in leads)
