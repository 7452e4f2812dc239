"""The practice account's leads, made from a seed: any one of them at any time, in some twenty microseconds.

A lead is a pure function of seed, number and the count of leads, so 100,000 of them need neither memory nor
a long start. Beside ordinary leads there are, at fixed numbers, the oddities real accounts have: no name,
spaces around an e-mail, hidden phones, a removed owner, a retired option, no custom fields at all. Must not
know what has been written since.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from . import account
from .account import Json
from .culture import CULTURES, Culture
from .dice import Dice, scatter
from .front import FRONT
from .lead import blank_lead
from .personal_name import split_name
from .trait import custom_fields, details, email_address, phone_numbers, postal_address, tags, web

EDITION = 1
"""Raised whenever the same seed would give other leads, so that kept changes never meet the wrong ones."""

START = 1673287200
"""2023-01-09 18:00 UTC: when the account's oldest lead was created."""
ANCHOR = 1772470800
"""2026-03-02 17:00 UTC: nothing in an untouched account is younger."""

_SPAN_S = ANCHOR - START
_MODIFIED_WITHIN_S = 90 * 86400
_FIRST_SMALL_ID = 8894119
_FIRST_LARGE_ID = 2**31 + 4099


def lead_id(number: int) -> int:
    """The id of lead `number` (from 0): two of three like an old account's, the third above 2**31."""
    if number % 3 == 1:
        return _FIRST_LARGE_ID + number * 11
    return _FIRST_SMALL_ID + number * 19


def created_at(number: int, *, count: int) -> int:
    """Unix seconds; never earlier than the number before. Twelve in fifty share one second, as imports do."""
    place = number % 50
    slot = number - (place - 30) if 30 <= place < 42 else number
    return START + _SPAN_S * slot // max(count, 1)


def modified_at(number: int, *, seed: int, count: int) -> int:
    """Unix seconds, within ninety days of the creation."""
    return min(created_at(number, count=count) + scatter(seed, number, _MODIFIED_WITHIN_S), ANCHOR)


def tags_of(number: int, *, seed: int) -> list[str]:
    """The tags of lead `number`, without making the lead."""
    return list(FRONT[number].tags) if number < len(FRONT) else tags(number, seed=seed)


def seeded_lead(number: int, *, seed: int, count: int) -> Json:
    """Lead `number` of the account as nobody has touched it.

    Args:
        number: from 0 up to, not including, `count`.
        seed: of the whole account.
        count: leads in the account; the creation dates spread over it.
    """
    dice = Dice(seed, number)
    lead = blank_lead(lead_id(number), now=created_at(number, count=count))
    lead["date_modified"] = modified_at(number, seed=seed, count=count)
    lead["tags"] = tags_of(number, seed=seed)
    _sell(lead, dice, number=number)
    _introduce(lead, dice, dice.pick(CULTURES), number=number)
    lead["custom_fields"] = custom_fields(dice, number=number)
    if number < len(FRONT):
        FRONT[number].pose(lead)
    return lead


def _sell(lead: Json, dice: Dice, *, number: int) -> None:
    status = dice.pick(_STATUS_MIX)
    lead["status"], lead["status_id"] = status.name, status.id
    lead["assignee_id"] = account.REMOVED_USER_ID if number % 97 == 40 else dice.pick(_OWNER_MIX)
    lead["customer_source_id"] = dice.pick(_SOURCE_MIX)
    lead["monetary_value"] = _value(dice)
    lead["monetary_unit"] = None if lead["monetary_value"] is None else "USD"
    lead["interaction_count"] = max(0, dice.below(40) - 15)
    if lead["interaction_count"]:
        contacted = lead["date_modified"] - dice.below(40 * 86400)
        lead["date_last_contacted"] = max(contacted, lead["date_created"])


def _value(dice: Dice) -> int | float | None:
    roll = dice.below(20)
    if roll == 0:
        return None
    if roll == 1:
        return 0
    if roll == 2:
        return dice.below(90_000) + 0.5
    return (1 + dice.below(320)) * 250


def _introduce(lead: Json, dice: Dice, culture: Culture, *, number: int) -> None:
    shown, given, family = _person(dice, culture)
    company = f"{family} {dice.pick(culture.trades)}"
    lead["name"] = shown
    lead["company_name"] = None if dice.chance(5) else company
    lead["title"] = None if dice.chance(12) else dice.pick(culture.titles)
    lead["address"] = postal_address(dice, culture, number=number)
    host = f"{_slug(company)}.example"
    lead["email"] = email_address(dice, _slug(given), _slug(family), host, number=number)
    lead["phone_numbers"] = phone_numbers(dice, culture, number=number)
    lead["websites"], lead["socials"] = web(dice, host, f"{_slug(given)}-{_slug(family)}")
    lead["details"] = details(dice, given)
    if number % 61 == 17:
        lead["name"] = "" if number % 2 else None
    _split(lead, number=number)


def _split(lead: Json, *, number: int) -> None:
    parts = split_name(lead["name"])
    lead["first_name"], lead["middle_name"], lead["last_name"] = parts.first, parts.middle, parts.last
    if lead["name"] and number % 23 == 6:
        lead["prefix"] = "Dr."
    if lead["name"] and number % 89 == 11:
        lead["suffix"] = "Jr."


def _person(dice: Dice, culture: Culture) -> tuple[str, str, str]:
    """The name as shown, and given and family name in Latin letters."""
    given, _, latin_given = dice.pick(culture.given).partition("|")
    family, _, latin_family = dice.pick(culture.family).partition("|")
    if not latin_given:
        shown = f"{family} {given}" if culture.family_first else f"{given} {family}"
        return shown, given, family
    native = f"{family}{given}" if culture.family_first else f"{given} {family}"
    style = dice.below(3)
    latin = f"{latin_given} {latin_family}"
    return (native, latin, f"{latin} {native}")[style], latin_given, latin_family


@lru_cache(maxsize=8192)
def _slug(text: str) -> str:
    folded = text.translate(_LETTERS).replace("&", "and")
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return "".join(c for c in plain.lower() if c.isalnum()) or "office"


_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ø": "o"})
_STATUS_MIX = tuple(account.STATUSES[i] for i in (0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 4, 5))
_OWNERS = (account.ANA, account.ANA, account.BO, account.BO, account.CY, account.CY, account.DEE, account.ELI)
_OWNER_MIX = (*(owner.id for owner in _OWNERS), None)
_SOURCE_MIX = (*(s.id for s in account.SOURCES), account.SOURCES[3].id, None)
