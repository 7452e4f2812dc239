"""The planted rules: a few edits this account refuses, so that somebody learning sees failed rows.

Each is natural for a real account and stands here with the sentence the server says. A rule looks only at
what a write changes: a lead that offends already does not block other edits. They are the whole list;
everything else the server refuses is Copper's own, from the contract. Must not know how a write is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .account import PROBABILITY, STATUSES, Json
from .refusal import RefusedError

_NEW_ID = STATUSES[0].id
_UNQUALIFIED_ID = STATUSES[4].id
MOST_VALUE = 10_000_000
BLOCKED_COMPANY = "Blocked Ltd"
DEAD_DOMAIN = "example.invalid"


@dataclass(frozen=True, slots=True)
class Rule:
    """One planted rule.

    Attributes:
        attribute: the attribute whose write it judges.
        text: the server's sentence, without its subject.
        offends: whether a change from the lead before to the lead after breaks it.
        within: for a custom field its definition id as text, else "".
        label: for a custom field its name in a sentence.
    """

    attribute: str
    text: str
    offends: Callable[[Json, Json], bool]
    within: str = ""
    label: str = ""

    def refusal(self) -> RefusedError:
        """The rule as a refusal."""
        return RefusedError(self.text, within=self.within, label=self.label)


def _dead_mailbox(_: Json, after: Json) -> bool:
    address: str = (after["email"] or {}).get("email", "")
    return address.lower().endswith(f"@{DEAD_DOMAIN}")


def _value_out_of_bounds(_: Json, after: Json) -> bool:
    value = after["monetary_value"]
    return value is not None and not 0 <= value <= MOST_VALUE


def _blocked_company(_: Json, after: Json) -> bool:
    company: str = after["company_name"] or ""
    return company.strip().casefold() == BLOCKED_COMPANY.casefold()


def _back_to_new(before: Json, after: Json) -> bool:
    step = (before["status_id"], after["status_id"])
    return step == (_UNQUALIFIED_ID, _NEW_ID)


def _improbable(before: Json, after: Json) -> bool:
    value = _custom_value(after, PROBABILITY.id)
    if value is None or value == _custom_value(before, PROBABILITY.id):
        return False
    return not 0 <= value <= 100


def _custom_value(lead: Json, definition_id: int) -> Any:
    entries = lead["custom_fields"]
    return next((e["value"] for e in entries if e["custom_field_definition_id"] == definition_id), None)


RULES = (
    Rule("email", f"is invalid: no mail can reach {DEAD_DOMAIN}", _dead_mailbox),
    Rule("monetary_value", f"must be between 0 and {MOST_VALUE:,}", _value_out_of_bounds),
    Rule("company_name", "is on this account's list of blocked companies", _blocked_company),
    Rule("status_id", "can't go from Unqualified back to New", _back_to_new),
    Rule(
        "custom_fields",
        "must be between 0 and 100",
        _improbable,
        within=str(PROBABILITY.id),
        label=f"{PROBABILITY.name} ({PROBABILITY.id})",
    ),
)


def broken(before: Json, after: Json, written: set[str]) -> list[Rule]:
    """The rules that a change breaks.

    Args:
        before: the lead as stored, blank in a create.
        after: the lead as it would be.
        written: the attributes the write holds; only their rules are asked, and a custom field's rule only
            if its value moves.
    """
    return [
        rule
        for rule in RULES
        if rule.attribute in written and rule.offends(before, after) and before[rule.attribute] != after[rule.attribute]
    ]
