"""How a review reads: its heading, its cost, its lines, one change, one lead's reason. Text for eyes and for ears.

Knows nothing of widgets.
"""

from __future__ import annotations

from copper_desk.copper.window import CALLS_PER_MINUTE
from copper_desk.gui.grid.cell_words import sentence
from copper_desk.leads.display import display_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.problem import Problem, Severity
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import CellValue, is_empty
from copper_desk.push.plan import BatchKind, PushPlan
from copper_desk.push.review import Review
from copper_desk.push.review_lead import ReviewCell, ReviewLead, Worry
from copper_desk.push.review_line import LineKind, ReviewLine
from copper_desk.sheet.phase import Phase
from copper_desk.wording import counted, duration, later, number, retold, tr

_LONGEST_VALUE = 32
"""Characters of a value in a line; the table has all of it."""

_HELD = {
    Phase.CONFLICT: "Held back: conflict {n}",
    Phase.INVALID: "Held back: needs attention {n}",
    Phase.GONE: "Held back: gone from Copper {n}",
    Phase.UNKNOWN: "Held back: not confirmed {n}",
}
_HELD_OTHERWISE = "Held back: in a push already {n}"


def heading(review: Review) -> str:
    """ "Review 9 changes on 6 leads" """
    changes = counted(review.change_count, "1 change", "{n} changes")
    return counted(len(review.leads), "Review {changes} on 1 lead", "Review {changes} on {n} leads", changes=changes)


def cost(plan: PushPlan, *, calls_a_minute: int = CALLS_PER_MINUTE) -> str:
    """What sending a plan takes with so many calls in a minute, and what it may set off."""
    if not plan.planned:
        return tr("Nothing is ticked, so nothing would be sent. What is not ticked stays changed in the sheet.")
    took = counted(
        plan.request_count,
        "1 request ({parts}), about {time}.",
        "{n} requests ({parts}), about {time}.",
        parts=", ".join(_requests(plan)),
        time=duration(max(1.0, plan.estimated_s(calls_a_minute=calls_a_minute))),
    )
    return f"{took} {tr('May start automations in Copper, which cannot be recalled.')}"


def _requests(plan: PushPlan) -> list[str]:
    updates = sum(batch.kind is BatchKind.UPDATE for batch in plan.batches)
    creates = len(plan.batches) - updates
    parts = (
        (plan.read_count, tr("{n} to look for newer changes", n=number(plan.read_count))),
        (updates, tr("{n} with updates", n=number(updates))),
        (creates, tr("{n} with new leads", n=number(creates))),
    )
    return [text for count, text in parts if count]


def line_text(line: ReviewLine, schema: Schema, style: TextStyle, *, ticked: int) -> str:
    """A line of the summary: "Owner: Bo Lind → Ana Ruiz, 5,912 leads". With some of its leads unticked it says
    "12 of 5,912"."""
    n = _amount(line, ticked)
    if line.kind is LineKind.HELD:
        return tr(_HELD.get(line.phase, _HELD_OTHERWISE), n=n)
    if not line.key:
        return _of_no_field(line, n)
    field = schema[line.key]
    values = {
        "field": field.label,
        "n": n,
        "after": said(field, line.after, style),
        "before": said(field, line.before, style),
    }
    if line.kind is LineKind.CLEARED:
        return tr("{field} cleared, {n}", **values)
    if line.kind is LineKind.SET:
        return tr("{field} set, {n}", **values)
    one = len(line.rows) == 1
    if line.kind is LineKind.REPLACED and not is_empty(line.before):
        text = (
            later("{field}: {before} → {after}, {n} lead") if one else later("{field}: {before} → {after}, {n} leads")
        )
    else:
        text = later("{field} set to {after}, {n} lead") if one else later("{field} set to {after}, {n} leads")
    return tr(text, **values)


