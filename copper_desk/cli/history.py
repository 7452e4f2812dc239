"""``copper-desk history``: the pushes from this computer, newest first, or one of them with its leads.

Reads beside whoever has the account open, and asks Copper only which account it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.speech import counted, say, show, show_json
from copper_desk.desk.desk import Desk
from copper_desk.storage.history import History
from copper_desk.storage.push_entry import LeadResult, PushEntry, RecordedLead
from copper_desk.storage.trouble import StorageTrouble

EVERYTHING = -1

_WORDS = {
    LeadResult.ACCEPTED: "accepted",
    LeadResult.FAILED: "failed",
    LeadResult.GONE: "gone",
    LeadResult.UNKNOWN: "not confirmed",
    LeadResult.NOT_SENT: "not sent",
    LeadResult.CONFLICT: "in conflict",
}


def history(desk: Desk, push_id: int | None, *, search: str, limit: int, as_json: bool) -> ExitCode:
    """List the pushes, or show one. Raises Finished with code 2 when there is no such push, or no reading."""
    try:
        with closing(_Book(desk)) as book:
            if push_id is None:
                _list(desk, book.pushes(search, limit), as_json=as_json)
            else:
                _show(desk, *book.push(push_id), as_json=as_json)
    except StorageTrouble as trouble:
        raise Finished(ExitCode.USAGE, str(trouble)) from trouble
    return ExitCode.DONE


class _Book:
    """The history on the disk; empty where there is none yet."""

    def __init__(self, desk: Desk) -> None:
        path = None if desk.folder is None else desk.folder.journal
        keys = [field.key for field in desk.schema]
        self._history = History.open(path, keys=keys) if path is not None and path.exists() else None

    def pushes(self, search: str, limit: int) -> list[PushEntry]:
        return [] if self._history is None else self._history.pushes(search, limit=limit or EVERYTHING)

    def push(self, push_id: int) -> tuple[PushEntry, list[RecordedLead]]:
        entry = None if self._history is None else self._history.push(push_id)
        if self._history is None or entry is None:
            raise Finished(ExitCode.USAGE, f"There is no push {push_id} in the history of this computer.")
        return entry, self._history.leads(push_id)

    def close(self) -> None:
        if self._history is not None:
            self._history.close()


def _list(desk: Desk, entries: list[PushEntry], *, as_json: bool) -> None:
    if as_json:
        show_json([_entry_json(desk, entry) for entry in entries])
        return
    for entry in entries:
        head = entry.head
        who = head.user_name or head.user_email
        note = f" — {' '.join(head.note.split())}" if head.note else ""
        show(f"{entry.id}\t{_time(desk, head.began_s)}\t{who}\t{head.source or 'typed'}\t{_counts(entry)}{note}")
    if not entries:
        say("No push from this computer is in the history.")


def _show(desk: Desk, entry: PushEntry, leads: list[RecordedLead], *, as_json: bool) -> None:
    if as_json:
        show_json({**_entry_json(desk, entry), "leads": [_lead_json(lead) for lead in leads]})
        return
    say(f"Push {entry.id}, {_time(desk, entry.head.began_s)}: {_counts(entry)}.")
    for line in _lines(leads):
        show("\t".join(" ".join(cell.split()) for cell in line))


def _lines(leads: Iterable[RecordedLead]) -> Iterator[tuple[str, ...]]:
    for lead in leads:
        own = ("" if lead.lead_id is None else str(lead.lead_id), lead.name, _WORDS[lead.result])
        for change in lead.changes:
            yield (*own, change.label, change.before_text, change.after_text)
        if not lead.changes:
            yield (*own, _message(lead))


def _message(lead: RecordedLead) -> str:
    return "; ".join(message for _, message in lead.refusals) or lead.reason


def _counts(entry: PushEntry) -> str:
    counts = [f"{entry.counts[result]:,} {word}" for result, word in _WORDS.items() if entry.counts.get(result)]
    missing = entry.head.planned - sum(entry.counts.values())
    if missing > 0:
        counts.append(f"{missing:,} without a result")
    if entry.created:
        counts.append(counted(entry.created, "1 new lead", "{n} new leads"))
    return " · ".join(counts) or "nothing sent"


def _entry_json(desk: Desk, entry: PushEntry) -> dict[str, object]:
    head = entry.head
    ended = None if entry.ended_s is None else _iso(desk, entry.ended_s)
    return {
        "id": entry.id,
        "began": _iso(desk, head.began_s),
        "ended": ended,
        "end_reason": entry.end_reason,
        "user": head.user_name,
        "email": head.user_email,
        "system_user": head.system_user,
        "computer": head.computer,
        "program": head.program,
        "source": head.source,
        "note": head.note,
        "planned": head.planned,
        **{word.replace(" ", "_"): entry.counts.get(result, 0) for result, word in _WORDS.items()},
        "created": entry.created,
    }


def _lead_json(lead: RecordedLead) -> dict[str, object]:
    changes = [
        {"field": each.key, "old": each.before_text, "new": each.after_text, "was_sent": each.was_sent}
        for each in lead.changes
    ]
    refusals = [{"field": key, "message": message} for key, message in lead.refusals]
    result = _WORDS[lead.result]
    return {
        "id": lead.lead_id,
        "name": lead.name,
        "result": result,
        "reason": lead.reason,
        "refusals": refusals,
        "changes": changes,
    }


def _time(desk: Desk, at_s: float) -> str:
    return f"{datetime.fromtimestamp(at_s, desk.style.time_zone):%Y-%m-%d %H:%M}"


def _iso(desk: Desk, at_s: float) -> str:
    return datetime.fromtimestamp(at_s, desk.style.time_zone).isoformat(timespec="seconds")
