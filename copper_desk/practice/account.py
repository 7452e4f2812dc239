"""The practice account's own identity: who works there, and which choices and custom fields its leads have.

Everything here is fixed, so that an account seen yesterday is the same account today whatever the seed. The
ids are shaped like Copper's, some of them above 2**31, and the lists are deliberately untidy where a real
account's are: two custom fields share a name, options are listed out of rank, one field belongs to people
only, and a removed user and a removed option still stand on some leads. Must not know leads or HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]

ACCOUNT_ID = 411257
ACCOUNT_NAME = "Northwind Trading"
TIMEZONE_NAME = "America/Los_Angeles"
TIMEZONE = ZoneInfo(TIMEZONE_NAME)


@dataclass(frozen=True, slots=True)
class User:
    """A person who works in the practice account."""

    id: int
    name: str
    email: str

    def payload(self) -> Json:
        """The entry of POST /users/search."""
        return {"id": self.id, "name": self.name, "email": self.email}

    def full_payload(self) -> Json:
        """The reply of GET /users/me and GET /users/{id}, which also lists groups."""
        return {**self.payload(), "groups": [{"id": 902, "name": "Sales"}]}


@dataclass(frozen=True, slots=True)
class Choice:
    """A status, a source or an option of a custom field: an id with the label people see."""

    id: int
    name: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """A custom field of the account, as GET /custom_field_definitions tells of it."""

    id: int
    name: str
    data_type: str
    available_on: tuple[str, ...] = ("lead", "person", "opportunity")
    is_filterable: bool = True
    options: tuple[Choice, ...] = ()
    currency: str | None = None
    connected_id: int | None = None

    @property
    def on_leads(self) -> bool:
        """Whether leads have this field."""
        return "lead" in self.available_on

    def empty(self) -> Any:
        """What an unset value of this type reads as (contract, section 2.2)."""
        if self.data_type in {"MultiSelect", "Connect"}:
            return []
        return False if self.data_type == "Checkbox" else None

    def payload(self) -> Json:
        """The definition as JSON; keys that do not apply to its type are absent, as in Copper."""
        body: Json = {
            "id": self.id,
            "name": self.name,
            "canonical_name": None,
            "data_type": self.data_type,
            "available_on": list(self.available_on),
            "is_filterable": self.is_filterable,
        }
        if self.data_type in {"Dropdown", "MultiSelect"}:
            body["options"] = [{"id": o.id, "name": o.name, "rank": o.rank} for o in self.options]
        if self.currency is not None:
            body["currency"] = self.currency
        if self.connected_id is not None:
            body["connected_id"] = self.connected_id
        return body


ANA = User(137658, "Ana Ruiz", "ana.ruiz@northwind.example")
BO = User(137661, "Bo Lind", "bo.lind@northwind.example")
CY = User(2147484019, "Cy Okoro", "cy.okoro@northwind.example")
DEE = User(137702, "Dee Park", "dee.park@northwind.example")
ELI = User(2147484533, "Eli Novák", "eli.novak@northwind.example")

KEY_OWNER = ANA
USERS = (ANA, BO, CY, DEE, ELI)
REMOVED_USER_ID = 137013
"""Owner of a few old leads, long since removed from the account: in no list of users."""

STATUSES = (
    Choice(208231, "New", 1),
    Choice(208232, "Open", 2),
    Choice(2147483999, "Contacted", 3),
    Choice(208236, "Qualified", 4),
    Choice(208233, "Unqualified", 5),
    Choice(208234, "Junk", 6),
)
DEFAULT_STATUS = STATUSES[0]

SOURCES = (
    Choice(331240, "Email"),
    Choice(331241, "Cold Call"),
    Choice(331242, "Advertising"),
    Choice(2147484207, "Trade Show"),
    Choice(331245, "Website"),
    Choice(331246, "Referral"),
)

TIER = Definition(
    100764,
    "Tier",
    "Dropdown",
    options=(Choice(167776, "Bronze", 2), Choice(167774, "Gold", 0), Choice(167777, "Silver", 1)),
)
FIRST_MEETING = Definition(100765, "First meeting", "Date")
INTERESTS = Definition(
    100766,
    "Interests",
    "MultiSelect",
    options=(
        Choice(167785, "Storage", 3),
        Choice(167781, "Freight", 0),
        Choice(2147490002, "Customs", 4),
        Choice(167783, "Packaging", 2),
        Choice(167782, "Pallets, returnable", 1),
    ),
)
NEWSLETTER = Definition(100767, "Newsletter", "Checkbox")
PALLETS = Definition(100768, "Pallets per month", "Float")
PROBABILITY = Definition(100769, "Probability", "Percentage")
BUDGET = Definition(2147483701, "Budget", "Currency", currency="USD")
CATALOGUE = Definition(100771, "Catalogue", "URL", is_filterable=False)
ACCOUNT_NUMBER = Definition(100772, "Account number", "String", is_filterable=False)
EXPO_NOTES = Definition(100773, "Notes from the expo", "Text", is_filterable=False)
REGION_TEXT = Definition(100774, "Region", "String", is_filterable=False)
REGION_CHOICE = Definition(
    2147483702,
    "Region",
    "Dropdown",
    options=(
        Choice(167794, "Africa", 3),
        Choice(167791, "Americas", 0),
        Choice(167793, "Asia and Pacific", 2),
        Choice(167792, "Europe and Middle East", 1),
    ),
)
REFERRED_BY = Definition(100776, "Referred by", "Connect", is_filterable=False, connected_id=100777)
BIRTHDAY = Definition(100778, "Birthday", "Date", available_on=("person",))

DEFINITIONS = (
    ACCOUNT_NUMBER,
    BIRTHDAY,
    BUDGET,
    CATALOGUE,
    EXPO_NOTES,
    FIRST_MEETING,
    INTERESTS,
    NEWSLETTER,
    PALLETS,
    PROBABILITY,
    REFERRED_BY,
    REGION_TEXT,
    REGION_CHOICE,
    TIER,
)
LEAD_DEFINITIONS = tuple(d for d in DEFINITIONS if d.on_leads)
DEFINITION_BY_ID = {d.id: d for d in DEFINITIONS}

RETIRED_TIER = Choice(167775, "Platinum", 9)
"""An option an administrator has removed; some leads still hold its id, and computed values still name it."""

OPTION_NAME = {o.id: o.name for d in DEFINITIONS for o in (*d.options, RETIRED_TIER)}
STATUS_NAME = {s.id: s.name for s in STATUSES}
USER_IDS = frozenset(u.id for u in USERS)
SOURCE_IDS = frozenset(s.id for s in SOURCES)

CONTACT_TYPES = (
    Choice(501201, "Potential Customer"),
    Choice(501202, "Current Customer"),
    Choice(501203, "Other"),
)


def account_payload(*, leads_enabled: bool) -> Json:
    """The reply of GET /account.

    Args:
        leads_enabled: False imitates an account where Leads are switched off in the settings.
    """
    return {
        "id": ACCOUNT_ID,
        "name": ACCOUNT_NAME,
        "primary_timezone": TIMEZONE_NAME,
        "settings": {
            "setting_team_permissions_enabled": False,
            "setting_enable_leads": leads_enabled,
        },
    }


def status_list() -> list[Json]:
    """The reply of GET /lead_statuses."""
    return [{"id": s.id, "name": s.name, "order": s.rank, "is_default": s is DEFAULT_STATUS} for s in STATUSES]


def choice_list(choices: tuple[Choice, ...]) -> list[Json]:
    """Id and name of each choice, as GET /customer_sources and GET /contact_types reply."""
    return [{"id": c.id, "name": c.name} for c in choices]
