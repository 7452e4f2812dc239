"""Leads as the JSON text of a reply, encoded once for each change of a lead.

Pages of 200 leads are joined from kept bytes: encoding anew would cost more than everything else a search
does. Adds computed_value on request (contract, section 2.3): the label of an option, otherwise the value. Must
not know searches or writes.
"""

from __future__ import annotations

import json
from typing import Any

from .account import DEFINITION_BY_ID, OPTION_NAME, Json
from .day import day_text
from .store import Store


def encoded(body: Any) -> bytes:
    """JSON text in UTF-8, without spaces."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def shown(lead: Json, *, computed: bool, text_dates: bool) -> Json:
    """The lead as a reply shows it.

    Args:
        lead: as stored.
        computed: whether each custom field carries its computed_value.
        text_dates: whether Date custom fields read mm/dd/yyyy instead of unix seconds.
    """
    if not computed and not text_dates:
        return lead
    entries = [_entry(e, computed=computed, text_dates=text_dates) for e in lead["custom_fields"]]
    return {**lead, "custom_fields": entries}


def _entry(entry: Json, *, computed: bool, text_dates: bool) -> Json:
    kind = DEFINITION_BY_ID[entry["custom_field_definition_id"]].data_type
    value = entry["value"]
    if text_dates and kind == "Date" and value is not None:
        value = day_text(value)
    told = {**entry, "value": value}
    return {**told, "computed_value": _computed(kind, value)} if computed else told


def _computed(kind: str, value: Any) -> Any:
    if kind == "MultiSelect":
        return [OPTION_NAME[option] for option in value]
    if kind == "Dropdown" and value is not None:
        return OPTION_NAME[value]
    return value


class Display:
    """Encoded leads of one store, kept until the lead changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[tuple[int, bool, bool], tuple[int, bytes]] = {}

    def text(self, lead_id: int, *, computed: bool, text_dates: bool) -> bytes:
        """The JSON of a lead that exists; see `shown` for the arguments."""
        key = (lead_id, computed, text_dates)
        stamp = self._store.stamp(lead_id)
        kept = self._kept.get(key)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        lead = self._store.lead(lead_id)
        if lead is None:
            raise KeyError(lead_id)
        text = encoded(shown(lead, computed=computed, text_dates=text_dates))
        self._kept[key] = (stamp, text)
        return text
