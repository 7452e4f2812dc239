"""What a person has decided about one file so far, and what is proposed where they have not. Without Qt.

Nothing is read or planned here: the draft makes the choices that a plan is made of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from copper_desk.leads.field import Field
from copper_desk.leads.kind import WORD_KINDS, FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import DateOrder
from copper_desk.leads.value import CellValue
from copper_desk.tabular.column import ColumnMatch, MatchReason, column_names
from copper_desk.tabular.import_choice import (
    LISTED_KINDS,
    Blanks,
    CellMode,
    ColumnUse,
    Duplicates,
    ImportChoices,
    Keep,
    ListMode,
    NewRows,
    RowKey,
    holds_changes,
    key_of,
)

KEY_KINDS = WORD_KINDS | {FieldKind.IDENTIFIER, FieldKind.NUMBER}
"""Kinds of field by which the lead of a row may be found."""

SURE_KEYS = frozenset({"id", "email"})
"""The fields that are meant to tell one lead from all others."""

JOINING = LISTED_KINDS
"""Kinds of field that several columns may fill together."""


@dataclass(frozen=True, slots=True)
class ColumnWay:
    """How a column changes a lead that has a value already."""

    mode: CellMode = CellMode.REPLACE
    lists: ListMode = ListMode.ADD


@dataclass(slots=True)
class DraftColumn:
    """One column of the file as it stands: ``match`` is the proposal, or what was chosen instead of it."""

    match: ColumnMatch
    way: ColumnWay = ColumnWay()
    date_order: DateOrder | None = None

    @property
    def field(self) -> Field | None:
        """The field that it fills, or by which leads are found; None when it is left out."""
        return self.match.field

    @property
    def is_used(self) -> bool:
        """Whether it fills a field."""
        return self.field is not None and self.field.writable


class ImportDraft:
    """The decisions about a file with these columns."""

    def __init__(self, schema: Schema, matches: Sequence[ColumnMatch] = ()) -> None:
        self.schema = schema
        matches = [match.as_guess() for match in matches]
        is_exact = holds_changes(match.header for match in matches)
        way = ColumnWay(lists=ListMode.REPLACE) if is_exact else ColumnWay()
        self.columns = [DraftColumn(match, way) for match in matches]
        self.blanks = Blanks.TOKEN if is_exact else Blanks.KEEP
        self.new = NewRows.CREATE
        self.duplicates = Duplicates.SKIP
        self.values: dict[tuple[str, str], CellValue | Keep] = {}
        self.constants: dict[str, str] = {}
        self.key = key_of(matches)
        self.is_key_chosen = False
        self._id_match = next((match for match in matches if match.may_be_foreign_id), None)

    def choices(self) -> ImportChoices:
        """Everything as the plan takes it."""
        uses = tuple(
            ColumnUse(column.match.index, column.field.key, column.way.mode, column.way.lists, column.date_order)
            for column in self.columns
            if column.field is not None and column.is_used
        )
        return ImportChoices(
            uses, self.key, self.blanks, self.new, self.duplicates, dict(self.values), dict(self.constants)
        )

    # Columns

    def choose_field(self, index: int, key: str | None) -> None:
        """Let a column fill this field, or leave it out; another column of the same field is left out then."""
        field = None if key is None else self.schema[key]
        if field is not None and field.kind not in JOINING:
            for column in self.columns:
                if column.match.index != index and column.field is field:
                    column.match = replace(column.match, field=None, reason=None, rival=field)
        column = self.columns[index]
        column.match = replace(column.match, field=field, reason=MatchReason.CHOSEN, rival=None, guess=None)
        column.date_order = None
        column.way = self._way_of(key, index)
        self.constants.pop(key or "", None)
        if key == "id" and not self.is_key_chosen:
            self.key = RowKey(index, "id")  # What else would it be for?
        self._keep_key_valid()

    def choose_way(self, index: int, way: ColumnWay) -> None:
        """How a column changes a lead; columns that fill one list together do so alike."""
        key = self.columns[index].field
        for column in self.columns:
            if column.match.index == index or (key is not None and column.field is key):
                column.way = way

    def choose_date_order(self, index: int, order: DateOrder) -> None:
        """Which way round a column writes its days."""
        self.columns[index].date_order = order

    def partners(self, index: int) -> list[DraftColumn]:
        """The columns before this one that fill the same list."""
        field = self.columns[index].field
        return [column for column in self.columns[:index] if field is not None and column.field is field]

    def filled_keys(self) -> set[str]:
        """The fields that some column fills."""
        return {column.field.key for column in self.columns if column.field is not None and column.is_used}

    def _way_of(self, key: str | None, index: int) -> ColumnWay:
        others = (column for column in self.columns if column.match.index != index and column.field is not None)
        return next((column.way for column in others if column.field and column.field.key == key), ColumnWay())

    # Values and constants

    def choose_value(self, key: str, text: str, value: CellValue | Keep | None) -> None:
        """What a text of the file means in a field; None: nothing was chosen, it is marked as a problem."""
        if value is None:
            self.values.pop((key, text), None)
        else:
            self.values[key, text] = value

    def choose_constant(self, key: str, text: str) -> None:
        """The same text for every row, in a field that no column fills; "" for none."""
        if text:
            self.constants[key] = text
        else:
            self.constants.pop(key, None)

    # Leads

    def possible_keys(self) -> list[RowKey]:
        """By which columns the lead of a row may be found, the surest first."""
        found = [
            RowKey(column.match.index, column.field.key)
            for column in self.columns
            if column.field is not None and column.field.kind in KEY_KINDS and not column.field.carried
        ]
        noted = [RowKey(each.match.index, "id") for each in self.columns if each.match.header.strip() == "_id"]
        order = {"id": 0, "email": 1}
        return sorted((*found, *noted), key=lambda key: order.get(key.key, 2))

    def choose_key(self, key: RowKey | None) -> None:
        """By which column the lead of a row is found; None: not at all."""
        self.key, self.is_key_chosen = key, True

    def doubtful_key(self) -> RowKey | None:
        """The column that is merely headed ``id``, whose numbers may be those of another program."""
        match = self._id_match
        is_open = match is not None and self.columns[match.index].match.reason is not MatchReason.CHOSEN
        return RowKey(match.index, "id") if match is not None and is_open and not self.is_key_chosen else None

    def settle_ids(self, *, are_ours: bool) -> bool:
        """Leave the doubtful column out where none of its numbers is that of a lead; returns whether that is new."""
        doubtful = self.doubtful_key()
        if doubtful is None or self._id_match is None:
            return False
        column = self.columns[doubtful.index]
        if are_ours is not column.match.is_foreign_id:
            return False
        match = replace(self._id_match, samples=column.match.samples)
        column.match = match if are_ours else match.as_foreign_id()
        self.key = doubtful if are_ours else None
        self._keep_key_valid()
        return True

    def _keep_key_valid(self) -> None:
        possible = self.possible_keys()
        if self.key is not None and self.key in possible:
            return
        self.key = next((key for key in possible if key.key in SURE_KEYS), None)

    def header_of(self, index: int) -> str:
        """What a column is called."""
        return self.columns[index].match.header

    def names(self) -> list[str]:
        """Under what the columns are remembered: several may have the same header."""
        return column_names(column.match.header for column in self.columns)

    def refresh_samples(self, matches: Sequence[ColumnMatch]) -> None:
        """The same headers were read in another way: the samples are others, the decisions stay."""
        for column, match in zip(self.columns, matches, strict=True):
            column.match = replace(column.match, samples=match.samples)

    def mapping(self) -> Mapping[str, str | None]:
        """What each column fills, by its name, for the next file with the same headers."""
        return {
            name: None if column.field is None else column.field.key
            for name, column in zip(self.names(), self.columns, strict=True)
            if not (column.match.is_note or column.match.is_foreign_id)
        }
