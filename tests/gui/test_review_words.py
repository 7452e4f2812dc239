"""How a review reads, for eyes and for ears."""

from __future__ import annotations

import pytest

from copper_desk.gui.review import review_words as words
from copper_desk.leads.problem import Problem, Severity
from copper_desk.leads.value import CellValue, Value
from copper_desk.push.plan import Batch, BatchKind, PlannedLead, PushPlan, SentCell
from copper_desk.push.review import Review
from copper_desk.push.review_lead import ReviewCell, ReviewLead, Worry
from copper_desk.push.review_line import LineKind, ReviewLine
from copper_desk.sheet.merge import Conflict
from copper_desk.sheet.phase import Phase
from tests.sheet.specimen import SCHEMA, STYLE

ANA, BO = 11, 12


def _plan(updates: int, creates: int = 0) -> PushPlan:
    counts = ((BatchKind.UPDATE, range(1, updates + 1)), (BatchKind.CREATE, range(-1, -creates - 1, -1)))
    leads = [
        (kind, [PlannedLead(row, (), (SentCell("title", "B", "A", 1),), {}) for row in rows]) for kind, rows in counts
    ]
    whole = PushPlan(tuple(Batch(n, kind, tuple(some)) for n, (kind, some) in enumerate(leads, 1) if some))
    return whole.only(range(-creates, updates + 1))


@pytest.mark.parametrize(
    ("updates", "creates", "text"),
    [
        (1, 0, "2 requests (1 to look for newer changes, 1 with updates), about 1 s."),
        (0, 1, "1 request (1 with new leads), about 1 s."),
        (12, 3, "4 requests (1 to look for newer changes, 2 with updates, 1 with new leads), about 1 s."),
    ],
)
def test_the_cost_names_every_request(updates: int, creates: int, text: str) -> None:
    warning = "May start automations in Copper, which cannot be recalled."
    assert words.cost(_plan(updates, creates)) == f"{text} {warning}"


def test_nothing_ticked_costs_nothing_and_says_what_becomes_of_it() -> None:
    assert words.cost(PushPlan(())).startswith("Nothing is ticked, so nothing would be sent.")


def _line(kind: LineKind, count: int, key: str = "", before: CellValue = None, after: CellValue = None) -> ReviewLine:
    return ReviewLine(kind, frozenset(range(1, count + 1)), key, before, after, Phase.CONFLICT)


@pytest.mark.parametrize(
    ("line", "ticked", "text"),
    [
        (_line(LineKind.REPLACED, 5912, "assignee_id", BO, ANA), 5912, "Owner: Bo Lind → Ana Ruiz, 5,912 leads"),
        (_line(LineKind.REPLACED, 5912, "assignee_id", BO, ANA), 12, "Owner: Bo Lind → Ana Ruiz, 12 of 5,912 leads"),
        (_line(LineKind.REPLACED, 1, "status_id", 21, 22), 1, "Status: New → Open, 1 lead"),
        (_line(LineKind.REPLACED, 2, "assignee_id", None, ANA), 2, "Owner set to Ana Ruiz, 2 leads"),
        (_line(LineKind.SET_TO, 40, "tags", after=("expo", "spring")), 0, "Tags set to “expo, spring”, 40 leads"),
        (_line(LineKind.SET_TO, 2, "title", after="C" * 40), 2, f"Title set to {'C' * 31}…, 2 leads"),
        (_line(LineKind.SET, 3, "title"), 3, "Title set, 3"),
        (_line(LineKind.CLEARED, 12, "email"), 12, "Email cleared, 12"),
        (_line(LineKind.NEW, 1), 1, "New leads 1"),
        (_line(LineKind.WARNED, 2), 2, "Warnings 2"),
        (_line(LineKind.REFUSED, 3), 3, "Refused last time 3"),
        (_line(LineKind.HELD, 1), 0, "Held back: conflict 1"),
    ],
)
def test_a_line_tells_what_is_done_to_how_many_leads(line: ReviewLine, ticked: int, text: str) -> None:
    assert words.line_text(line, SCHEMA, STYLE, ticked=ticked) == text


@pytest.mark.parametrize(
    ("phase", "text"),
    [
        (Phase.INVALID, "Held back: needs attention 1"),
        (Phase.GONE, "Held back: gone from Copper 1"),
        (Phase.UNKNOWN, "Held back: not confirmed 1"),
        (Phase.SENDING, "Held back: in a push already 1"),
    ],
)
def test_held_leads_are_told_apart_by_the_reason(phase: Phase, text: str) -> None:
    line = ReviewLine(LineKind.HELD, frozenset({1}), phase=phase)
    assert words.line_text(line, SCHEMA, STYLE, ticked=0) == text


def _cell(before: Value, after: CellValue, *, now: Value = None, problem: Problem | None = None) -> ReviewCell:
    conflict = None if now is None else Conflict(after, now, before)
    return ReviewCell(before, after, conflict, problem)


@pytest.mark.parametrize(
    ("cell", "is_new", "text", "spoken"),
    [
        (_cell("Partner", "CEO"), False, "Partner → CEO", "Title, was Partner, will be CEO"),
        (_cell(None, "CEO"), False, "(empty) → CEO", "Title, was empty, will be CEO"),
        (_cell("Partner", None), False, "Partner → (cleared)", "Title, was Partner, will be cleared"),
        (_cell(None, "CEO"), True, "CEO", "Title, will be CEO"),
        (
            _cell("Partner", "CEO", now="Owner"),
            False,
            "Partner → CEO",
            "Title, was Partner, will be CEO. Changed in Copper too, to: Owner",
        ),
        (
            _cell("Partner", "CEO", problem=Problem("Rather short.", Severity.WARNING)),
            False,
            "Partner → CEO",
            "Title, was Partner, will be CEO. Rather short.",
        ),
    ],
)
def test_a_change_says_the_old_and_the_new_value(cell: ReviewCell, is_new: bool, text: str, spoken: str) -> None:
    field = SCHEMA["title"]
    assert words.change_text(field, cell, STYLE, is_new=is_new) == text
    assert words.change_spoken(field, cell, STYLE, is_new=is_new) == spoken


def _lead(worry: Worry, held: str = "", problem: Problem | None = None) -> ReviewLead:
    return ReviewLead(1, Phase.CHANGED, False, worry, held, {"title": _cell("A", "B", problem=problem)})


@pytest.mark.parametrize(
    ("lead", "note"),
    [
        (_lead(Worry.NONE), ""),
        (_lead(Worry.CONFLICT, "Someone else changed this lead."), "Held back: someone else changed it too"),
        (_lead(Worry.HELD, "Value: Not a number."), "Held back: Value: Not a number."),
        (_lead(Worry.REFUSED, problem=Problem("is odd")), "Refused last time: Title: is odd"),
        (_lead(Worry.REFUSED), "Copper refused this lead last time."),
        (_lead(Worry.WARNED, problem=Problem("Rather short.", Severity.WARNING)), "Title: Rather short."),
    ],
)
def test_a_lead_says_what_to_mind(lead: ReviewLead, note: str) -> None:
    assert words.note_of(lead, SCHEMA) == note


def test_the_heading_counts_changes_and_leads() -> None:
    review = Review(_plan(1), (_lead(Worry.NONE),), (), ("title",))
    assert words.heading(review) == "Review 1 change on 1 lead"
