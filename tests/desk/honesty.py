"""What must hold after a push, whatever went wrong in it, by an independent look at what Copper holds.

The values that were typed are compared with the server's own JSON, not with what a client makes of it.
"""

from __future__ import annotations

from collections import Counter

from copper_desk.desk.desk import Desk
from copper_desk.leads.value import CellValue, RowId
from copper_desk.push.outcome import Tally
from copper_desk.sheet.outcome import Accepted, Conflicted, Gone, LeadOutcome, NotSent, Refused, Unknown
from copper_desk.sheet.phase import Phase
from copper_desk.storage.push_entry import LeadResult
from tests.desk.faulty_push import Job, Json, Kind
from tests.desk.kept_desk import load

_ROUNDS = 3
"""Pushes after a fault within which everything must have arrived: a first, and one after conflicts are settled."""

_TYPED_IN = {"title", "monetary_value", "monetary_unit", "address", "phone_numbers", "date_modified"}
"""What typing changes, and what Copper changes along with it."""

_COUNTED: dict[LeadResult, str] = {
    LeadResult.ACCEPTED: "accepted",
    LeadResult.FAILED: "failed",
    LeadResult.GONE: "failed",
    LeadResult.UNKNOWN: "unknown",
    LeadResult.NOT_SENT: "not_sent",
    LeadResult.CONFLICT: "not_sent",
}
_RECORDED: dict[type[LeadOutcome], LeadResult] = {
    Accepted: LeadResult.ACCEPTED,
    Refused: LeadResult.FAILED,
    Gone: LeadResult.GONE,
    Unknown: LeadResult.UNKNOWN,
    NotSent: LeadResult.NOT_SENT,
    Conflicted: LeadResult.CONFLICT,
}
_STANDS: dict[type[LeadOutcome], Phase] = {
    Accepted: Phase.CLEAN,
    Refused: Phase.FAILED,
    Gone: Phase.GONE,
    Unknown: Phase.UNKNOWN,
    NotSent: Phase.NOT_SENT,
    Conflicted: Phase.CONFLICT,
}


def assert_honest(job: Job) -> None:
    """The last push said what is true, of each lead, in the sheet, in the count, on the disk."""
    assert_each_lead_is_told_true(job)
    assert_written_once(job)
    _assert_counted(job)
    assert_survives(job)


def assert_can_be_finished(job: Job) -> None:
    """Without the fault, everything left arrives by further pushes, but what is gone and new leads in doubt."""
    job.control.clear_faults()
    job.on_leaving = job.on_landing = lambda _run: None
    for _ in range(_ROUNDS):
        job.keep_mine()
        if job.desk.plan().planned == 0:
            break
        job.push()
        assert_honest(job)
    stuck = {row for row, result in job.latest.items() if _stays_here(result)}
    plan = job.desk.plan()
    assert (plan.planned, {held.row for held in plan.held}) == (0, stuck)
    assert set(job.desk.sheet.changed_rows()) == stuck
    _assert_all_agree(job)


def _stays_here(result: LeadOutcome) -> bool:
    return isinstance(result, Gone) or (isinstance(result, Unknown) and result.row < 0)


# Each lead


def assert_each_lead_is_told_true(job: Job) -> None:
    """Accepted ones are in Copper, others are not or are as they were, doubtful ones are either; no text is lost."""
    held = {lead["id"]: lead for lead in job.control.leads()}
    expected = _with_others_writes(job)
    for row, result in job.results.items():
        there, before = _find(job, held, row), expected.get(row)
        assert job.desk.sheet.phase(job.today(row)) is _STANDS[type(result)], result
        if isinstance(result, Accepted):
            assert there is not None, f"{result} is not in Copper"
            _assert_taken(job, row, there, before)
            continue
        assert _shown(job, row) == job.typed[row], result
        if isinstance(result, Gone):
            assert there is None
        elif isinstance(result, Unknown):
            either = _is(there, before) or (there is not None and _typed_in(there, job.typed[row]) == job.typed[row])
            assert either, (result, before, there)
        else:
            assert _is(there, before), (result, before, there)


def _assert_taken(job: Job, row: RowId, there: Json, before: Json | None) -> None:
    """As it was typed, as it stands in the sheet, and nothing else was changed."""
    desk, today = job.desk, job.today(row)
    assert today == there["id"]
    assert _typed_in(there, job.typed[row]) == job.typed[row]
    assert differing(desk, today, there) == []
    assert desk.sheet.shown(today) == desk.sheet.base(today)
    if before is not None:
        now, then = _beside(there), _beside(before)
        spoilt = {key: (then[key], now[key]) for key in now if now[key] != then[key]}
        assert not spoilt, spoilt


def differing(desk: Desk, row: RowId, there: Json) -> list[str]:
    """The fields in which the sheet's lead is not the server's."""
    base, decoded = desk.sheet.base(row), desk.codec.decode(there)
    return [field.key for field in desk.schema if base[field.position] != decoded[field.position]]


