"""Which column of a file is which field, and why that is thought.

By exact key, by label, by the header of Copper's template, by a ``… cf_<id>`` ending, by an alias, by what was chosen
for these headers before, and last by the closest spelling, which is only ever offered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import islice

from copper_desk.leads.account import Account
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.tabular.alias import ALIASES, TEMPLATE, plain_header
from copper_desk.wording import later

SAMPLES = 3
_LOOKED_AT = 500
_CUSTOM = re.compile(r"(?:^|\s)(cf_\d+)$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_NEAR_PERCENT = 86
_SHORTEST_GUESS = 4
_LONGEST_ID = 15
"""Digits of an id: Copper's have eight to ten; those of advertising networks have sixteen and more."""
_OCCURRENCE = "\x1f"
"""Between a header and its number; no header of a person's has it."""
_JOINING = frozenset({FieldKind.TAGS, FieldKind.MULTI_SELECT})
"""Fields that several columns may fill together: Copper's template repeats ``Tag``."""


class MatchReason(Enum):
    """Why a column is thought to be a field, in words for the person."""

    CHOSEN = later("chosen by you")
    REMEMBERED = later("as last time")
    KEY = later("its exact name")
    CUSTOM_ID = later("its field number")
    LABEL = later("same name")
    TEMPLATE = later("Copper’s template")
    ALIAS = later("another word for it")
    SPELLING = later("similar spelling")


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A column of a file. ``field`` is None where nothing matches, or where another column was first: then
    ``rival`` is the field that both would be. ``samples`` are the first texts that differ. ``is_foreign_id``: it is
    headed like the Lead ID, and left out because its cells are no ids of Copper. ``guess`` is a field of a similar name
    that is not filled until a person says so."""

    index: int
    header: str
    field: Field | None = None
    reason: MatchReason | None = None
    samples: tuple[str, ...] = ()
    rival: Field | None = None
    is_foreign_id: bool = False
    guess: Field | None = None

    @property
    def may_be_foreign_id(self) -> bool:
        """Whether a file of another program might call a number of its own so: ``id``, but not ``Copper ID``."""
        is_sure = self.reason not in {MatchReason.KEY, MatchReason.ALIAS}
        return not is_sure and self.field is not None and self.field.key == "id" and "copper" not in self._plain

    def as_foreign_id(self) -> ColumnMatch:
        """The column left out, because its cells are the ids of another program."""
        return replace(self, field=None, reason=None, is_foreign_id=True)

    def as_guess(self) -> ColumnMatch:
        """The column left out where nothing but a similar spelling speaks for its field: ``county`` is no Country."""
        if self.reason is not MatchReason.SPELLING:
            return self
        return replace(self, field=None, reason=None, guess=self.field)

    @property
    def _plain(self) -> str:
        return plain_header(self.header)

    @property
    def is_note(self) -> bool:
        """Whether it is one of ours beside the lead's own (``_status`` of a report): left out without a word."""
        return self.header.strip().startswith("_")


def propose_columns(
    header: Sequence[str],
    schema: Schema,
    *,
    columns: Sequence[Sequence[str]] = (),
    chosen: Mapping[str, str | None] | None = None,
    remembered: Mapping[str, str | None] | None = None,
    guesses: bool = True,
) -> tuple[ColumnMatch, ...]:
    """Each header with its field.

    ``chosen`` maps headers to field keys, or to None for "leave out"; ``remembered`` does so for the names of columns
    (``column_names``). The surest match takes a field first, the leftmost column among equals; without ``guesses``
    nothing is matched by its spelling alone.
    """
    drafts = [
        _match(index, text, schema, name=name, chosen=chosen or {}, remembered=remembered or {}, guesses=guesses)
        for index, (text, name) in enumerate(zip(header, column_names(header), strict=True))
    ]
    kept = _without_rivals([_without_foreign_id(draft, columns) for draft in drafts])
    return tuple(
        replace(match, samples=_samples(columns[match.index]) if match.index < len(columns) else ()) for match in kept
    )


def column_names(header: Iterable[str]) -> list[str]:
    """A name for each column under which it is remembered: its header, with a number where that was there before."""
    seen: Counter[str] = Counter()
    names = []
    for text in header:
        seen[text] += 1
        names.append(text if seen[text] == 1 else f"{text}{_OCCURRENCE}{seen[text]}")
    return names


def header_signature(header: Iterable[str]) -> str:
    """The same for files with the same set of headers, in any order: under this a mapping is remembered."""
    return "\n".join(sorted({plain_header(text) for text in header}))


@lru_cache(maxsize=1)
def builtin_schema() -> Schema:
    """The fields that every account has, for looking at a file without one."""
    return Schema(Account(id=0, name="", time_zone="UTC"))


