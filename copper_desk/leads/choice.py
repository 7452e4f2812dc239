"""A list to choose from, found by id or by name in any case, and in the order that people know it.

Ids come from Copper and stay valid when a name changes; names are what people type. Two choices may share a name, so
each also has a label, the text that stands for it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from copper_desk.leads.account import Choice
from copper_desk.leads.character import folded_name

_UNKNOWN = re.compile(r"#\s*(\d{1,19})\s*\(unknown\)", re.IGNORECASE)
_NUMBERED = re.compile(r"(.*)\(#(\d{1,19})\)", re.DOTALL)


class Choices:
    """The choices of one field, in display order. ``aliases`` adds further words for an id (a user's e-mail)."""

    __slots__ = ("_aliases", "_by_id", "_by_word", "_labels", "entries")

    def __init__(self, entries: Iterable[Choice], *, aliases: Iterable[tuple[str, int]] = ()) -> None:
        self.entries: tuple[Choice, ...] = tuple(entries)
        self._by_id = {choice.id: choice for choice in self.entries}
        self._by_word: dict[str, list[int]] = {}
        own_alias: dict[int, str] = {}
        for choice in self.entries:
            self._learn(choice.name, choice.id)
        for word, choice_id in aliases:
            self._learn(word, choice_id)
            own_alias.setdefault(choice_id, word)
        for choice_id, word in own_alias.items():
            if choice_id in self._by_id:
                self._learn(_with_alias(self._by_id[choice_id].name, word), choice_id)
        self._aliases = own_alias
        self._labels = {choice.id: self._label(choice, own_alias.get(choice.id)) for choice in self.entries}

    def _learn(self, word: str, choice_id: int) -> None:
        ids = self._by_word.setdefault(folded_name(word), [])
        if choice_id not in ids:
            ids.append(choice_id)

    def _label(self, choice: Choice, alias: str | None) -> str:
        drafts = [choice.name] if alias is None else [choice.name, _with_alias(choice.name, alias)]
        for draft in drafts:
            word = folded_name(draft)
            reserved = _UNKNOWN.fullmatch(word) or _NUMBERED.fullmatch(word)
            if word and not reserved and self._by_word[word] == [choice.id]:
                return draft
        return f"{choice.name} (#{choice.id})".lstrip()

    def name_of(self, choice_id: int) -> str | None:
        """The name of an id, or None when the account no longer lists it."""
        choice = self._by_id.get(choice_id)
        return None if choice is None else choice.name

    def alias_of(self, choice_id: int) -> str | None:
        """The further word that an id goes by (a user's e-mail), or None."""
        return self._aliases.get(choice_id)

    def label_of(self, choice_id: int) -> str:
        """The text that stands for this id alone: its name; where names repeat, with the alias or the id;
        ``#167775 (unknown)`` when the account no longer lists it. ``ids_named`` reads each of them back."""
        label = self._labels.get(choice_id)
        return f"#{choice_id} (unknown)" if label is None else label

    def ids_named(self, word: str) -> tuple[int, ...]:
        """Every id that goes by ``word``, in any case and spacing; more than one when a name is not unique.

        Also reads labels. An id that is written out as unknown is believed, so that an old value survives an edit of
        the cells around it.
        """
        folded = folded_name(word)
        if unknown := _UNKNOWN.fullmatch(folded):
            return (int(unknown[1]),)
        if numbered := _NUMBERED.fullmatch(folded):
            choice = self._by_id.get(int(numbered[2]))
            if choice is not None and folded_name(choice.name) == numbered[1].strip():
                return (choice.id,)
        return tuple(self._by_word.get(folded, ()))

    def __contains__(self, choice_id: object) -> bool:
        return choice_id in self._by_id

    def __len__(self) -> int:
        return len(self.entries)


def _with_alias(name: str, alias: str) -> str:
    return f"{name} ({alias})"
