"""Loads all leads of an account, page by page, several pages in flight.

Which rules of the API shape this (https://developer.copper.com/leads/list-leads-search.html): pages of at most
200; ``X-PW-TOTAL`` is an upper bound and may be missing; a page may come back short before the end, so only an
empty page ends a search; a search never reaches past its first 100,000 leads, so a larger account is read in
stretches of creation date; sorted by that date, leads that others edit meanwhile do not move.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial

from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.client import CopperClient
from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.pace import Priority
from copper_desk.copper.reply import Reply, leads_of
from copper_desk.copper.request import PAGE_SIZE, search_leads
from copper_desk.leads.value import Lead
from copper_desk.wording import number, tr

SEARCH_CAP = 100_000
IN_FLIGHT = 8


@dataclass(frozen=True, slots=True)
class LoadedPage:
    """Leads that just arrived, none of them twice. ``stamp`` is the sheet's from before the call; ``loaded`` counts
    all leads so far, ``total`` is Copper's own estimate for the account (an upper bound) or None. ``seconds`` is how
    long Copper took for this page, our own waiting left out."""

    leads: tuple[Lead, ...]
    stamp: int
    loaded: int
    total: int | None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """How a load ended. ``note`` is a sentence when it is not complete, else empty.

    ``seen`` are the ids of all leads that came, ``began_s`` is when the first answer left Copper (unix seconds of
    Copper's clock, of ours where it tells none): whatever changes from then on is for the next load.
    """

    loaded: int
    complete: bool
    note: str = ""
    seen: frozenset[int] = field(default=frozenset(), repr=False, compare=False)
    began_s: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class _Fetched:
    number: int
    stamp: int
    reply: Reply
    seconds: float


class LoadRun:
    """One load. ``stamp`` reads the sheet's stamp; it is called just before each request.

    ``modified_since`` (unix seconds of Copper's clock) asks only for leads that changed from then on, ``filters`` (of
    Copper's search) only for those leads.
    """

    def __init__(
        self,
        client: CopperClient,
        codec: LeadCodec,
        *,
        stamp: Callable[[], int],
        modified_since: int | None = None,
        filters: Mapping[str, object] | None = None,
        page_size: int = PAGE_SIZE,
        search_cap: int = SEARCH_CAP,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._codec = codec
        self._stamp = stamp
        self._page_size = page_size
        self._last_page = search_cap // page_size
        self._seen: set[int] = set()
        self._total: int | None = None
        self._modified_since = modified_since
        self._filters = dict(filters or {})
        self._clock = clock
        self._began_s: int | None = None

    def run(self, on_page: Callable[[LoadedPage], object], cancel: CancelToken) -> LoadSummary:
        """Load everything; ``on_page`` is called on this thread as pages arrive, in any order.

        Raises CopperError when a page cannot be had; what arrived before has been handed over. A cancelled load
        ends with a summary that says so.
        """
        since: int | None = None
        try:
            with ThreadPoolExecutor(IN_FLIGHT, thread_name_prefix="load") as pool:
                while True:
                    stretch = _Stretch(self, pool, since, cancel)
                    stretch.run(on_page)
                    if stretch.ended:
                        return self._summary(complete=True)
                    if stretch.newest is None or stretch.newest == since:
                        return self._summary(complete=False, note=_too_many(self._last_page))
                    since = stretch.newest
        except Cancelled:
            return self._summary(complete=False, note=tr("The load was stopped; more leads are in Copper."))

    @property
    def is_partial(self) -> bool:
        """Whether it asks only for what changed."""
        return self._modified_since is not None or bool(self._filters)

    def _summary(self, *, complete: bool, note: str = "") -> LoadSummary:
        return LoadSummary(len(self._seen), complete, note, frozenset(self._seen), self._began_s)

    def fetch(self, number: int, since: int | None, cancel: CancelToken, *, is_promised: bool = True) -> _Fetched:
        """One page; runs in the pool. ``is_promised`` tells whether Copper's total lets leads be expected on it."""
        stamp, asked_s = self._stamp(), self._clock()
        wanted = {"minimum_created_date": since, "minimum_modified_date": self._modified_since}
        filters = self._filters | {name: value for name, value in wanted.items() if value is not None}
        request = search_leads(number, page_size=self._page_size, filters=filters)
        left_s: list[float] = []
        # The page past the end only closes the search: it must not wait a minute for its turn among the pages.
        priority = Priority.LOAD if is_promised else Priority.READ
        reply = self._client.call(
            request, priority=priority, cancel=cancel, departing=lambda: left_s.append(self._clock())
        )
        if self._began_s is None:
            # The first page is asked for alone, so this is the first answer. Copper answered after it was asked: what
            # changed in between is reached by the overlap of the next load.
            self._began_s = int(asked_s) if reply.at_s is None else reply.at_s
        return _Fetched(number, stamp, reply, self._clock() - left_s[-1])

    def take(self, fetched: _Fetched) -> tuple[LoadedPage, int | None] | None:
        """The page's leads that were not seen before, and the newest creation date on it (unix seconds).

        None for an empty page.
        """
        found = self._codec.decode_all(leads_of(fetched.reply))
        if not found:
            return None
        fresh = tuple(lead for lead in found if lead[0] not in self._seen)
        self._seen.update(lead[0] for lead in fresh if isinstance(lead[0], int))
        if self._total is None:
            self._total = fetched.reply.total
        created = self._codec.schema["date_created"].position
        dates = [date for lead in found if isinstance(date := lead[created], int)]
        page = LoadedPage(fresh, fetched.stamp, len(self._seen), self._total, fetched.seconds)
        return page, max(dates, default=None)

    @property
    def page_size(self) -> int:
        """Leads a page is asked for."""
        return self._page_size

    @property
    def last_page(self) -> int:
        """The last page of a search that Copper answers."""
        return self._last_page


class _Stretch:
    """One search, from a creation date on, with its pages in flight."""

    def __init__(self, load: LoadRun, pool: ThreadPoolExecutor, since: int | None, cancel: CancelToken) -> None:
        self._load = load
        self._pool = pool
        self._since = since
        self._cancel = cancel
        self._asked = 0
        self._expected: int | None = 1  # pages that the total promises; None once it promises nothing
        self._waiting: set[Future[_Fetched]] = set()
        self.ended = False
        self.newest: int | None = None

    def run(self, on_page: Callable[[LoadedPage], object]) -> None:
        """Until an empty page, or the last page that a search reaches."""
        self._ask()
        try:
            while self._waiting:
                done, self._waiting = wait(self._waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    self._arrived(future.result(), on_page)
                self._ask()
        finally:
            for future in self._waiting:
                future.cancel()

    def _arrived(self, fetched: _Fetched, on_page: Callable[[LoadedPage], object]) -> None:
        taken = self._load.take(fetched)
        if taken is None:
            self.ended = True
            return
        page, newest = taken
        self.newest = max((date for date in (newest, self.newest) if date is not None), default=None)
        self._expect(fetched)
        on_page(page)

    def _expect(self, fetched: _Fetched) -> None:
        total = fetched.reply.total
        if fetched.number == 1:
            self._expected = None if total is None else math.ceil(total / self._load.page_size)

    def _ask(self) -> None:
        """Pages that are promised go out together; past them one at a time, until the empty one."""
        while not self.ended and self._asked < self._load.last_page and len(self._waiting) < self._window():
            self._asked += 1
            promised = self._expected is None or self._asked <= self._expected
            fetch = partial(self._load.fetch, self._asked, self._since, self._cancel, is_promised=promised)
            self._waiting.add(self._pool.submit(fetch))

    def _window(self) -> int:
        promised = self._expected is None or self._asked < self._expected
        return IN_FLIGHT if promised else 1


def _too_many(last_page: int) -> str:
    return tr(
        "Copper shows only {n} leads created in the same second, so some are not loaded.",
        n=number(last_page * PAGE_SIZE),
    )
