"""A search index that lags behind: for a while after a write, searches still see the lead as it was.

Whether Copper's searches lag is unknown (contract, section 1.5), so a client must not confirm a write by
searching. Fetches never lag. Must not know queries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .account import Json
from .lead import is_converted
from .store import Store


class Lag:
    """Remembers what leads were before recent writes."""

    def __init__(self) -> None:
        self._before: dict[int, tuple[float, Json | None]] = {}

    def note(self, before: Mapping[int, Json | None], *, now_s: float) -> None:
        """Remember leads as they were before a write at `now_s` (monotonic seconds)."""
        for lead_id, lead in before.items():
            self._before.setdefault(lead_id, (now_s, lead))

    def hidden(self, *, now_s: float, lag_s: float) -> dict[int, Json | None]:
        """What searches still see instead of the newest writes; older memories are dropped."""
        self._before = {i: kept for i, kept in self._before.items() if now_s - kept[0] < lag_s}
        return {lead_id: lead for lead_id, (_, lead) in self._before.items()}


class LaggingView:
    """The store as a lagging index sees it."""

    def __init__(self, store: Store, hidden: Mapping[int, Json | None]) -> None:
        self._store, self._hidden = store, hidden
        self.revision, self.shape = store.revision, store.shape

    def ids(self) -> Sequence[int]:
        """As Store.ids, without new leads and with removed ones."""
        present = [i for i in self._store.ids() if i not in self._hidden]
        present += [i for i, lead in self._hidden.items() if lead is not None]
        return sorted(present, key=lambda i: (self.created(i), i))

    def has(self, lead_id: int) -> bool:
        """As Store.has."""
        if lead_id in self._hidden:
            return self._hidden[lead_id] is not None
        return self._store.has(lead_id)

    def lead(self, lead_id: int) -> Json | None:
        """As Store.lead."""
        return self._hidden[lead_id] if lead_id in self._hidden else self._store.lead(lead_id)

    def created(self, lead_id: int) -> int:
        """As Store.created."""
        lead = self._hidden.get(lead_id)
        return self._store.created(lead_id) if lead is None else int(lead["date_created"])

    def modified(self, lead_id: int) -> int:
        """As Store.modified."""
        lead = self._hidden.get(lead_id)
        return self._store.modified(lead_id) if lead is None else int(lead["date_modified"])

    def converted(self, lead_id: int) -> bool:
        """As Store.converted."""
        lead = self._hidden.get(lead_id)
        return self._store.converted(lead_id) if lead is None else is_converted(lead)
