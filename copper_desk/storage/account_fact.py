"""An account as JSON and back, so that its columns, names and choices are there before Copper has answered.

Exact: what is read equals what was written. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from copper_desk.leads.account import Account, Choice, CustomFieldDefinition, User
from copper_desk.storage.setting import Json


def account_json(account: Account) -> Json:
    """``account`` as JSON, under the names of its parts."""
    whole: dict[str, Json] = asdict(account)
    return whole


def account_of(whole: Any) -> Account:
    """The account that ``account_json`` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return Account(
        **{
            **whole,
            "users": tuple(User(**user) for user in whole["users"]),
            "statuses": _choices(whole["statuses"]),
            "sources": _choices(whole["sources"]),
            "definitions": tuple(map(_definition, whole["definitions"])),
        }
    )


def _choices(entries: Iterable[Any]) -> tuple[Choice, ...]:
    return tuple(Choice(**entry) for entry in entries)


def _definition(whole: dict[str, Any]) -> CustomFieldDefinition:
    lists = {"available_on": tuple(whole["available_on"]), "options": _choices(whole["options"])}
    return CustomFieldDefinition(**{**whole, **lists})
