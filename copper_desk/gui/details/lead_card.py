"""One lead as the details panel shows it: every field with its text, the loaded value and what is wrong with it.

Knows nothing of widgets; gives text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from copper_desk.gui.details.detail_change import list_label
from copper_desk.gui.grid.cell_state import Ring, ring_of
from copper_desk.gui.grid.cell_words import problem_of, sent_note, sentence
from copper_desk.gui.grid.lead_name import lead_name
from copper_desk.gui.grid.row_state import row_state
from copper_desk.leads.display import display_of
from copper_desk.leads.entry import array_columns
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.problem import Problem
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import CellValue, Entry, RowId, is_empty
from copper_desk.sheet.edit import StagedEdit
from copper_desk.sheet.entry_edit import entries_of, loaded_entries
from copper_desk.sheet.merge import Conflict
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import tr

LISTS = ("phone_numbers", "websites", "socials")
"""The attributes that are lists of entries, each in one box."""


@dataclass(frozen=True, slots=True)
class CardEntry:
    """One phone, website or profile; ``chip`` is its category in words."""

    entry: Entry
    text: str
    chip: str


@dataclass(frozen=True, slots=True)
class CardField:
    """One box. ``was`` tells the loaded value beside a changed one, ``message`` what is wrong, marked by ``ring``;
    ``entries`` are filled for a list, whose ``key`` is its attribute."""

    key: str
    label: str
    text: str = ""
    changed: bool = False
    was: str = ""
    message: str = ""
    ring: Ring | None = None
    is_ticked: bool = False
    entries: tuple[CardEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadCard:
    """The whole lead. ``message`` is about no field in particular; ``fields`` are found by their key."""

    row: RowId
    title: str
    subtitle: str
    message: str
    fields: Mapping[str, CardField]


def box_key(field: Field) -> str:
    """The box in which a column is shown: its own, or its list's."""
    return field.attribute if field.attribute in LISTS else field.key


def box_label(field: Field) -> str:
    """The name over a box."""
    return list_label(field.attribute) if field.attribute in LISTS else field.label


def chip_text(schema: Schema, attribute: str, category: str | None) -> str:
    """A category in words: as its column is headed, or as Copper spells one that is not known here."""
    if category is None:
        return tr("No category")
    column = array_columns(schema, attribute).get(category)
    return category.capitalize() if column is None else column.label.partition(" ")[0]


def lead_card(sheet: Sheet, row: RowId, style: TextStyle) -> LeadCard:
    """The card of a row."""
    return _Reader(sheet, row, style).card()


