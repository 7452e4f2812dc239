"""The shape of a lead as the practice server keeps and shows it: Copper's object of section 1.1, key by key.

Must not know where leads come from or how they are written.
"""

from __future__ import annotations

from .account import DEFAULT_STATUS, Json

NAME_PARTS = ("prefix", "first_name", "middle_name", "last_name", "suffix")
ADDRESS_KEYS = ("street", "city", "state", "postal_code", "country")

EMAIL_CATEGORIES = ("work", "personal", "other")
PHONE_CATEGORIES = ("mobile", "work", "home", "other")
WEBSITE_CATEGORIES = ("work", "personal", "other")
SOCIAL_CATEGORIES = (
    "linkedin",
    "twitter",
    "googleplus",
    "facebook",
    "youtube",
    "quora",
    "foursquare",
    "klout",
    "gravatar",
    "other",
)


def blank_lead(lead_id: int, *, now: int) -> Json:
    """A lead with nothing in it but the default status. Longer than a function should be: one attribute a line.

    Args:
        lead_id: the id it gets.
        now: its creation time, unix seconds.
    """
    return {
        "id": lead_id,
        "name": None,
        "prefix": None,
        "first_name": None,
        "last_name": None,
        "middle_name": None,
        "suffix": None,
        "address": None,
        "assignee_id": None,
        "company_name": None,
        "customer_source_id": None,
        "details": None,
        "email": None,
        "interaction_count": 0,
        "monetary_unit": None,
        "monetary_value": None,
        "converted_unit": None,
        "converted_value": None,
        "socials": [],
        "status": DEFAULT_STATUS.name,
        "status_id": DEFAULT_STATUS.id,
        "tags": [],
        "title": None,
        "websites": [],
        "phone_numbers": [],
        "custom_fields": [],
        "date_created": now,
        "date_modified": now,
        "date_last_contacted": None,
        "converted_opportunity_id": None,
        "converted_contact_id": None,
        "converted_at": None,
    }


def is_converted(lead: Json) -> bool:
    """Whether the lead has become a person: gone for every call but a search that asks for such leads."""
    return lead["converted_at"] is not None
