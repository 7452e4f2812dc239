"""How leads lie in the columns of the cache: mostly as they are, so that reading them is SQLite's own speed.

A day is kept as its text, a checkbox as 0 or 1, a list as bytes. What a column cannot hold exactly lies in one more
column, ``extra``, which is empty but for the oddest leads. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from operator import itemgetter
from typing import Any, Final

from copper_desk.leads.kind import LIST_KINDS, FieldKind
from copper_desk.leads.value import Lead, Value
from copper_desk.storage.trouble import Unreadable
from copper_desk.storage.value import Cell, is_native, is_native_column, packed, unpacked


class LeadShape:
    """Leads of some fields as rows and back.

    ``kinds`` are the fields' kinds, ``names`` what their columns are called. A row holds the columns ``columns`` and
    then ``extra``.
    """

    def __init__(self, kinds: Sequence[FieldKind], names: Sequence[str]) -> None:
        places = range(len(kinds))
        self._names = names
        self._place_of = {name: place for place, name in enumerate(names)}
        plain = [place for place in places if kinds[place] not in _FORMS]
        turned = [place for place in places if kinds[place] in _FORMS]
        forms = [_FORMS[kinds[place]]() for place in turned]
        self._plain, self._turned = plain, [*zip(turned, forms, strict=True)]
        # The turned values of a row are put before it; nothing stands before them, so that there is always a column.
        self._readers = [(len(plain) + number, form.values.__getitem__) for number, form in enumerate(forms)]
        source = {place: 1 + number for number, place in enumerate((*turned, *plain))}
        self._pick = _picker([source[place] for place in places])
        self.columns = [names[place] for place in (*plain, *turned)]

    def rows(self, leads: Iterable[Lead]) -> list[tuple[Cell, ...]]:
        """``leads`` as rows of ``columns`` and ``extra``."""
        # By columns, as in reading: what most of them hold is told for the whole column at once.
        fields = [*zip(*leads, strict=True)]
        if not fields:
            return []
        odd: dict[int, list[tuple[str, Value]]] = {}
        cells = [
            fields[place] if is_native_column(fields[place]) else self._written(fields[place], place, _NATIVE, odd)
            for place in self._plain
        ]
        cells += [self._written(fields[place], place, form, odd) for place, form in self._turned]
        extra = [packed(tuple(odd[number])) if number in odd else None for number in range(len(fields[0]))]
        return [*zip(*cells, extra, strict=True)]

    def _written(
        self, values: Sequence[Value], place: int, form: _Form, odd: dict[int, list[tuple[str, Value]]]
    ) -> Sequence[Cell]:
        """The cells of a column. What it cannot hold is noted as ``odd`` by the number of its row."""
        # Equal days and lists of many leads are one object: each is written once. By identity, for 1 equals True.
        objects = {id(value): value for value in values}
        known = {number: form.written(value) for number, value in objects.items()}
        lost = {number for number, cell in known.items() if cell is None and objects[number] != form.blank}
        if lost:
            for row, value in enumerate(values):
                if id(value) in lost:
                    odd.setdefault(row, []).append((self._names[place], value))
        return [*map(known.__getitem__, map(id, values))]

    def leads(self, rows: Sequence[Sequence[Any]]) -> list[Lead]:
        """The leads of rows that hold ``columns``, ``extra``, and anything after. Raises Unreadable."""
        pick, end = self._pick, len(self.columns)
        try:
            # By columns: each is turned in one go, without a step of Python's for each cell.
            turned = zip(repeat(None), *(map(read, map(itemgetter(at), rows)) for at, read in self._readers))
            leads = [pick((*values, *row)) for row, values in zip(rows, turned, strict=False)]
        except (KeyError, ValueError, TypeError) as error:
            raise Unreadable("a cell of another kind") from error
        for number, row in enumerate(rows):
            if row[end] is not None:
                leads[number] = self._completed(leads[number], row[end])
        return leads

    def _completed(self, lead: Lead, extra: bytes) -> Lead:
        values = list(lead)
        for name, value in unpacked(extra):
            # What belonged to a field that is gone stays until the lead is written anew.
            if name in self._place_of:
                values[self._place_of[name]] = value
        return tuple(values)


def _picker(order: Sequence[int]) -> Callable[[tuple[Any, ...]], Lead]:
    pick = itemgetter(*order)
    # Of a single item it would be no tuple.
    return pick if len(order) > 1 else lambda values: (pick(values),)


class _Values(dict[Cell, Any]):
    """The values of a column by their cells. Each is made once: days and tags come again in lead after lead."""

    def __init__(self, known: dict[Cell, Any], read: Callable[[Any], Any]) -> None:
        super().__init__(known)
        self._read = read

    def __missing__(self, cell: Cell) -> Any:
        value = self[cell] = self._read(cell)
        return value


@dataclass(frozen=True, slots=True)
class _Form:
    """How a kind is kept that SQLite does not have: ``written`` gives None for the blank, and for what is odd."""

    written: Callable[[Value], Cell]
    values: dict[Cell, Any]
    blank: Value = None


_NATIVE: Final = _Form(lambda value: value if is_native(value) else None, {})  # type: ignore[arg-type, return-value] # no list or day is native


def _checkbox() -> _Form:
    return _Form(lambda value: int(value) if type(value) is bool else None, {None: None, 0: False, 1: True})


def _day() -> _Form:
    known: dict[Cell, Any] = {None: None}
    return _Form(lambda value: value.isoformat() if type(value) is date else None, _Values(known, date.fromisoformat))


def _list() -> _Form:
    known: dict[Cell, Any] = {None: ()}
    return _Form(lambda value: packed(value) if value and type(value) is tuple else None, _Values(known, unpacked), ())


_FORMS: Final[dict[FieldKind, Callable[[], _Form]]] = {
    FieldKind.CHECKBOX: _checkbox,
    FieldKind.DATE: _day,
    **dict.fromkeys(LIST_KINDS, _list),
}
