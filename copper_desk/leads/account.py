"""What an account says about itself: users, statuses, sources and custom field definitions.

Knows nothing of HTTP; copper/ fills these from Copper's replies.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class User:
    """A person of the account (``POST /users/search``). Removed users are not listed by Copper."""

    id: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from: a status, a source or an option of a dropdown."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class CustomFieldDefinition:
    """One entry of ``GET /custom_field_definitions``. Names are not unique: the id is the key.

    ``data_type`` is Copper's own word: String, Text, URL, Dropdown, MultiSelect, Checkbox, Float, Percentage,
    Currency, Date or Connect. ``options`` are in order of rank.
    """

    id: int
    name: str
    data_type: str
    available_on: tuple[str, ...]
    options: tuple[Choice, ...] = ()
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """The account that a key opens. ``time_zone`` is an IANA name (``primary_timezone``)."""

    id: int
    name: str
    time_zone: str
    users: tuple[User, ...] = ()
    statuses: tuple[Choice, ...] = ()
    sources: tuple[Choice, ...] = ()
    definitions: tuple[CustomFieldDefinition, ...] = ()
    leads_enabled: bool = True
    team_permissions: bool = False
