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
    ``carried`` fields are no columns: they keep what the columns do not show (the whole phone array), so
    that a write can send it back untouched.
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
        """Whether no one edits this field and no write carries it."""
        return self.carried or self.kind in READ_ONLY_KINDS
