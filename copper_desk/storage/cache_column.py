"""How leads lie in the columns of the cache: mostly as they are, so that reading them is SQLite's own speed.

A day is kept as its text, a checkbox as 0 or 1, a list as bytes. What a column cannot hold exactly lies in one more
column, ``extra``, which is empty but for the oddest leads. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from operator import itemgetter
from typing import Any, Final

from copper_desk.leads.kind import LIST_KINDS, FieldKind
from copper_desk.leads.value import Lead, Value
from copper_desk.storage.trouble import Unreadable
from copper_desk.storage.value import Cell, is_native, packed, unpacked


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
        self._blank = [*(None for _ in plain), *(form.blank for form in forms)]
        self._order = [*plain, *turned]
        self.columns = [names[place] for place in self._order]

    def row(self, lead: Lead) -> list[Cell]:
        """``lead`` as cells of ``columns`` and ``extra``."""
        plain = map(lead.__getitem__, self._plain)
        # What nearly every cell holds is told here: a call for each would double the time.
        cells: list[Any] = [
            value if value is None or (type(value) is str and value.isascii()) or is_native(value) else None
            for value in plain
        ]
        cells += [form.written(lead[place]) for place, form in self._turned]
        odd = tuple(
            (self._names[place], lead[place])
            for place, cell, blank in zip(self._order, cells, self._blank, strict=True)
            if cell is None and lead[place] != blank
        )
        cells.append(packed(odd) if odd else None)
        return cells

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