def _match(
    index: int,
    header: str,
    schema: Schema,
    *,
    name: str,
    chosen: Mapping[str, str | None],
    remembered: Mapping[str, str | None],
    guesses: bool,
) -> ColumnMatch:
    for named, called, reason in (
        (chosen, header, MatchReason.CHOSEN),
        (remembered, name, MatchReason.REMEMBERED),
    ):
        if called in named:
            key = named[called]
            field = None if key is None else schema.get(key)
            if key is None or field is not None:
                return ColumnMatch(index, header, field, reason)
    found = _known(header, schema)
    if found is None and guesses:
        found = _guessed(header, schema)
    return ColumnMatch(index, header, *(found or (None, None)))


def _without_foreign_id(draft: ColumnMatch, columns: Sequence[Sequence[str]]) -> ColumnMatch:
    """A column that is merely headed ``id`` holds Copper's ids only if its cells look like them: many files have one of
    their own (``l:4519…``)."""
    if not draft.may_be_foreign_id or draft.index >= len(columns):
        return draft
    samples = _samples(columns[draft.index])
    return draft if not samples or any(map(_looks_like_id, samples)) else draft.as_foreign_id()


def _looks_like_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID


def _known(header: str, schema: Schema) -> tuple[Field, MatchReason] | None:
    if header.strip().startswith("_"):
        return None
    text = " ".join(header.split())
    if custom := _CUSTOM.search(text):
        field = schema.get(custom[1].casefold())
        return None if field is None else (field, MatchReason.CUSTOM_ID)
    exact = schema.get(text)
    if exact is not None and not exact.carried:
        return exact, MatchReason.KEY
    labelled = [field for field in schema.columns if field.label.casefold() == text.casefold()]
    if len(labelled) == 1:
        return labelled[0], MatchReason.LABEL
    return _by_other_word(plain_header(text), schema)


def _by_other_word(plain: str, schema: Schema) -> tuple[Field, MatchReason] | None:
    if not plain:
        return None
    labelled = _labelled(plain, schema)
    if labelled is not None:
        return labelled, MatchReason.LABEL
    for words, reason in ((TEMPLATE, MatchReason.TEMPLATE), (ALIASES, MatchReason.ALIAS)):
        field = schema.get(words.get(plain, ""))
        if field is not None:
            return field, reason
    return None


def _labelled(plain: str, schema: Schema) -> Field | None:
    """The one field that is called so."""
    found = [field for field in schema.columns if plain_header(field.label) == plain]
    return found[0] if len(found) == 1 else None


def _guessed(header: str, schema: Schema) -> tuple[Field, MatchReason] | None:
    header = header.strip()
    if custom := _CUSTOM.search(header):  # The number is of another account; its field may have the same name here.
        found = _labelled(plain_header(header[: custom.start()]), schema)
        return None if found is None else (found, MatchReason.SPELLING)
    plain = plain_header(header)
    if len(plain) < _SHORTEST_GUESS or header.startswith("_"):
        return None
    from rapidfuzz import fuzz, process

    words = {plain_header(field.label): field.key for field in schema.columns} | dict(ALIASES)
    near = [word for word in words if _figures(word) == _figures(plain)]
    nearest = process.extractOne(plain, near, scorer=fuzz.ratio, score_cutoff=_NEAR_PERCENT)
    field = None if nearest is None else schema.get(words[nearest[0]])
    return None if field is None else (field, MatchReason.SPELLING)


def _figures(plain: str) -> list[str]:
    """A second address is no misspelled first one."""
    return _NUMBER.findall(plain)


_ORDER = {reason: rank for rank, reason in enumerate(MatchReason)}


def _without_rivals(drafts: Sequence[ColumnMatch]) -> list[ColumnMatch]:
    """One column a field, but for lists, which several may fill."""
    taken: dict[str, int] = {}
    placed = (draft for draft in drafts if draft.field is not None and draft.reason is not None)
    for draft in sorted(placed, key=_surest):
        if draft.field is not None and draft.field.kind not in _JOINING:
            taken.setdefault(draft.field.key, draft.index)
    return [
        replace(draft, field=None, reason=None, rival=None if draft.reason is MatchReason.SPELLING else draft.field)
        if draft.field is not None and taken.get(draft.field.key, draft.index) != draft.index
        else draft
        for draft in drafts
    ]


def _surest(draft: ColumnMatch) -> tuple[bool, int]:
    """A bare ``id`` comes after ``Lead ID``, exact as it is."""
    return draft.may_be_foreign_id, _ORDER[draft.reason] if draft.reason else 0


def _samples(cells: Sequence[str]) -> tuple[str, ...]:
    filled = (text for cell in islice(filter(None, cells), _LOOKED_AT) if (text := cell.strip()))
    return tuple(islice(dict.fromkeys(filled), SAMPLES))
