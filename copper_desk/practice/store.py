"""All leads of the practice account: those made from the seed, overlaid by what has been written since.

An untouched lead is made anew when asked for, so an account of 100,000 takes little memory. What searching and
counting need of every lead (ids, dates, tags) is known without making any. Must not know HTTP, checks or
searches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import people
from .account import Json
from .keep import Keep
from .lead import is_converted

FIRST_CREATED_ID = 2**31 + 500_000_003
_MADE_LIMIT = 12_000


class Store:
    """The leads as they are now.

    Attributes:
        seed: what untouched leads are made from.
        count: how many leads the account began with.
        revision: grows with every change.
        shape: grows when leads come, go or convert; an order by creation date depends on nothing else.
    """

    def __init__(self, folder: Path | None, *, seed: int, count: int) -> None:
        """Open the account of a seed and count.

        Args:
            folder: where changes are kept between starts, one file for each seed and count; None: nowhere.
            seed: any whole number.
            count: leads to begin with.

        Raises:
            KeepError: the file is in use or cannot be used.
        """
        self.seed, self.count = seed, count
        self.revision = self.shape = 1
        self._number = {people.lead_id(n): n for n in range(count)}
        self._made: dict[int, Json] = {}
        name = f"practice-{people.EDITION}-{seed}-{count}.sqlite"
        self._keep = Keep(None if folder is None else folder / name)
        self._changed = self._keep.load()
        self._stamp = dict.fromkeys(self._changed, self.revision)
        self._order: list[int] | None = None
        self._next_id = max([FIRST_CREATED_ID - 1, *(i for i in self._changed if i >= FIRST_CREATED_ID)]) + 1

    def lead(self, lead_id: int) -> Json | None:
        """A lead, converted ones too; None if there is none. Never to be changed in place."""
        if lead_id in self._changed:
            return self._changed[lead_id]
        number = self._number.get(lead_id)
        return None if number is None else self._untouched(lead_id, number)

    def _untouched(self, lead_id: int, number: int) -> Json:
        lead = self._made.get(lead_id)
        if lead is None:
            lead = people.seeded_lead(number, seed=self.seed, count=self.count)
            if len(self._made) < _MADE_LIMIT:
                self._made[lead_id] = lead
        return lead

    def has(self, lead_id: int) -> bool:
        """Whether there is such a lead, converted ones too."""
        if lead_id in self._changed:
            return self._changed[lead_id] is not None
        return lead_id in self._number

    def live(self, lead_id: int) -> Json | None:
        """A lead that is neither gone nor converted."""
        lead = self.lead(lead_id)
        return None if lead is None or is_converted(lead) else lead

    def stamp(self, lead_id: int) -> int:
        """The revision that last changed the lead; 0 for one that is as it was at the start."""
        return self._stamp.get(lead_id, 0)

    def created(self, lead_id: int) -> int:
        """When a lead was created, unix seconds."""
        lead = self._changed.get(lead_id)
        if lead is not None:
            return int(lead["date_created"])
        return people.created_at(self._number[lead_id], count=self.count)

    def modified(self, lead_id: int) -> int:
        """When a lead was last changed, unix seconds."""
        lead = self._changed.get(lead_id)
        if lead is not None:
            return int(lead["date_modified"])
        return people.modified_at(self._number[lead_id], seed=self.seed, count=self.count)

    def converted(self, lead_id: int) -> bool:
        """Whether a lead that exists has been converted; untouched ones never are."""
        lead = self._changed.get(lead_id)
        return lead is not None and is_converted(lead)

    def ids(self) -> Sequence[int]:
        """The ids of all leads, converted ones too, oldest first and by id within a second."""
        if self._order is None:
            gone = {key for key, lead in self._changed.items() if lead is None}
            known = [i for i in self._number if i not in gone]
            known += [i for i, lead in self._changed.items() if lead is not None and i not in self._number]
            self._order = sorted(known, key=lambda i: (self.created(i), i))
        return self._order

    def tag_counts(self) -> Counter[str]:
        """How many leads carry each tag."""
        counts: Counter[str] = Counter()
        for lead_id in self.ids():
            lead = self._changed.get(lead_id)
            if lead is None:
                counts.update(people.tags_of(self._number[lead_id], seed=self.seed))
            elif not is_converted(lead):
                counts.update(lead["tags"])
        return counts

    def new_id(self) -> int:
        """An id nobody has had."""
        self._next_id += 1
        return self._next_id - 1

    def put(self, changes: Mapping[int, Json | None]) -> None:
        """Write leads, or None for one that is to go, in one durable step.

        Raises:
            sqlite3.Error: the disk refused; nothing was changed.
        """
        if not changes:
            return
        self._keep.write(changes)
        self.revision += 1
        for lead_id, lead in changes.items():
            before = self.lead(lead_id)
            if before is None or lead is None or is_converted(before) != is_converted(lead):
                self.shape += 1
                self._order = None
            self._changed[lead_id] = lead
            self._stamp[lead_id] = self.revision

    def renew(self) -> None:
        """Put the account back to how it began."""
        self._keep.clear()
        self._changed.clear()
        self._stamp.clear()
        self._order = None
        self._next_id = FIRST_CREATED_ID
        self.revision += 1
        self.shape += 1

    def close(self) -> None:
        """Close the file."""
        self._keep.close()
