"""What leads were when they were pulled into a file, so that only what was changed in the file is a change.

One file of leads a pull, in the form of the cache; a pull is named by a short word that stands in the file's last
column. Any process may write one beside the others. Knows nothing of spreadsheets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from copper_desk.leads.value import Lead
from copper_desk.storage.cache import LeadCache
from copper_desk.storage.cache_table import CachedField
from copper_desk.storage.path import remove
from copper_desk.storage.trouble import told

PULL_DAYS: Final = 90
"""Days for which a pull is remembered."""

_NAME: Final = re.compile(r"p(\d{4})(\d\d)(\d\d)-[a-z0-9]{6}")
_BATCH: Final = 5_000


@dataclass(frozen=True, slots=True)
class PulledLeads:
    """One pull: the ``keys`` of the fields that are in it, and its leads by id. What is no such field is blank."""

    keys: frozenset[str]
    leads: Mapping[int, Lead]


class PullStore:
    """The pulls of one account in ``folder``. Its methods raise StorageTrouble."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(
        self, fields: Sequence[CachedField], leads: Iterable[Lead], *, today: date, token: Callable[[], str]
    ) -> str:
        """Keep these leads, aligned with ``fields``, of which the first is the id. Returns the name of the pull.

        ``token`` gives six small letters or digits that come only once. Pulls older than PULL_DAYS are removed.
        """
        self.prune(today=today)
        name = f"p{today:%Y%m%d}-{token()}"
        waiting = list(leads)
        with closing(LeadCache.open(self._path(name), fields)) as cache:
            for start in range(0, len(waiting), _BATCH):
                cache.put(waiting[start : start + _BATCH])
            cache.set(keys=[field.key for field in fields], complete=True)
        return name

    def read(self, name: str, fields: Sequence[CachedField]) -> PulledLeads | None:
        """The pull of this name, its leads aligned with ``fields``; None when it is not, or no longer, here."""
        if _NAME.fullmatch(name) is None or not self._path(name).is_file():
            return None
        with closing(LeadCache.open(self._path(name), fields)) as cache:
            keys = cache.get("keys")
            leads = {lead[0]: lead for lead in cache.leads() if isinstance(lead[0], int)}
        # A pull that was killed while it was written has no keys.
        return PulledLeads(frozenset(map(str, keys)), leads) if isinstance(keys, list) else None

    def prune(self, *, today: date) -> None:
        """Remove the pulls that are too old."""
        with told(self._folder):
            for place in sorted(self._folder.glob("p*")):
                day = _day(place.name)
                if day is not None and day < today - timedelta(days=PULL_DAYS):
                    remove(place)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.sqlite"


def _day(name: str) -> date | None:
    found = _NAME.match(name)
    try:
        return None if found is None else date(*map(int, found.groups()))
    except ValueError:
        return None
