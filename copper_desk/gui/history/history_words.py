"""What a push of the history is called: when, who, from where, how it went. Knows nothing of widgets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from copper_desk.gui.grid.row_state import RowState, row_state
from copper_desk.leads.schema import Schema
from copper_desk.push.run import STOPPED
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_store import Mark
from copper_desk.storage.push_entry import FieldChange, LeadResult, PushEntry, RecordedLead
from copper_desk.wording import counted, later, number, retold, told_day, tr

TONES = {
    LeadResult.ACCEPTED: "ok",
    LeadResult.FAILED: "error",
    LeadResult.GONE: "error",
    LeadResult.UNKNOWN: "warning",
    LeadResult.NOT_SENT: "muted",
    LeadResult.CONFLICT: "conflict",
}
"""The token of each result, in the order in which they are counted."""

_COUNTS = {
    LeadResult.ACCEPTED: later("{n} accepted"),
    LeadResult.FAILED: later("{n} failed"),
    LeadResult.GONE: later("{n} gone from Copper"),
    LeadResult.UNKNOWN: later("{n} not confirmed"),
    LeadResult.NOT_SENT: later("{n} not sent"),
    LeadResult.CONFLICT: later("{n} in conflict"),
}
_PHASES = {
    LeadResult.FAILED: Phase.FAILED,
    LeadResult.GONE: Phase.GONE,
    LeadResult.UNKNOWN: Phase.UNKNOWN,
    LeadResult.NOT_SENT: Phase.NOT_SENT,
    LeadResult.CONFLICT: Phase.CONFLICT,
}


def when(at_s: float, zone: ZoneInfo, *, now_s: float) -> str:
    """ "Today, 10:42", "Yesterday, 16:03", "2026-03-04, 10:42", in the account's time zone."""
    at, now = (datetime.fromtimestamp(seconds, zone) for seconds in (at_s, now_s))
    if at.date() == now.date():
        day = tr("Today")
    elif at.date() == now.date() - timedelta(days=1):
        day = tr("Yesterday")
    else:
        day = told_day(at.date())
    return tr("{day}, {time}", day=day, time=f"{at:%H:%M}")


def person(entry: PushEntry) -> str:
    """Copper's user: the name, or the e-mail where no name was known."""
    return entry.head.user_name or entry.head.user_email


def people(entry: PushEntry) -> str:
    """Who pushed, and who was at which computer."""
    head = entry.head
    user = f"{head.user_name} ({head.user_email})" if head.user_name else head.user_email
    program = tr(", by the command line") if head.program == "command" else ""
    here = tr("{user} on {computer}", user=head.system_user, computer=head.computer)
    return tr("{copper_user}, as {here}{program}", copper_user=user, here=here, program=program)


def source(entry: PushEntry) -> str:
    """Where the changes came from."""
    return entry.head.source or tr("typed")


def counts(entry: PushEntry) -> Iterator[tuple[LeadResult, str]]:
    """How many leads came to which end, without zeros."""
    for result, words in _COUNTS.items():
        count = entry.counts.get(result, 0)
        if count:
            yield result, tr(words, n=number(count))


def missing(entry: PushEntry) -> int:
    """Planned leads of which nothing is written down: the push still runs, or the program ended in it."""
    return max(0, entry.head.planned - sum(entry.counts.values()))


def summary(entry: PushEntry) -> str:
    """All counts in one line; the new leads among the accepted are told apart."""
    parts = [words for _, words in counts(entry)]
    if missing(entry):
        parts.append(tr("{n} without a result", n=number(missing(entry))))
    if entry.created:
        parts.append(counted(entry.created, "1 new lead", "{n} new leads"))
    return " · ".join(parts)


def end_words(entry: PushEntry) -> str:
    """How it ended, where that is worth a word."""
    if entry.ended_s is None:
        return tr("Under way")
    if entry.end_reason == STOPPED:
        return tr("Stopped by hand before its end.")
    return tr("Ended early: {reason}", reason=retold(entry.end_reason)) if entry.end_reason else ""


def result_state(lead: RecordedLead) -> RowState:
    """The result as the sheet's State column shows it."""
    is_new = lead.row < 0
    if lead.result is LeadResult.ACCEPTED:
        return row_state(Phase.CLEAN, is_new=True) if is_new else row_state(Phase.CLEAN, mark=Mark.ACCEPTED)
    return row_state(_PHASES[lead.result], is_new=is_new)


def result_words(lead: RecordedLead) -> str:
    """The result in words."""
    if lead.result is LeadResult.ACCEPTED and lead.row < 0:
        return tr("Created")
    return result_state(lead).words


def told(lead: RecordedLead, schema: Schema) -> str:
    """What Copper refused, or why nothing was sent; empty when all went well."""
    parts = []
    for key, message in lead.refusals:
        field = schema.get(key) if key else None
        parts.append(f"{field.label}: {message}" if field is not None else message)
    return "; ".join(parts or ([retold(lead.reason)] if lead.reason else []))


def one_line(text: str) -> str:
    """A text of several lines in one."""
    return " ".join(text.split())


def change_words(change: FieldChange, *, is_new: bool = False) -> str:
    """ "Buyer → Chief buyer"; for a new lead its value alone."""
    before, after = one_line(change.before_text) or tr("empty"), one_line(change.after_text) or tr("empty")
    return after if is_new else f"{before} → {after}"