class _Reader:
    def __init__(self, sheet: Sheet, row: RowId, style: TextStyle) -> None:
        self._sheet = sheet
        self._row = row
        self._style = style
        self._edits = sheet.edits(row)
        self._conflicts = sheet.conflicts(row)
        self._alterations = sheet.alterations(row)

    def card(self) -> LeadCard:
        schema, sheet = self._sheet.schema, self._sheet
        fields: dict[str, CardField] = {}
        for field in schema.columns:
            key = box_key(field)
            if key not in fields:
                fields[key] = self._list(field) if key in LISTS else self._field(field)
        told = {sheet.cell_problem(self._row, key) for key in LISTS}
        problems = [sentence(each) for each in sheet.row_problems(self._row) if each not in told]
        title = lead_name(sheet, self._row, self._style)
        return LeadCard(self._row, title, self._subtitle(), "\n".join(problems), fields)

    def _subtitle(self) -> str:
        company = self._shown(self._sheet.schema["company_name"])
        is_new = self._sheet.is_new(self._row)
        number = tr("New lead") if is_new else tr("Lead {id}", id=self._row)
        mark = self._sheet.mark(self._row)
        words = row_state(self._sheet.phase(self._row), is_new=is_new, mark=mark).words
        state = "" if is_new and words == tr("New") else f"{words[:1].lower()}{words[1:]}"
        return " · ".join(part for part in (company, number, state) if part)

    def _shown(self, field: Field) -> str:
        return shown_text(field, self._sheet.value(self._row, field.key), self._style)

    def _field(self, field: Field) -> CardField:
        edit, value = self._edits.get(field.key), self._sheet.value(self._row, field.key)
        problem = problem_of(value, self._sheet.cell_problem(self._row, field.key))
        conflict = self._conflicts.get(field.key)
        return CardField(
            field.key,
            field.label,
            shown_text(field, value, self._style),
            changed=edit is not None and not self._sheet.is_new(self._row),
            was=self._was(field, edit),
            message=self._message(field, conflict, problem),
            ring=Ring.CONFLICT if conflict is not None else ring_of(problem),
            is_ticked=value is True,
        )

    def _was(self, field: Field, edit: StagedEdit | None) -> str:
        if edit is None and field.key in self._alterations:
            return sent_note(shown_text(field, self._alterations[field.key].sent, self._style))
        if edit is None or self._sheet.is_new(self._row):
            return ""
        loaded = shown_text(field, edit.base, self._style)
        return tr("was {loaded}", loaded=loaded) if loaded else tr("was empty")

    def _message(self, field: Field, conflict: Conflict | None, problem: Problem | None) -> str:
        lines = []
        if conflict is not None:
            now = shown_text(field, conflict.now, self._style) or tr("empty")
            lines.append(tr("Changed in Copper too, to: {now}", now=now))
        if problem is not None:
            lines.append(sentence(problem))
        return "\n".join(lines)

    def _list(self, first: Field) -> CardField:
        """A list of entries: one box for its columns and for the entries that have none."""
        schema, attribute = self._sheet.schema, first.attribute
        members = [*array_columns(schema, attribute).values(), schema[attribute]]
        parts = [(field, self._field(field)) for field in members]
        changed = any(part.changed for _, part in parts)
        said = [f"{field.label}: {part.message}" for field, part in parts if part.message]
        return CardField(
            attribute,
            box_label(first),
            changed=changed,
            was=self._was_list(attribute) if changed else "",
            message="\n".join(said),
            ring=_strongest(part.ring for _, part in parts),
            entries=self._entries(attribute, entries_of(self._sheet, self._row, attribute)),
        )

    def _was_list(self, attribute: str) -> str:
        """The entries that are no longer there; if there are none, those that came."""
        loaded = Counter(loaded_entries(self._sheet, self._row, attribute))
        shown = Counter(entries_of(self._sheet, self._row, attribute))
        if not loaded:
            return tr("was empty")
        gone = self._in_words(attribute, (loaded - shown).elements())
        return tr("was {loaded}", loaded=gone) if gone else self._added(attribute, (shown - loaded).elements())

    def _added(self, attribute: str, entries: Iterable[Entry]) -> str:
        added = self._in_words(attribute, entries)
        return tr("added {entries}", entries=added) if added else tr("in another order")

    def _in_words(self, attribute: str, entries: Iterable[Entry]) -> str:
        return ", ".join(f"{each.text} ({each.chip})" for each in self._entries(attribute, entries))

    def _entries(self, attribute: str, entries: Iterable[Entry]) -> tuple[CardEntry, ...]:
        schema = self._sheet.schema
        return tuple(CardEntry(each, each.text or "", chip_text(schema, attribute, each.category)) for each in entries)


def shown_text(field: Field, value: CellValue, style: TextStyle) -> str:
    """As in the grid, but with the line breaks that a cell has no room for."""
    if is_empty(value):
        return ""
    return text_of(field, value, style) if field.kind is FieldKind.LONG_TEXT else display_of(field, value, style)


def _strongest(rings: Iterable[Ring | None]) -> Ring | None:
    found = set(rings)
    return next((ring for ring in (Ring.CONFLICT, Ring.ERROR, Ring.WARNING) if ring in found), None)
