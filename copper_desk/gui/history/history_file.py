"""A push as a table for a file: one line a change, or one for a lead that nothing was changed in, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from copper_desk.gui.history import history_words as words
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.storage.push_entry import PushEntry, RecordedLead
from copper_desk.tabular.table_file import TextTable

HEADER = (
    "Push",
    "Time",
    "Copper user",
    "System user",
    "Computer",
    "Source",
    "Note",
    "Lead ID",
    "Lead",
    "Result",
    "Field",
    "Before",
    "After",
    "Message",
)


def push_table(entry: PushEntry, leads: Sequence[RecordedLead], schema: Schema, style: TextStyle) -> TextTable:
    """The whole push, texts as a person saw them then; times in the account's time zone."""
    began = datetime.fromtimestamp(entry.head.began_s, style.time_zone)
    head = entry.head
    about = (
        str(entry.id),
        f"{began:%Y-%m-%d %H:%M:%S}",
        words.person(entry),
        head.system_user,
        head.computer,
        head.source,
        head.note,
    )
    return TextTable(HEADER, tuple((*about, *line) for lead in leads for line in _lines(lead, schema)))


def file_name(entry: PushEntry, style: TextStyle) -> str:
    """What the file is called unless somebody calls it otherwise."""
    began = datetime.fromtimestamp(entry.head.began_s, style.time_zone)
    return f"Push {began:%Y-%m-%d %H%M}.csv"


def _lines(lead: RecordedLead, schema: Schema) -> Iterator[tuple[str, ...]]:
    own = ("" if lead.lead_id is None else str(lead.lead_id), lead.name, words.result_words(lead))
    message = words.told(lead, schema)
    for change in lead.changes:
        yield *own, change.label, change.before_text, change.after_text, message
    if not lead.changes:
        yield *own, "", "", "", message
