"""What the command palette offers, and how typing finds it: word by word, by beginnings, initials or letters in order.

Pure; knows nothing of widgets or of what an entry does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from copper_desk.wording import later

RECENT_KEPT = 12
"""So many of those used last are remembered."""
_RECENT_SHOWN = 5
_BEHIND = 2
"""How much worse than it fits an entry stands that cannot be chosen now."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class PaletteEntry:
    """One thing to choose. ``name`` is stable; ``place`` says where it belongs (its menu, "Column"), ``keys`` its
    shortcut, ``why_not`` why it cannot be chosen now."""

    name: str
    label: str
    place: str = ""
    keys: str = ""
    why_not: str = ""

    @cached_property
    def letters(self) -> str:
        """The label in plain small letters, one for each of its characters."""
        return _plain(self.label)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where the words of the label begin."""
        return tuple(found.start() for found in _WORD.finditer(self.letters))

    @cached_property
    def place_words(self) -> tuple[str, ...]:
        """The words of the place, and of the name: "trim" finds what takes spaces off the ends."""
        return tuple(_WORD.findall(_plain(f"{self.place} {self.name.replace('_', ' ')}")))


class Found(NamedTuple):
    """An entry that fits what was typed. ``marks`` are the characters of its label that were meant; ``part`` names the
    part of the list that it begins."""

    entry: PaletteEntry
    marks: tuple[int, ...] = ()
    part: str = ""


def ranked(entries: Sequence[PaletteEntry], typed: str, *, recent: Sequence[str]) -> list[Found]:
    """The entries that fit, best first. Of equals the one used last, then the order of the menus.

    While nothing is typed, all: those used last first, and what cannot be chosen now at the end. When something is,
    that comes after what fits nearly as well.
    """
    words = _WORD.findall(_plain(typed)) or _plain(typed).split()
    if not words:
        return _all_of(entries, recent)
    latest = {name: place for place, name in enumerate(recent)}
    fits: list[tuple[int, int, int, int, Found]] = []
    for number, entry in enumerate(entries):
        fit = _fit(entry, words)
        if fit is not None:
            rank, marks = fit
            last = latest.get(entry.name, len(latest))
            if entry.why_not:
                rank += _BEHIND
            length = len(entry.letters) if marks else 0  # Found by its place alone, it keeps the order of the menus.
            fits.append((rank, last, length, number, Found(entry, marks)))
    return [each[-1] for each in sorted(fits, key=lambda each: each[:-1])]


def remembered(recent: Iterable[str], name: str) -> list[str]:
    """Those used last, after this one was used."""
    return [name, *(each for each in recent if each != name)][:RECENT_KEPT]


def _all_of(entries: Sequence[PaletteEntry], recent: Sequence[str]) -> list[Found]:
    by_name = {entry.name: entry for entry in entries}
    known = (by_name[name] for name in dict.fromkeys(recent) if name in by_name)
    used = [entry for entry in known if not entry.why_not][:_RECENT_SHOWN]
    names = {entry.name for entry in used}
    others = sorted((entry for entry in entries if entry.name not in names), key=lambda entry: bool(entry.why_not))
    first = [Found(entry, part=later("Used last") if number == 0 else "") for number, entry in enumerate(used)]
    rest = [Found(entry, part=later("All") if number == 0 and used else "") for number, entry in enumerate(others)]
    return first + rest


def _fit(entry: PaletteEntry, words: Sequence[str]) -> tuple[int, tuple[int, ...]] | None:
    """How far the label is from what was typed, 0 for the beginning of it, and what was meant; None if it is not."""
    rank, marks = 0, set[int]()
    for word in words:
        fit = _word_fit(entry, word)
        if fit is None:
            return None
        rank += fit[0]
        marks.update(fit[1])
    return rank, tuple(sorted(marks))


def _word_fit(entry: PaletteEntry, word: str) -> tuple[int, range | tuple[int, ...]] | None:
    letters = entry.letters
    for start in entry.starts:
        if letters.startswith(word, start):
            return (0 if start == 0 else 1), range(start, start + len(word))
    initials = "".join(letters[start] for start in entry.starts)
    if len(word) > 1 and (at := initials.find(word)) >= 0:
        return 2, entry.starts[at : at + len(word)]
    if (at := letters.find(word)) >= 0:
        return 3, range(at, at + len(word))
    if any(each.startswith(word) for each in entry.place_words):
        return 4, ()
    scattered = _scattered(letters, word)
    return None if scattered is None else (5 + scattered[-1] - scattered[0], scattered)


def _scattered(letters: str, word: str) -> tuple[int, ...] | None:
    """The letters of a word in their order and near each other."""
    if len(word) < _FEWEST_SCATTERED:
        return None
    found: list[int] = []
    at = -1
    for letter in word:
        at = letters.find(letter, at + 1)
        if at < 0:
            return None
        found.append(at)
    return tuple(found) if found[-1] - found[0] <= 2 * len(word) + 2 else None


_FEWEST_SCATTERED = 3
"""Two letters in order are in nearly every label."""


def _plain(text: str) -> str:
    """Small letters without accents, one for each character, so that places stay."""
    return "".join((unicodedata.normalize("NFKD", character)[:1] or character).lower()[:1] for character in text)
