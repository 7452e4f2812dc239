"""What Copper holds of leads that are about to be sent: many by a search, or one by its id, and from when that is.

One call each, no repetition. Knows nothing of what is planned for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import AuthRejected, RequestRejected
from copper_desk.leads.value import Lead, RowId
from copper_desk.push.courier import Courier

FRESH_S = 15.0
"""How old a read may be, in seconds, when the lead that was built on it leaves."""

_FORBIDDEN = 403


@dataclass(frozen=True, slots=True)
class Reading:
    """One lead as it was read, None where it was not shown. ``stamp`` of the sheet is from before the call.

    It may be relied on until ``until_s`` of the run's clock. ``is_certain``: read by its id, so that None means gone;
    ``trouble`` is a sentence where that very lead cannot be read.
    """

    lead: Lead | None
    stamp: int
    until_s: float
    is_certain: bool = False
    trouble: str = ""


class Lookup:
    """Reads leads. ``stamp`` is the sheet's and ``clock`` the run's; both are asked when a call leaves.

    ``cancel`` takes back a call that waits for its slot.
    """

    def __init__(
        self, courier: Courier, *, stamp: Callable[[], int], clock: Callable[[], float], cancel: CancelToken
    ) -> None:
        self._courier = courier
        self._stamp = stamp
        self._clock = clock
        self._cancel = cancel

    def many(self, rows: Sequence[RowId]) -> dict[RowId, Reading]:
        """A search for at most 200 leads. What it does not show may be there all the same.

        Raises CopperError, Cancelled.
        """
        moment = Moment(self._stamp, self._clock)
        found = self._courier.look_up(rows, self._cancel, moment.begin)
        until_s = moment.fresh_until_s()
        return {row: Reading(found.get(row), moment.stamp, until_s) for row in rows}

    def one(self, row: RowId) -> Reading:
        """A read by id. Raises CopperError, Cancelled.

        A refusal is about this one lead, a 403 too: the key was good for a search just before.
        """
        moment = Moment(self._stamp, self._clock)
        lead, trouble = None, ""
        try:
            lead = self._courier.fetch(row, self._cancel, moment.begin)
        except RequestRejected as error:
            trouble = error.message
        except AuthRejected as error:
            if error.status != _FORBIDDEN:
                raise
            trouble = error.message
        return moment.reading(lead, trouble=trouble)


class Moment:
    """When a call left, the last time if it was repeated. Takes the sheet's ``stamp`` then; ``clock`` is the run's."""

    def __init__(self, stamp: Callable[[], int], clock: Callable[[], float]) -> None:
        self._take_stamp = stamp
        self._clock = clock
        self.stamp = 0
        self._began_s = clock()

    def begin(self) -> None:
        """The call leaves."""
        self.stamp = self._take_stamp()
        self._began_s = self._clock()

    def reading(self, lead: Lead | None, *, trouble: str = "") -> Reading:
        """What a read by id that was just answered told."""
        return Reading(lead, self.stamp, self.fresh_until_s(), is_certain=True, trouble=trouble)

    def fresh_until_s(self) -> float:
        """Until when it may be relied on what a call that was just answered told.

        Where Copper takes longer than half of ``FRESH_S``, as long again as it took: else nothing could be sent.
        """
        return self._began_s + max(FRESH_S, 2 * (self._clock() - self._began_s))