def _with_others_writes(job: Job) -> dict[int, Json]:
    """What Copper would hold if nothing had been pushed."""
    leads = dict(job.before)
    for write in job.others_writes():
        leads[write["lead_id"]] = {**leads[write["lead_id"]], **write["body"]}
    return leads


def _find(job: Job, held: dict[int, Json], row: RowId) -> Json | None:
    """The lead of a row: by its id, a new one by its e-mail."""
    if row > 0:
        return held.get(row)
    email = job.typed[row]["email"]
    return next((lead for lead in held.values() if (lead["email"] or {}).get("email") == email), None)


def _is(there: Json | None, before: Json | None) -> bool:
    if there is None or before is None:
        return there is before
    return {**there, "date_modified": 0} == {**before, "date_modified": 0}


def _shown(job: Job, row: RowId) -> dict[str, CellValue]:
    return {key: job.desk.sheet.value(row, key) for key in job.typed[row]}


def _typed_in(there: Json, typed: dict[str, CellValue]) -> dict[str, CellValue]:
    """What the server's JSON says where something was typed."""
    work = [phone["number"] for phone in there["phone_numbers"] if phone["category"] == "work"]
    found: dict[str, CellValue] = {
        "name": there["name"],
        "email": (there["email"] or {}).get("email"),
        "title": there["title"],
        "monetary_value": there["monetary_value"],
        "address.city": (there["address"] or {}).get("city"),
        "phone.work": work[0] if work else None,
    }
    return {key: found[key] for key in typed}


def _beside(lead: Json) -> Json:
    """Everything that was not typed, the rest of the address and the other phones too."""
    phones = [(phone["number"], phone["category"]) for phone in lead["phone_numbers"]]
    typed = next((phone for phone in phones if phone[1] == "work"), None)
    return {
        **{key: value for key, value in lead.items() if key not in _TYPED_IN},
        "address": {key: text for key, text in (lead["address"] or {}).items() if key != "city" and text is not None},
        "phone_numbers": sorted(phones) if typed is None else sorted(_less(phones, typed)),
    }


def _less(phones: list[tuple[str, str]], typed: tuple[str, str]) -> list[tuple[str, str]]:
    place = phones.index(typed)
    return phones[:place] + phones[place + 1 :]


# The whole push


def assert_written_once(job: Job) -> None:
    """No lead was written twice, accepted ones once, by the server's own record."""
    applied = job.control.applied()
    assert [lead_id for lead_id, times in applied.items() if times > 1] == []
    for row, result in job.latest.items():
        if isinstance(result, Accepted):
            assert applied.get(job.today(row)) == 1, result
    if job.kind is Kind.CREATES:
        emails = Counter((lead["email"] or {}).get("email") for lead in job.control.leads())
        assert [values["email"] for values in job.typed.values() if emails[str(values["email"])] > 1] == []


def _assert_counted(job: Job) -> None:
    """By the run, by the results one by one, and by the history."""
    assert job.tally.ties_out
    tally = Tally(planned=len(job.results))
    for result in job.results.values():
        tally = tally.counting(result)
    assert tally == job.tally
    assert_history_ties_out(job)


def assert_history_ties_out(job: Job) -> None:
    """The history has the count of the last push and the result of each of its leads."""
    history = job.desk.history
    assert history is not None
    entry = history.pushes(limit=1)[0]
    assert entry.ended_s is not None
    sums = Counter[str]()
    for result_kind, count in entry.counts.items():
        sums[_COUNTED[result_kind]] += count
    assert Tally(planned=entry.head.planned, **sums) == job.tally
    recorded = {lead.row: lead.result for lead in history.leads(entry.id)}
    assert recorded == {row: _RECORDED[type(result)] for row, result in job.results.items()}


def assert_survives(job: Job) -> None:
    """The files as they are now hold all of it."""
    later = job.computer.image().open()
    assert later.recoveries == []
    assert len(later.doubts) == 0
    assert set(later.sheet.row_ids()) == set(job.desk.sheet.row_ids())
    for row in job.desk.sheet.row_ids():
        now, then = _picture(later, row), _picture(job.desk, row)
        changed = {name: (then[name], now[name]) for name in now if now[name] != then[name]}
        assert not changed, (row, changed)
    assert later.history is not None
    assert job.desk.history is not None
    assert later.history.pushes() == job.desk.history.pushes()
    later.close()


def _picture(desk: Desk, row: RowId) -> dict[str, object]:
    sheet = desk.sheet
    return {
        "phase": sheet.phase(row),
        "base": sheet.base(row),
        "edits": sheet.edits(row),
        "problems": sheet.row_problems(row),
        "conflicts": sheet.conflicts(row),
    }


def _assert_all_agree(job: Job) -> None:
    """After one more load, every lead of Copper is in the sheet as it is there, and no other is."""
    load(job.desk)
    held = {lead["id"]: lead for lead in job.control.leads()}
    here = {row for row in job.desk.sheet.row_ids() if row > 0 and job.desk.sheet.phase(row) is not Phase.GONE}
    assert here == held.keys()
    assert {row: differing(job.desk, row, held[row]) for row in here if differing(job.desk, row, held[row])} == {}
