"""The fields that every lead has, in the order of the columns and headed in Copper's words.

Which attribute holds what: https://developer.copper.com/leads/ and the labels of Copper's own lead page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copper_desk.leads.account import Account, Choice
from copper_desk.leads.choice import Choices
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind

STRING_LIMIT = 255
"""Characters of a "Text Field"; the one length that Copper publishes, for custom fields of type String."""

EMAIL_CATEGORIES = ("work", "personal", "other")
"""The categories of an e-mail address; Copper spells them in lower case."""

DEFAULT_EMAIL_CATEGORY = "work"

_PHONES = (
    ("mobile", "Mobile phone"),
    ("work", "Work phone"),
    ("home", "Home phone"),
    ("other", "Other phone"),
)
_WEBSITES = (("work", "Work website"), ("personal", "Personal website"), ("other", "Other website"))
_SOCIALS = (
    ("linkedin", "LinkedIn"),
    ("twitter", "Twitter"),
    ("facebook", "Facebook"),
    ("youtube", "YouTube"),
    ("googleplus", "Google+"),
    ("quora", "Quora"),
    ("foursquare", "Foursquare"),
    ("klout", "Klout"),
    ("gravatar", "Gravatar"),
    ("other", "Other social"),
)
_ADDRESS = (
    ("street", "Street"),
    ("city", "City"),
    ("state", "State/Region"),
    ("postal_code", "Postal code"),
    ("country", "Country"),
)


def builtin_fields(account: Account) -> list[Field]:
    """The built-in fields before the custom ones; positions are filled in by the Schema."""
    return [
        _plain("id", "Lead ID", FieldKind.IDENTIFIER),
        *_name_fields(),
        _plain("title", "Title"),
        _plain("company_name", "Company"),
        Field("email", "Email", FieldKind.EMAIL, 0, "email", "email"),
        Field("email_category", "Email category", FieldKind.CATEGORY, 0, "email", "category"),
        *_entry_fields("phone", "phone_numbers", FieldKind.PHONE, _PHONES),
        *_entry_fields("website", "websites", FieldKind.WEB_ADDRESS, _WEBSITES),
        *_entry_fields("social", "socials", FieldKind.SOCIAL, _SOCIALS),
        *(Field(f"address.{part}", label, FieldKind.TEXT, 0, "address", part) for part, label in _ADDRESS),
        *_choice_fields(account),
        _plain("monetary_value", "Value", FieldKind.MONEY),
        _plain("details", "Description", FieldKind.LONG_TEXT),
        _plain("tags", "Tags", FieldKind.TAGS),
    ]


def closing_fields() -> list[Field]:
    """The read-only fields after the custom ones, and those that are carried without a column."""
    return [
        _plain("date_created", "Created", FieldKind.TIMESTAMP),
        _plain("date_modified", "Last modified", FieldKind.TIMESTAMP),
        _plain("date_last_contacted", "Last contacted", FieldKind.TIMESTAMP),
        _plain("interaction_count", "Interactions", FieldKind.COUNTER),
        Field("monetary_unit", "Value unit", FieldKind.TEXT, 0, "monetary_unit", carried=True),
        *(
            Field(attribute, label, FieldKind.ENTRIES, 0, attribute, carried=True)
            for attribute, label in (
                ("phone_numbers", "Further phones"),
                ("websites", "Further websites"),
                ("socials", "Further socials"),
            )
        ),
    ]


def _plain(key: str, label: str, kind: FieldKind = FieldKind.TEXT) -> Field:
    return Field(key, label, kind, 0, key)


def _name_fields() -> list[Field]:
    parts = ("prefix", "first_name", "middle_name", "last_name", "suffix")
    return [
        _plain("name", "Name"),
        *(_plain(part, part.replace("_", " ").capitalize()) for part in parts),
    ]


def _entry_fields(prefix: str, attribute: str, kind: FieldKind, labels: Iterable[tuple[str, str]]) -> list[Field]:
    return [Field(f"{prefix}.{category}", label, kind, 0, attribute, category) for category, label in labels]


def _choice_fields(account: Account) -> Sequence[Field]:
    owners = Choices(
        (Choice(user.id, user.name) for user in account.users),
        aliases=((user.email, user.id) for user in account.users),
    )
    return (
        Field("assignee_id", "Owner", FieldKind.PERSON, 0, "assignee_id", choices=owners),
        Field("status_id", "Status", FieldKind.STATUS, 0, "status_id", choices=Choices(account.statuses)),
        Field(
            "customer_source_id",
            "Source",
            FieldKind.SOURCE,
            0,
            "customer_source_id",
            choices=Choices(account.sources),
        ),
    )
