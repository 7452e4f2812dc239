"""Checks of a lead's built-in attributes: which can be written, what each takes, and what it becomes.

Each is checked on its own terms, from the contract's sections 1.1 and 1.3 and nothing of the client's. An
attribute that is not listed here is refused as unrecognised, the read-only ones among them, so that a
client that sends a fetched lead back is caught. Must not know bulk calls, storage or the planted rules.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from . import check
from .account import SOURCE_IDS, STATUS_NAME, USER_IDS, Json
from .country import country_code
from .lead import (
    ADDRESS_KEYS,
    EMAIL_CATEGORIES,
    NAME_PARTS,
    PHONE_CATEGORIES,
    SOCIAL_CATEGORIES,
    WEBSITE_CATEGORIES,
)
from .quirk import Quirk
from .refusal import BLANK, INVALID, RefusedError


@dataclass(frozen=True, slots=True)
class Scene:
    """What a check may look at beside the written value.

    Attributes:
        lead: the lead as stored; a blank one in a create.
        quirk: the server's switches.
    """

    lead: Json
    quirk: Quirk


Check = Callable[[Any, Scene], Any]


def _short(value: Any, _: Scene) -> Any:
    return check.text(value)


def _name(value: Any, _: Scene) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise RefusedError(BLANK)
    return check.needed_text(value).strip()


def _details(value: Any, _: Scene) -> Any:
    return check.text(value, limit=check.LONG_TEXT)


def _amount(value: Any, _: Scene) -> Any:
    return check.number(value)


def _status(value: Any, _: Scene) -> Any:
    if value is None:
        raise RefusedError(BLANK)
    return check.one_of(value, STATUS_NAME)


def _known_id(known: Collection[int]) -> Check:
    return lambda value, _: check.one_of(value, known)


def _tags(value: Any, _: Scene) -> Any:
    if value is None:
        return []
    if not isinstance(value, list):
        raise RefusedError(INVALID)
    return list(dict.fromkeys(check.needed_text(tag).strip() for tag in value))


def _email(value: Any, scene: Scene) -> Any:
    if value is None:
        return None
    body = check.mapping(value, ("email", "category"))
    before: Json = scene.lead["email"] or {}
    if scene.quirk.partial_object == "merge":
        body = {**before, **body}
    category = body.get("category", "work")
    _check_category(category, EMAIL_CATEGORIES, {before.get("category")})
    return {"email": check.email(body.get("email")), "category": category}


def _check_category(category: Any, known: Collection[str], stored: Collection[Any], at: str = "") -> None:
    # A category of old that the lead already has may stay; capitals and inventions may not.
    if not isinstance(category, str) or (category not in known and category not in stored):
        raise RefusedError(INVALID, within=f"{at}category", label="category")


def _address(value: Any, scene: Scene) -> Any:
    if value is None:
        return None
    body = check.mapping(value, ADDRESS_KEYS)
    if scene.quirk.partial_object == "merge":
        body = {**(scene.lead["address"] or {}), **body}
    clean = {key: _address_part(key, body.get(key)) for key in ADDRESS_KEYS}
    clean["country"] = _country(clean["country"])
    return clean


def _address_part(key: str, value: Any) -> str | None:
    try:
        return check.text(value)
    except RefusedError as refused:
        raise RefusedError(refused.text, within=key, label=key.replace("_", " ")) from None


def _country(value: str | None) -> str | None:
    code = None if value is None else country_code(value)
    if value is not None and code is None:
        raise RefusedError(INVALID, within="country")
    return code


def _entries(value: Any, scene: Scene, *, attribute: str, key: str, known: Collection[str]) -> Any:
    """An array such as phone_numbers, which a write replaces whole."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise RefusedError(INVALID)
    stored = {entry["category"] for entry in scene.lead[attribute]}
    return [_entry(item, key, {*known, *stored}, at=f"[{i}].") for i, item in enumerate(value)]


def _entry(item: Any, key: str, known: Collection[str], *, at: str) -> Json:
    body = check.mapping(item, (key, "category"))
    try:
        content = check.needed_text(body.get(key))
    except RefusedError as refused:
        raise RefusedError(refused.text, within=f"{at}{key}", label=key) from None
    _check_category(body.get("category"), known, (), at)
    return {key: content, "category": body["category"]}


WRITABLE: dict[str, Check] = {
    "name": _name,
    **dict.fromkeys(NAME_PARTS, _short),
    "title": _short,
    "company_name": _short,
    "details": _details,
    "email": _email,
    "address": _address,
    "phone_numbers": partial(_entries, attribute="phone_numbers", key="number", known=PHONE_CATEGORIES),
    "socials": partial(_entries, attribute="socials", key="url", known=SOCIAL_CATEGORIES),
    "websites": partial(_entries, attribute="websites", key="url", known=WEBSITE_CATEGORIES),
    "monetary_value": _amount,
    "status_id": _status,
    "assignee_id": _known_id(USER_IDS),
    "customer_source_id": _known_id(SOURCE_IDS),
    "tags": _tags,
}
"""By attribute; custom_fields is writable too, and checked entry by entry in its own module."""
