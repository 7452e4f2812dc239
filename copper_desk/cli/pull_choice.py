"""What ``pull`` is to bring: which fields, and which leads, in Copper's own search and once more here.

Once more, because a search that does not heed a filter would be taken at its word. Pure but for the sentences that end
the command.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.field_name import named_field
from copper_desk.cli.moment import NoMoment, unix_moment
from copper_desk.leads.choice import Choices
from copper_desk.leads.field import Field
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Lead

NOBODY = -2
"""Copper's id of no owner in a search (https://developer.copper.com/leads/list-leads-search.html)."""


@dataclass(frozen=True, slots=True)
class PullOptions:
    """As they stand in the line; several values of one option mean any of them. ``fields``: all when empty."""

    fields: str = ""
    status: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    changed_since: str = ""


@dataclass(frozen=True, slots=True)
class LeadChoice:
    """Which leads are wanted, by Copper's ids and unix seconds; empty: all of them."""

    statuses: frozenset[int] = frozenset()
    owners: frozenset[int] = frozenset()
    tags: frozenset[str] = frozenset()
    since_s: int | None = None

    def filters(self) -> dict[str, object]:
        """The choice in the words of Copper's search. Changed since when is asked for by the load."""
        wanted = {"status_ids": sorted(self.statuses), "assignee_ids": sorted(self.owners), "tags": sorted(self.tags)}
        return {name: values for name, values in wanted.items() if values}

    def takes(self, schema: Schema, lead: Lead) -> bool:
        """Whether a lead that arrived is one of them."""
        status, owner, tags, changed = (lead[schema[key].position] for key in _KEYS)
        folded = {tag.casefold() for tag in self.tags}
        own = {str(tag).casefold() for tag in tags} if isinstance(tags, tuple) else set()
        return (
            (not self.statuses or status in self.statuses)
            and (not self.owners or (NOBODY if owner is None else owner) in self.owners)
            and (not folded or bool(folded & own))
            and (self.since_s is None or not isinstance(changed, int) or changed >= self.since_s)
        )


_KEYS = ("status_id", "assignee_id", "tags", "date_modified")


def chosen_leads(options: PullOptions, schema: Schema, *, now_s: float, zone: str) -> LeadChoice:
    """The leads that the options name. Raises Finished with code 2."""
    try:
        since = options.changed_since
        since_s = unix_moment(since, now_s=now_s, zone=ZoneInfo(zone)) if since else None
    except NoMoment as error:
        raise Finished(ExitCode.USAGE, f"--changed-since: {error}") from error
    return LeadChoice(
        frozenset(_id(each, schema["status_id"], "--status") for each in options.status),
        frozenset(_owner(each, schema) for each in options.owner),
        frozenset(tag.strip() for tag in options.tag if tag.strip()),
        since_s,
    )


def _owner(text: str, schema: Schema) -> int:
    return NOBODY if text.strip().casefold() == "none" else _id(text, schema["assignee_id"], "--owner")


def _id(text: str, field: Field, option: str) -> int:
    choices = field.choices or Choices(())
    word = text.strip()
    found = choices.ids_named(word)
    if len(found) == 1:
        return found[0]
    if not found and any(str(choice.id) == word for choice in choices.entries):
        return int(word)
    known = ", ".join(choices.label_of(choice.id) for choice in choices.entries)
    which = "is the name of several" if found else f"is no {field.label} of this account"
    raise Finished(ExitCode.USAGE, f"{option}: “{word}” {which}. Known: {known}.")


def chosen_fields(names: str, schema: Schema) -> Sequence[Field]:
    """The fields to write, Lead ID first: those of ``names`` (keys or labels, with commas between), else every column.

    Raises Finished with code 2.
    """
    key = schema["id"]
    if not names.strip():
        return [key, *(field for field in schema.columns if field is not key)]
    wanted = [
        named_field(name, schema, "--fields")
        for line in csv.reader([names], skipinitialspace=True)
        for name in line
        if name
    ]
    return [key, *(field for field in dict.fromkeys(wanted) if field is not key)]
