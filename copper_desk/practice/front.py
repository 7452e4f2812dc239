"""The first leads of the practice account, written by hand: they stand in every picture and every lesson.

Names, companies and values are chosen to look like a real morning's work, in several scripts and countries.
Anything not given here stays as the seed made it. Must not know the other leads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from . import account
from .account import Choice, Json, User
from .day import midnight
from .personal_name import split_name

_NEW, _OPEN, _CONTACTED, _QUALIFIED, _UNQUALIFIED, _JUNK = account.STATUSES
_, _GOLD, _SILVER = (option.id for option in account.TIER.options)
_TIER = account.TIER.id
_EMAIL, _CALL, _ADVERT, _SHOW, _SITE, _REFERRAL = account.SOURCES


@dataclass(frozen=True, slots=True)
class FrontLead:
    """What is fixed of one lead; phones as (mobile, work), address as the five keys in order."""

    name: str
    company: str
    title: str | None
    email: str
    phones: tuple[str | None, str | None]
    status: Choice
    owner: User
    source: Choice
    value: float | None
    address: tuple[str | None, ...]
    details: str | None = None
    tags: tuple[str, ...] = ()
    custom: Mapping[int, Any] = field(default_factory=dict)

    def pose(self, lead: Json) -> None:
        """Put the fixed values into a freshly made lead."""
        parts = split_name(self.name)
        lead |= {
            "name": self.name,
            "prefix": None,
            "first_name": parts.first,
            "middle_name": parts.middle,
            "last_name": parts.last,
            "suffix": None,
            "company_name": self.company,
            "title": self.title,
            "email": {"email": self.email, "category": "work"},
            "phone_numbers": self._phones(),
            "websites": [{"url": f"https://www.{self.email.partition('@')[2]}", "category": "work"}],
            "socials": [],
            "details": self.details,
            "status": self.status.name,
            "status_id": self.status.id,
            "assignee_id": self.owner.id,
            "customer_source_id": self.source.id,
            "monetary_value": self.value,
            "monetary_unit": None if self.value is None else "USD",
            "address": dict(zip(("street", "city", "state", "postal_code", "country"), self.address, strict=True)),
        }
        set_here = [{"custom_field_definition_id": k, "value": v} for k, v in self.custom.items()]
        kept = [e for e in lead["custom_fields"] if e["custom_field_definition_id"] not in self.custom]
        lead["custom_fields"] = set_here + kept

    def _phones(self) -> list[Json]:
        pairs = zip(self.phones, ("mobile", "work"), strict=True)
        return [{"number": number, "category": category} for number, category in pairs if number]


FRONT = (
    FrontLead(
        "Adaeze Obi", "Lagos Freight Ltd", "Head of Ops", "adaeze@lagosfreight.example",
        ("+234 803 555 0101", None), _OPEN, account.ANA, _SHOW, 12000,
        ("14 Marina Road", "Lagos", "Lagos", "101241", "NG"),
        "Ships cocoa to Oakland twice a month.", ("expo",), {_TIER: _SILVER},
    ),
    FrontLead(
        "Anne-Marie Duval", "Duval & Fils", "PDG", "am.duval@duval.example",
        ("+33 6 39 98 01 20", "+33 1 99 00 01 20"), _NEW, account.BO, _EMAIL, 8500,
        ("8 quai des Brumes", "Nantes", None, "44000", "FR"),
    ),
    FrontLead(
        "Ben O’Neil", "Harbor Supply", "Buyer", "ben@harborsupply.example",
        ("415-555-0111", "415-555-0100"), _NEW, account.ANA, _SHOW, 1250,
        ("12 Pier Rd", "Oakland", "CA", "94607", "US"),
        "Met at the Oakland expo. Wants a quote for 40 pallets.", ("expo", "samples sent"),
        {_TIER: _GOLD, account.FIRST_MEETING.id: midnight(date(2026, 3, 4)), account.PALLETS.id: 40.0},
    ),
    FrontLead(
        "Chen Li 李晨", "Shenzhen Optic", "Director", "li.chen@optic.example",
        (None, None), _OPEN, account.CY, _SITE, 30000,
        ("88 Binhai Avenue", "Shenzhen", "Guangdong", "518054", "CN"),
    ),
    FrontLead(
        "Dana Whitfield", "Whitfield Partners", "Partner", "dana@whitfield.example",
        ("212-555-0188", None), _OPEN, account.BO, _REFERRAL, 4000,
        ("40 W 31st Street", "New York", "NY", "10001", "US"),
        "Decides in spring.\nAsk about the second warehouse.", ("renewal", "VIP, gold"), {_TIER: _GOLD},
    ),
    FrontLead(
        "Erik Sandström", "Nordic Timber AB", "Purchasing", "erik@nordictimber.example",
        ("+46 70 174 06 42", "+46 8 465 004 42"), _OPEN, account.BO, _CALL, 15750,
        ("Storgatan 5", "Umeå", None, "903 26", "SE"),
    ),
    FrontLead(
        "Fatima Zahra El Amrani", "Atlas Tiles", "Owner", "fatima@atlastiles.example",
        ("+212 5 55 01 77 01", None), _NEW, account.BO, _SHOW, 2300,
        ("27 rue du Port", "Casablanca", None, "20250", "MA"),
    ),
    FrontLead(
        "Gustavo Pérez", "Andes Coffee", None, "g.perez@andes.example",
        (None, "+57 1 555 0123"), _UNQUALIFIED, account.CY, _EMAIL, 0,
        ("Carrera 7", "Bogotá", None, "110231", "CO"),
    ),
    FrontLead(
        "Hana Kimura 木村花", "Kimura Design", "Founder", "hana@kimura.example",
        (None, "+81 3-5555-0177"), _NEW, account.ANA, _SITE, 5000,
        ("2-4-2 Minato", "Yokohama", "Kanagawa", "220-0012", "JP"),
    ),
    FrontLead(
        "Ivan Petrenko", "Dnipro Steel", "Sales director", "ivan@dniprosteel.example",
        ("+380 50 555 0123", None), _JUNK, account.BO, _ADVERT, None,
        ("vul. Sadova 3", "Dnipro", None, "49000", "UA"),
    ),
    FrontLead(
        "Jun Sato", "Sato Robotics", "Engineer", "jun@sato.example",
        ("+81 90-5550-0110", None), _OPEN, account.ANA, _SHOW, 9900,
        ("1-1-8 Kita", "大阪市", "大阪府", "530-0001", "JP"),
    ),
    FrontLead(
        "Kofi Mensah", "Accra Solar", "CTO", "kofi@accrasolar.example",
        (None, "+233 30 555 0166"), _OPEN, account.CY, _REFERRAL, 18400,
        ("5 Ring Road East", "Accra", None, None, "GH"),
    ),
    FrontLead(
        "Lena Fischer", "Fischer Logistik", "Einkauf", "lena@fischer.example",
        ("+49 152 28817191", "+49 30 23125 191"), _NEW, account.BO, _CALL, 7000,
        ("Hafenstraße 9", "Hamburg", None, "20457", "DE"),
        "Schickt die Palettenmaße per Mail.", ("Messe",),
    ),
    FrontLead(
        "Mia Rossi", "Rossi Moda", "Buyer", "mia@rossi.example",
        (None, "+39 02 5555 0134"), _OPEN, account.ANA, _EMAIL, 3450,
        ("Via Roma 31", "Torino", "TO", "10121", "IT"),
    ),
    FrontLead(
        "Noor Haddad نور حداد", "Cedar Imports", "Manager", "noor@cedar.example",
        (None, "+961 1 555 019"), _OPEN, account.CY, _SHOW, 6100,
        ("12 Hamra Street", "Beirut", None, "1103 2070", "LB"),
    ),
    FrontLead(
        "Owen Clarke", "Clarke & Sons", "Chairman", "owen@clarke.example",
        ("+44 7700 900141", "+44 20 7946 0000"), _OPEN, account.BO, _REFERRAL, 22000,
        ("Unit 4 Dock Estate", "Bristol", None, "BS1 6QN", "GB"),
        "Wants the same terms as last year.", ("wholesale", "renewal"),
    ),
    FrontLead(
        "Priya Nair", "Kerala Spices", None, "priya@kerala.example",
        ("+91 98465 55055", "+91 484 555 0155"), _NEW, account.ANA, _SITE, 1800,
        ("21 Harbour View", "Kochi", "Kerala", "682001", "IN"),
    ),
    FrontLead(
        "Quỳnh Trần", "Trần Rattan", "Director", "quynh@tranrattan.example",
        ("+84 90 555 01 61", None), _QUALIFIED, account.CY, _SHOW, 2750,
        ("16 Lê Lợi", "Huế", None, "49000", "VN"),
    ),
    FrontLead(
        "Rosa Echeverría", "Echeverría Cacao", "Jefa de compras", "rosa@echeverria.example",
        ("+57 300 555 0148", None), _CONTACTED, account.DEE, _CALL, 11300,
        ("Calle 12 # 10-22", "Cartagena de Indias", "Bolívar", "130001", "CO"),
    ),
    FrontLead(
        "שירה פרידמן", "Friedman Citrus", "CEO", "shira@friedman.example",
        ("+972 50-555-0102", "+972 3-555-0102"), _OPEN, account.ELI, _EMAIL, 14600,
        ("18 HaNamal", "Haifa", None, "3103301", "IL"),
        "Writes in English and Hebrew.",
    ),
    FrontLead(
        "Tara Haines", "Haines Outdoor", "VP Operations", "tara@haines.example",
        ("+1 415-555-0164", None), _QUALIFIED, account.DEE, _SITE, 26500.5,
        ("9 Oak Avenue", "Portland", "OR", "97209", "US"),
    ),
    FrontLead(
        "Uwe Kröger", "Kröger Obsthandel KG", "Geschäftsführer", "uwe@kroeger.example",
        (None, "+49 30 23125 077"), _CONTACTED, account.ELI, _ADVERT, 5400,
        ("Am Markt 2", "Stade", None, "21682", "DE"),
    ),
)  # fmt: skip
