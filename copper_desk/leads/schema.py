"""All fields of a lead in one account, in the order of the columns.

Built from the account's own definitions, keyed by definition id, because names of custom fields are not unique.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from copper_desk.leads.account import Account
from copper_desk.leads.builtin import builtin_fields, closing_fields
from copper_desk.leads.custom import custom_fields
from copper_desk.leads.field import Field
from copper_desk.leads.kind import LIST_KINDS
from copper_desk.leads.value import Lead


class Schema:
    """The fields of a lead. ``fields[n].position == n``; a ``Lead`` is a tuple aligned with ``fields``."""

    def __init__(self, account: Account) -> None:
        self.account = account
        opening, closing = builtin_fields(account), closing_fields()
        custom = custom_fields(account, taken=(field.label for field in (*opening, *closing)))
        drafts = (*opening, *custom, *closing)
        self.fields: tuple[Field, ...] = tuple(replace(draft, position=n) for n, draft in enumerate(drafts))
        self.columns: tuple[Field, ...] = tuple(field for field in self.fields if not field.carried)
        self._by_key = {field.key: field for field in self.fields}

    def __getitem__(self, key: str) -> Field:
        """The field of this key. Raises KeyError when the account has none."""
        return self._by_key[key]

    def get(self, key: str) -> Field | None:
        """The field of this key, or None when the account has none."""
        return self._by_key.get(key)

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)

    def blank_lead(self) -> Lead:
        """The base of a new lead: every field empty, no id."""
        return tuple(() if field.kind in LIST_KINDS else None for field in self.fields)
