"""One lead as it is read in the details panel: what changed first, the loaded value and Copper's message beside it.

Knows nothing of widgets; gives text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from copper_desk.gui.row_state import row_state
from copper_desk.gui.wording import tr
from copper_desk.leads.display import display_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS, NUMBER_KINDS, FieldKind
from copper_desk.leads.problem import Origin, Problem, Severity
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import CellValue, Entry, RowId
from copper_desk.sheet.sheet import Sheet


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line of a box; ``chip`` says what kind of number or address it is, or is empty."""

    text: str
    chip: str = ""


@dataclass(frozen=True, slots=True)
class CardField:
    """One box. ``was`` is the loaded value beside a changed one; ``short`` boxes may stand two in a row."""

    label: str
    lines: tuple[CardLine, ...]
    changed: bool = False
    was: str = ""
    message: str = ""
    is_error: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class LeadCard:
    """The whole lead. ``message`` is about no field in particular."""

    title: str
    subtitle: str
    message: str
    fields: tuple[CardField, ...]


_HEADED = frozenset({"id", "name", "first_name", "last_name"})
_GROUPS = (("phone_numbers", "Phones"), ("websites", "Websites"), ("socials", "Social"), ("address", "Address"))
_SHORT = CHOICE_KINDS | NUMBER_KINDS | {FieldKind.DATE, FieldKind.CHECKBOX, FieldKind.CATEGORY, FieldKind.TIMESTAMP}


def lead_card(sheet: Sheet, row: RowId, style: TextStyle) -> LeadCard:
    """The card of a row."""
    return _Reader(sheet, row, style).card()


class _Reader:
    def __init__(self, sheet: Sheet, row: RowId, style: TextStyle) -> None:
        self._sheet = sheet
        self._row = row
        self._style = style
        self._edits = sheet.edits(row)

    def card(self) -> LeadCard:
        schema = self._sheet.schema
        marked = [f for f in schema.columns if f.key in self._edits or self._problem(f) is not None]
        plain = [f for f in schema.columns if f not in marked and f.key not in _HEADED]
        fields = (*(self._marked(field) for field in marked), *self._plain(plain))
        problems = self._sheet.row_problems(self._row)
        return LeadCard(self._title(), self._subtitle(), " ".join(_spoken(problem) for problem in problems), fields)

    def _title(self) -> str:
        return self._text(self._sheet.schema["name"]) or tr("No name")

    def _subtitle(self) -> str:
        company = self._text(self._sheet.schema["company_name"])
        is_new = self._sheet.is_new(self._row)
        number = tr("New lead") if is_new else tr("Lead {id}", id=self._row)
        accepted = self._sheet.mark(self._row) is not None
        state = row_state(self._sheet.phase(self._row), is_new=is_new, accepted=accepted).words.lower()
        return " · ".join(part for part in (company, number, state) if part)

    def _text(self, field: Field) -> str:
        return _shown(field, self._sheet.value(self._row, field.key), self._style)

    def _problem(self, field: Field) -> Problem | None:
        return self._sheet.cell_problem(self._row, field.key)

    def _marked(self, field: Field) -> CardField:
        problem = self._problem(field)
        changed = field.key in self._edits
        loaded = _shown(field, self._sheet.base(self._row)[field.position], self._style)
        return CardField(
            field.label,
            (CardLine(self._text(field) or (tr("cleared") if changed else "")),),
            changed=changed,
            was=tr("was {loaded}", loaded=loaded or tr("empty")) if changed else "",
            message="" if problem is None else _spoken(problem, field.label),
            is_error=problem is not None and problem.severity is Severity.ERROR,
        )

    def _plain(self, fields: list[Field]) -> Iterator[CardField]:
        grouped = dict(_GROUPS)
        told: set[str] = set()
        for field in fields:
            if field.attribute not in grouped:
                text = self._text(field)
                if text:
                    yield CardField(field.label, (CardLine(text),), short=field.kind in _SHORT)
            elif field.attribute not in told:  # A group stands where its first column stands.
                told.add(field.attribute)
                yield from self._group(grouped[field.attribute], [f for f in fields if f.attribute == field.attribute])

    def _group(self, label: str, fields: list[Field]) -> Iterator[CardField]:
        if fields[0].attribute == "address":
            parts = [text for field in fields if (text := self._text(field))]
            lines = [CardLine(", ".join(parts))] if parts else []
        else:
            lines = [CardLine(text, field.part or "") for field in fields if (text := self._text(field))]
            lines += self._further(fields[0].attribute)
        if lines:
            yield CardField(tr(label), tuple(lines))

    def _further(self, attribute: str) -> list[CardLine]:
        """Entries that no column shows: the second of a category, and categories that are not known."""
        carried = self._sheet.schema.get(attribute)
        entries = () if carried is None else self._sheet.base(self._row)[carried.position]
        shown = {field.part for field in self._sheet.schema.columns if field.attribute == attribute}
        lines = []
        for entry in entries if isinstance(entries, tuple) else ():
            if isinstance(entry, Entry) and entry.category in shown:
                shown.discard(entry.category)
            elif isinstance(entry, Entry) and entry.text:
                lines.append(CardLine(entry.text, entry.category or ""))
        return lines


def _shown(field: Field, value: CellValue, style: TextStyle) -> str:
    """As in the grid, but with the line breaks that a cell has no room for."""
    return text_of(field, value, style) if field.kind is FieldKind.LONG_TEXT else display_of(field, value, style)


def _spoken(problem: Problem, label: str = "") -> str:
    if problem.origin is Origin.COPPER:
        return tr("Copper refused: {message}", message=f"{label} {problem.message}".strip())
    return problem.message
