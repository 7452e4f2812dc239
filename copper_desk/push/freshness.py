"""Reads leads just before they are sent, 200 a call, and ahead of the pace so that it does not wait for a read.

Shared by the threads of a run. Decides what to read when; lookup.py reads, and what follows from it for a lead is
decided in freshen.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import islice
from types import TracebackType

from copper_desk.copper.cancel import Cancelled
from copper_desk.copper.error import CopperError
from copper_desk.copper.request import PAGE_SIZE
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import RowId
from copper_desk.push.freshen import is_behind
from copper_desk.push.gate import Gate
from copper_desk.push.lookup import Lookup, Reading
from copper_desk.push.plan import REQUESTS_PER_SECOND, PlannedLead
from copper_desk.push.reader import Reader

REACH_S = 11.0
"""Leads are read that leave within this time at full speed: old enough when they do, with some time to spare."""

QUEUE_S = 3.5
"""What a read must still be good for when a request is made of it: ten of them wait for their slots at most so long."""

LONGEST_AHEAD_S = 5.0
CONFIRM_S = 5.0
"""How long single reads may go on before what was read by then is sent."""


class Freshness:
    """The reads of one run. ``rows`` are the updates in the order of the plan; ``leads_a_request`` tells how many go
    into one just now. To be entered for the time of the run."""

    def __init__(
        self,
        lookup: Lookup,
        reader: Reader,
        schema: Schema,
        rows: Iterable[RowId],
        *,
        gate: Gate,
        clock: Callable[[], float],
        leads_a_request: Callable[[], int],
    ) -> None:
        self._lookup = lookup
        self._reader = reader
        self._schema = schema
        self._gate = gate
        self._clock = clock
        self._leads_a_request = leads_a_request
        self._moved = threading.Condition()
        self._coming = dict.fromkeys(rows)
        self._readings: dict[RowId, Reading] = {}
        self._asked: set[RowId] = set()
        self._took_s = 0.0
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="push-read")
        self._ahead: Future[None] | None = None
        self._exit = ExitStack()

    def __enter__(self) -> Freshness:
        self._exit.enter_context(self._gate.stop_token.listening(self._wake))
        self._exit.callback(self._raise_bug)
        self._exit.enter_context(self._pool)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._exit.close()

    def of(self, leads: Sequence[PlannedLead]) -> dict[RowId, Reading]:
        """What Copper holds of these updates now; of all of them, unless single reads take too long: then of some.

        Blocks while it is read. Raises CopperError when they cannot be read, RunStopped.
        """
        readings = self._bring([planned.row for planned in leads])
        until_s = self._clock() + CONFIRM_S
        for planned in leads:
            if not self._is_doubtful(planned, readings[planned.row]):
                continue
            if self._clock() > until_s:
                del readings[planned.row]
            else:
                readings[planned.row] = self._confirm(planned.row)
        return readings

    def passed(self, rows: Iterable[RowId]) -> None:
        """These leads leave or need not: the next ones are read if it is time."""
        with self._moved:
            for row in rows:
                self._coming.pop(row, None)
            if self._asked or not self._is_any_lacking(self._ahead_leads()):
                return
            self._raise_bug()
            self._ahead = self._pool.submit(self._read_ahead, self._chunk([]))

    def renew(self, readings: Mapping[RowId, Reading]) -> None:
        """These leads were read by their ids meanwhile: what was read of them before is out of date."""
        with self._moved:
            self._readings.update(readings)

    def forget(self, rows: Iterable[RowId]) -> None:
        """These leads have their results."""
        with self._moved:
            for row in rows:
                self._coming.pop(row, None)
                self._readings.pop(row, None)

    def _bring(self, rows: Sequence[RowId]) -> dict[RowId, Reading]:
        has_read = False
        while True:
            with self._moved:
                self._gate.check()
                lacking = [row for row in rows if self._is_lacking(row)]
                if not lacking:
                    return {row: self._readings[row] for row in rows}
                # Where one grows old while another is read, only all at once are ever fresh together.
                wanted = rows if has_read else lacking
                if not self._asked.isdisjoint(wanted):
                    self._moved.wait()
                    continue
                chunk = self._chunk(wanted)
            self._read(chunk, self._reader.read)
            has_read = True

    def _read(
        self, chunk: Sequence[RowId], read: Callable[[Callable[[], dict[RowId, Reading]]], dict[RowId, Reading]]
    ) -> None:
        """Read leads that this thread has asked for. Those who wait for them look again, however it went."""
        began_s = self._clock()
        readings: dict[RowId, Reading] = {}
        try:
            readings = read(partial(self._lookup.many, chunk))
        finally:
            with self._moved:
                self._took_s = self._clock() - began_s
                self._readings.update(readings)
                self._asked.difference_update(chunk)
                self._moved.notify_all()

    def _read_ahead(self, chunk: Sequence[RowId]) -> None:
        try:
            self._read(chunk, lambda call: call())
        except (CopperError, Cancelled):
            return  # Whoever sends these leads reads them then, with patience, and tells what came of it.

    def _confirm(self, row: RowId) -> Reading:
        reading = self._reader.read(partial(self._lookup.one, row))
        with self._moved:
            self._readings[row] = reading
        return reading

    def _is_doubtful(self, planned: PlannedLead, reading: Reading) -> bool:
        """Whether a search may not be believed: it lacks the lead, or shows it as it was once."""
        if reading.is_certain:
            return False
        return reading.lead is None or is_behind(self._schema, planned.base, reading.lead)

    def _chunk(self, first: Sequence[RowId]) -> tuple[RowId, ...]:
        """The leads of the next read, noted as asked for: ``first``, and those that leave soon."""
        soon = islice(self._coming, self._leads_in(REACH_S))
        others = (row for row in soon if self._is_lacking(row) and row not in self._asked)
        chunk = tuple(islice(dict.fromkeys([*first, *others]), PAGE_SIZE))
        self._asked.update(chunk)
        return chunk

    def _is_any_lacking(self, leads: int) -> bool:
        return any(self._is_lacking(row) for row in islice(self._coming, leads))

    def _is_lacking(self, row: RowId) -> bool:
        reading = self._readings.get(row)
        return reading is None or reading.until_s - self._clock() < QUEUE_S

    def _ahead_leads(self) -> int:
        """How many leads may be left that are read, before the next read begins."""
        return self._leads_in(min(1.0 + 1.25 * self._took_s, LONGEST_AHEAD_S))

    def _leads_in(self, seconds: float) -> int:
        return max(self._leads_a_request(), int(seconds * REQUESTS_PER_SECOND * self._leads_a_request()))

    def _raise_bug(self) -> None:
        """Raises what a read ahead ended with, if it was anything but a failure to read."""
        if self._ahead is not None:
            self._ahead.result()

    def _wake(self) -> None:
        with self._moved:
            self._moved.notify_all()
