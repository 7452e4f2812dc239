"""One field of a lead: what people call it, where it lies in Copper's lead, and what it may hold.

Knows nothing of the text of values (text.py) or of JSON (copper/).
"""

from __future__ import annotations

from dataclasses import dataclass

from copper_desk.leads.choice import Choices
from copper_desk.leads.kind import READ_ONLY_KINDS, FieldKind


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a lead, one column of the sheet unless ``carried``.

    ``key`` is stable and unique in a schema: ``company_name``, ``address.city``, ``phone.mobile``,
    ``cf_100764``. ``position`` is its place in a ``Lead``. ``attribute`` is Copper's attribute of the lead and
    ``part`` the key or category inside it (``address`` / ``city``, ``phone_numbers`` / ``mobile``).
    ``carried`` fields are no columns: they keep what the columns do not show (the other entries of the phone array), so
    that a write can send it back untouched. Such entries can be changed, too, though in no cell.
    """

    key: str
    label: str
    kind: FieldKind
    position: int
    attribute: str
    part: str | None = None
    definition_id: int | None = None
    choices: Choices | None = None
    unit: str | None = None
    max_length: int | None = None
    carried: bool = False

    @property
    def read_only(self) -> bool:
        """Whether no one edits this field in a cell."""
        return self.carried or self.kind in READ_ONLY_KINDS

    @property
    def writable(self) -> bool:
        """Whether a change of it can be staged and sent: what is edited in cells, and the entries that have none."""
        return self.kind is FieldKind.ENTRIES or not self.read_only
