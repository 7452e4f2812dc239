"""Joins the pulls that are kept on this computer and the desk: what was pulled, in the fields of today.

Knows nothing of files that people see.
"""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from copper_desk.desk.desk import Desk
from copper_desk.leads.field import Field
from copper_desk.leads.value import Lead, RowId, Value
from copper_desk.storage.cache_table import CachedField
from copper_desk.storage.pull_store import PulledLeads, PullStore

_LETTERS = string.ascii_lowercase + string.digits


def pull_token() -> str:
    """Six letters or digits that will not come a second time."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


def keep_pull(
    desk: Desk, fields: Sequence[Field], rows: Iterable[RowId], *, today: date, token: Callable[[], str] = pull_token
) -> str:
    """Keep what these fields of these leads are in Copper; the first field is the id. Returns the name of the pull, ""
    where nothing is kept. Raises StorageTrouble.
    """
    if desk.folder is None:
        return ""
    places = [field.position for field in fields]
    leads = (tuple(lead[place] for place in places) for lead in map(desk.sheet.base, rows))
    return PullStore(desk.folder.pulls).write(_cached(fields), leads, today=today, token=token)


class Pulls:
    """The pulls that a file names, as far as they are kept here; each is read once. Raises StorageTrouble."""

    def __init__(self, desk: Desk, names: Iterable[str]) -> None:
        store = None if desk.folder is None else PullStore(desk.folder.pulls)
        self._fields = [field for field in desk.schema if not field.carried or field.position == 0]
        cached = _cached(self._fields)
        found = {name: None if store is None else store.read(name, cached) for name in dict.fromkeys(names)}
        self._known: Mapping[str, PulledLeads] = {name: pull for name, pull in found.items() if pull is not None}
        self.unknown = tuple(name for name, pull in found.items() if pull is None)
        """The names of pulls that are not, or no longer, kept here."""

    def lead(self, name: str, row: RowId, now: Lead) -> Lead | None:
        """The lead as it was pulled, with what was not pulled as it is ``now``; None where it was not in that pull."""
        pull = self._known.get(name)
        kept = None if pull is None else pull.leads.get(row)
        if pull is None or kept is None:
            return None
        values: list[Value] = list(now)
        for field, value in zip(self._fields, kept, strict=True):
            if field.key in pull.keys:
                values[field.position] = value
        return tuple(values)


def _cached(fields: Iterable[Field]) -> list[CachedField]:
    return [CachedField(field.key, field.kind) for field in fields]