def _amount(line: ReviewLine, ticked: int) -> str:
    whole = number(len(line.rows))
    if not line.can_be_sent or ticked in (0, len(line.rows)):
        return whole
    return tr("{ticked} of {n}", ticked=number(ticked), n=whole)


def _of_no_field(line: ReviewLine, n: str) -> str:
    if line.kind is LineKind.NEW:
        return tr("New leads {n}", n=n)
    if line.kind is LineKind.WARNED:
        return tr("Warnings {n}", n=n)
    return tr("Refused last time {n}", n=n)


def said(field: Field, value: CellValue, style: TextStyle) -> str:
    """A value in a sentence: short, and a tick in words."""
    if field.kind is FieldKind.CHECKBOX:
        return text_of(field, value, style)
    text = display_of(field, value, style)
    if len(text) > _LONGEST_VALUE:
        text = text[: _LONGEST_VALUE - 1] + "…"
    return f"“{text}”" if "," in text else text


def shown(field: Field, value: CellValue, style: TextStyle) -> str:
    """A value in the table: as in the sheet, but a tick in words, since an empty box says little."""
    return text_of(field, value, style) if field.kind is FieldKind.CHECKBOX else display_of(field, value, style)


def note_of(lead: ReviewLead, schema: Schema) -> str:
    """Why a lead is held, or what to mind about it; empty for most."""
    if lead.worry is Worry.CONFLICT:
        return tr("Held back: someone else changed it too")
    if lead.held:
        return tr("Held back: {reason}", reason=lead.held)
    wanted = {Worry.REFUSED: Severity.ERROR, Worry.WARNED: Severity.WARNING}.get(lead.worry)
    found = [
        _named(schema[key], cell.problem)
        for key, cell in lead.cells.items()
        if cell.problem is not None and cell.problem.severity is wanted
    ]
    if lead.worry is not Worry.REFUSED:
        return "; ".join(found)
    if not found:
        return tr("Copper refused this lead last time.")
    return tr("Refused last time: {problems}", problems="; ".join(found))


def _named(field: Field, problem: Problem) -> str:
    return f"{field.label}: {retold(problem.message)}"


def change_text(field: Field, cell: ReviewCell, style: TextStyle, *, is_new: bool) -> str:
    """A change on one line, for the clipboard: "Partner → Managing partner", "Partner → (cleared)"."""
    after = shown(field, cell.after, style) or tr("(cleared)")
    if is_new:
        return shown(field, cell.after, style)
    return f"{shown(field, cell.before, style) or tr('(empty)')} → {after}"


def change_spoken(field: Field, cell: ReviewCell, style: TextStyle, *, is_new: bool) -> str:
    """A change as a screen reader says it, the old and the new value in words, and what is wrong with it."""
    before = shown(field, cell.before, style) or tr("empty")
    after = shown(field, cell.after, style)
    if is_new:
        parts = [tr("{field}, will be {after}", field=field.label, after=after or tr("empty"))]
    elif after:
        parts = [tr("{field}, was {before}, will be {after}", field=field.label, before=before, after=after)]
    else:
        parts = [tr("{field}, was {before}, will be cleared", field=field.label, before=before)]
    if cell.conflict is not None:
        parts.append(now_sentence(field, cell.conflict.now, style))
    if cell.problem is not None:
        parts.append(sentence(cell.problem))
    return ". ".join(parts)


def now_sentence(field: Field, now: CellValue, style: TextStyle) -> str:
    """What somebody else put into a cell meanwhile."""
    return tr("Changed in Copper too, to: {now}", now=shown(field, now, style) or tr("empty"))


def tick_words(lead: ReviewLead, *, ticked: bool) -> str:
    """The tick of a lead in words."""
    if lead.held:
        return tr("Held back, cannot be pushed")
    return tr("Ticked, will be pushed") if ticked else tr("Not ticked, stays changed")


def push_words(count: int) -> str:
    """The button that sends."""
    return counted(count, "Push 1 lead", "Push {n} leads")
