"""What the list under an editor offers, and how typing finds it: anywhere in a name, or in the e-mail beside it.

Pure; knows nothing of widgets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from copper_desk.leads.builtin import EMAIL_CATEGORIES
from copper_desk.leads.character import folded_name
from copper_desk.leads.choice_text import choices_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.wording import tr


@dataclass(frozen=True)
class ListEntry:
    """``text`` is what the cell gets, ``note`` what stands beside it; ``value`` the id meant, where there is one.

    ``email`` is found by typing too: its name anywhere, its domain, which a whole company shares, once an @ was typed.
    ``clears`` marks the entry that empties the cell; it is shown by ``label`` and gives no text.
    """

    text: str
    note: str = ""
    email: str = ""
    value: int | None = None
    clears: bool = False

    @property
    def label(self) -> str:
        """What the list shows."""
        return tr("Leave empty") if self.clears else self.text

    @cached_property
    def words(self) -> tuple[str, str]:
        """What typing is compared with: the text, and the e-mail."""
        return folded_name(self.text), folded_name(self.email)

    def nearness(self, typed: str) -> int | None:
        """How well folded text fits: 0 for all of it, then its beginning, a word's beginning, anywhere; or None."""
        text, email = self.words
        if typed in (text, email):
            return 0
        if text.startswith(typed):
            return 1
        if f" {typed}" in text or email.startswith(typed):
            return 2
        name = text.partition(" (")[0] if email else text  # Names that repeat have the e-mail in their text.
        addressed = email if "@" in typed else email.partition("@")[0]
        return 3 if typed in name or typed in addressed else None


CLEARING = ListEntry("", clears=True)
"""The entry that empties the cell."""


def entries_of(field: Field) -> tuple[ListEntry, ...]:
    """The entries of a field's own list, in the account's order: names told apart, owners with their e-mail."""
    if field.kind is FieldKind.CATEGORY:
        return tuple(ListEntry(category) for category in EMAIL_CATEGORIES)
    choices = choices_of(field)
    made = []
    for choice in choices.entries:
        label, alias = choices.label_of(choice.id), choices.alias_of(choice.id) or ""
        note = "" if alias in label else alias
        made.append(ListEntry(label, note, email=alias, value=choice.id))
    return tuple(made)


def found(entries: Iterable[ListEntry], typed: str) -> list[ListEntry]:
    """The entries that hold ``typed`` in any case, in their order."""
    word = folded_name(typed)
    return [entry for entry in entries if not entry.clears and entry.nearness(word) is not None]


def nearest(entries: Sequence[ListEntry], typed: str) -> int | None:
    """The place of the entry that fits ``typed`` best, the first of equals; None when none fits."""
    word = folded_name(typed)
    ranks = [(rank, place) for place, entry in enumerate(entries) if (rank := entry.nearness(word)) is not None]
    return min(ranks)[1] if ranks else None
