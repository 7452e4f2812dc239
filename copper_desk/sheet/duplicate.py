"""Leads that are probably one person, by what they share. Finds; decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from copper_desk.leads.likeness import Likeness, LikenessKeys, LikenessReader
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.picture import SheetPicture

_TOLD_EVERY = 500
_MOST_ALIKE = 20
"""Leads that are named as alike in one thing: an e-mail such as none@none.example may stand on thousands."""


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Leads that are alike, in the order in which they came, and in what."""

    likenesses: tuple[Likeness, ...]
    rows: tuple[RowId, ...]


class DuplicateIndex:
    """Who has which e-mail, phone, name and company."""

    def __init__(self, schema: Schema, wanted: Iterable[Likeness] = tuple(Likeness)) -> None:
        self._reader = LikenessReader(schema, wanted)
        self._emails: dict[str, list[RowId]] = {}
        self._phones: dict[str, list[RowId]] = {}
        self._names: dict[str, list[RowId]] = {}

    def keys(self, shown: Sequence[CellValue]) -> LikenessKeys:
        """By what a lead is compared, given what all of its fields show."""
        return self._reader.keys(shown)

    def add(self, row: RowId, shown: Sequence[CellValue]) -> None:
        """Take in a lead, given what all of its fields show."""
        self.add_keys(row, self._reader.keys(shown))

    def add_keys(self, row: RowId, keys: LikenessKeys) -> None:
        """The same, given its keys."""
        if keys.email:
            self._emails.setdefault(keys.email, []).append(row)
        for phone in keys.phones:
            self._phones.setdefault(phone, []).append(row)
        if keys.name_and_company:
            self._names.setdefault(keys.name_and_company, []).append(row)

    def alike(self, shown: Sequence[CellValue]) -> dict[RowId, Likeness]:
        """The leads that are like this one, each with the first thing that they share."""
        return self.alike_by(self._reader.keys(shown))

    def alike_by(self, keys: LikenessKeys) -> dict[RowId, Likeness]:
        """The same, given its keys. Of many that share one thing, the first few."""
        found: dict[RowId, Likeness] = {}
        if keys.email:
            found.update(dict.fromkeys(self._emails.get(keys.email, ())[:_MOST_ALIKE], Likeness.EMAIL))
        for phone in keys.phones:
            for row in self._phones.get(phone, ())[:_MOST_ALIKE]:
                found.setdefault(row, Likeness.PHONE)
        if keys.name_and_company:
            for row in self._names.get(keys.name_and_company, ())[:_MOST_ALIKE]:
                found.setdefault(row, Likeness.NAME_AND_COMPANY)
        return found

    def groups(self) -> list[DuplicateGroup]:
        """All leads that are like another one; one group where A is like B and B like C."""
        joined = _Joined()
        shared = [
            (likeness, rows)
            for likeness, found in zip(Likeness, (self._emails, self._phones, self._names), strict=True)
            for rows in found.values()
            if len(rows) > 1
        ]
        for _, rows in shared:
            for row in rows[1:]:
                joined.join(rows[0], row)
        members: dict[RowId, list[RowId]] = {}
        kinds: dict[RowId, set[Likeness]] = {}
        for likeness, rows in shared:
            first = joined.first(rows[0])
            members.setdefault(first, []).extend(rows)
            kinds.setdefault(first, set()).add(likeness)
        return [
            DuplicateGroup(tuple(kind for kind in Likeness if kind in kinds[first]), tuple(dict.fromkeys(rows)))
            for first, rows in members.items()
        ]


def duplicate_groups(
    picture: SheetPicture, wanted: Iterable[Likeness], watch: Callable[[int, int], None]
) -> tuple[DuplicateGroup, ...]:
    """The leads of a sheet that are alike in one of the ``wanted`` ways, as they stand in the sheet.

    ``watch`` is told how many of how many were looked at, and may raise.
    """
    index, whole = DuplicateIndex(picture.schema, wanted), len(picture.bases)
    for done, row in enumerate(picture.bases):
        if done % _TOLD_EVERY == 0:
            watch(done, whole)
        if row not in picture.gone:
            index.add(row, picture.shown(row))
    watch(whole, whole)
    places = {row: place for place, row in enumerate(picture.bases)}
    groups = (replace(group, rows=tuple(sorted(group.rows, key=places.__getitem__))) for group in index.groups())
    return tuple(sorted(groups, key=lambda group: places[group.rows[0]]))


class _Joined:
    """Which rows belong together (union-find)."""

    def __init__(self) -> None:
        self._above: dict[RowId, RowId] = {}

    def first(self, row: RowId) -> RowId:
        while (above := self._above.get(row, row)) != row:
            self._above[row] = self._above.get(above, above)
            row = above
        return row

    def join(self, one: RowId, other: RowId) -> None:
        first, second = self.first(one), self.first(other)
        if first != second:
            self._above[second] = first
