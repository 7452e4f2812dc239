"""The smaller parts of a practice lead: how to reach somebody, where they sit, what was noted about them.

One function a part, each rolling the dice it is handed, in a fixed order. Oddities stand at fixed lead
numbers, so that even a small account has each of them. Must not know the lead as a whole.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from . import account
from .account import Json
from .culture import Culture
from .day import midnight
from .dice import Dice, scatter

TAGS = (
    "expo", "newsletter", "VIP, gold", "renewal", "2025", "do not call", "événement", "wholesale", "pilot",
    "inbound", "partner", "Q3", "Messe", "展示会", "samples sent", "price list", "overdue", "West Coast",
)  # fmt: skip
NOTES = (
    "Met at the Oakland expo. Wants a quote for {n} pallets.",
    "Asked for the catalogue.\nCall back in {n} days.",
    "{given} prefers e-mail; the office line goes to reception.",
    "Buys from a competitor today, contract ends in {n} weeks.",
    "Introduced by a customer.\n\nNeeds:\n- customs papers\n- {n} crates a month",
    "Left a message. “Not this quarter”, says {given}.",
    "Sample box no. {n} sent.",
)
_MEETING_DAYS = tuple(midnight(date(2025, 1, 3) + timedelta(days=9 * i)) for i in range(60))
_REGION_WORDS = ("Bay Area", "Hafen", "North", "South-East", "Levant", "関西")


def fill(pattern: str, dice: Dice) -> str:
    """The pattern with each '#' replaced by a digit."""
    first, *rest = pattern.split("#")
    digits = f"{dice.below(10 ** len(rest)):0{len(rest)}}" if rest else ""
    return first + "".join(digit + text for digit, text in zip(digits, rest, strict=True))


def tags(number: int, *, seed: int) -> list[str]:
    """Up to four different tags; cheap enough to count those of 100,000 leads without making the leads."""
    if number % 4 == 0:
        return []
    wanted, roll = divmod(scatter(seed, number, 6 * len(TAGS) ** 4), len(TAGS) ** 4)
    chosen = [TAGS[roll // len(TAGS) ** i % len(TAGS)] for i in range(max(0, wanted - 1))]
    return list(dict.fromkeys(chosen))


def email_address(dice: Dice, given: str, family: str, host: str, *, number: int) -> Json | None:
    """Mostly a work address; at some numbers none, or one stored with spaces around it."""
    if dice.chance(7):
        return None
    local = dice.pick((given, f"{given}.{family}", f"{given[:1]}.{family}"))
    address = f"{local}@{host}"
    if number % 83 == 5:
        address = f" {address}" if number % 2 else f"{address} "
    return {"email": address, "category": dice.pick(("work", "work", "work", "work", "personal", "other"))}


def phone_numbers(dice: Dice, culture: Culture, *, number: int) -> list[Json]:
    """None to four: several of one category, and now and then a category the API does not list."""
    categories = dice.pick(_PHONE_MIX)
    phones = [
        {"number": fill(culture.mobile if c == "mobile" else culture.office, dice), "category": c} for c in categories
    ]
    if number % 71 == 9:
        phones.insert(number % 2, {"number": fill(culture.office, dice), "category": "fax"})
    return phones


_PHONE_MIX: tuple[tuple[str, ...], ...] = (
    (),
    ("mobile",),
    ("mobile",),
    ("mobile", "work"),
    ("work", "mobile"),
    ("work",),
    ("mobile", "mobile", "work"),
    ("home", "other", "work", "work"),
)


def postal_address(dice: Dice, culture: Culture, *, number: int) -> Json | None:
    """A full address, one with gaps, or none."""
    place, street = dice.pick(culture.places), dice.pick(culture.streets)
    kind = dice.below(10)
    if kind == 0:
        return None
    address: Json = {
        "street": street.format(1 + dice.below(180)),
        "city": place.city,
        "state": place.state,
        "postal_code": fill(place.postal, dice),
        "country": place.country,
    }
    if kind == 1:
        address |= {"street": None, "postal_code": None}
    if number % 79 == 21:
        address |= {"city": None, "state": None, "country": None}
    return address


def web(dice: Dice, host: str, handle: str) -> tuple[list[Json], list[Json]]:
    """Websites and socials; their addresses come with and without a scheme, as Copper checks neither."""
    websites, socials = [], []
    if dice.chance(45):
        websites.append({"url": f"https://www.{host}", "category": "work"})
    if dice.chance(8):
        websites.append({"url": f"{handle}.example/about", "category": dice.pick(("personal", "other"))})
    if dice.chance(30):
        socials.append({"url": f"linkedin.example/in/{handle}", "category": "linkedin"})
    if dice.chance(8):
        socials.append({"url": f"https://social.example/{handle}", "category": dice.pick(_SOCIAL_MIX)})
    return websites, socials


_SOCIAL_MIX = ("twitter", "facebook", "youtube", "googleplus", "mastodon")


def details(dice: Dice, given: str) -> str | None:
    """A note, often of several lines, or none."""
    if dice.chance(40):
        return None
    return dice.pick(NOTES).format(n=2 + dice.below(60), given=given)


def custom_fields(dice: Dice, *, number: int) -> list[Json]:
    """An entry for each field on leads in an order of its own; for some leads only the set ones, or none."""
    if number % 29 == 13:
        return []
    values = _custom_values(dice, number=number)
    entries = [
        {"custom_field_definition_id": d.id, "value": values.get(d.id, d.empty())} for d in account.LEAD_DEFINITIONS
    ]
    turn = dice.below(len(entries))
    entries = entries[turn:] + entries[:turn]
    if number % 7 == 3:
        return [e for e in entries if e["custom_field_definition_id"] in values]
    return entries


def _custom_values(dice: Dice, *, number: int) -> dict[int, Any]:
    values: dict[int, Any] = {}
    for definition, percent, make in _MAKERS:
        if dice.chance(percent):
            values[definition.id] = make(dice)
    if number % 53 == 30:
        values[account.TIER.id] = account.RETIRED_TIER.id
    return values


def _interests(dice: Dice) -> list[int]:
    return list(dict.fromkeys(dice.pick(account.INTERESTS.options).id for _ in range(1 + dice.below(3))))


_MAKERS = (
    (account.TIER, 55, lambda dice: dice.pick(account.TIER.options).id),
    (account.FIRST_MEETING, 40, lambda dice: dice.pick(_MEETING_DAYS)),
    (account.INTERESTS, 45, _interests),
    (account.NEWSLETTER, 60, lambda dice: dice.chance(50)),
    (account.PALLETS, 35, lambda dice: dice.below(400) / 4),
    (account.PROBABILITY, 50, lambda dice: 5 * dice.below(21)),
    (account.BUDGET, 30, lambda dice: 500.0 * (1 + dice.below(80))),
    (account.CATALOGUE, 15, lambda dice: f"https://files.example/catalogue/{2023 + dice.below(4)}"),
    (account.ACCOUNT_NUMBER, 25, lambda dice: f"{dice.below(100_000):06}"),
    (account.EXPO_NOTES, 12, lambda dice: f"Hall {1 + dice.below(9)}\nStand {1 + dice.below(200)}"),
    (account.REGION_TEXT, 20, lambda dice: dice.pick(_REGION_WORDS)),
    (account.REGION_CHOICE, 45, lambda dice: dice.pick(account.REGION_CHOICE.options).id),
)
