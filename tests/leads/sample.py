"""One account with a field of every kind, and values for each kind as hypothesis draws them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from copper_desk.leads.account import Account, Choice, CustomFieldDefinition, User
from copper_desk.leads.builtin import EMAIL_CATEGORIES
from copper_desk.leads.choice_text import choices_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.text import TextStyle, value_of
from copper_desk.leads.value import Unparsed

BIG = 2**31 + 5
LEADS = ("lead", "person")

ACCOUNT = Account(
    id=BIG,
    name="Northwind Trading",
    time_zone="America/Los_Angeles",
    users=(
        User(BIG + 1, "Ana Ruiz", "ana@northwind.example"),
        User(BIG + 2, "Bo Lind", "bo@northwind.example"),
        User(BIG + 3, "Bo Lind", "bo.lind@northwind.example"),
    ),
    statuses=(Choice(1, "New"), Choice(2, "Open"), Choice(3, "Unqualified"), Choice(4, "Junk")),
    sources=(Choice(11, "Trade Show"), Choice(12, "E-mail"), Choice(13, "Cold call")),
    definitions=(
        CustomFieldDefinition(101, "Nickname", "String", LEADS),
        CustomFieldDefinition(102, "Notes", "Text", LEADS),
        CustomFieldDefinition(103, "Shop", "URL", LEADS),
        CustomFieldDefinition(
            104, "Tier", "Dropdown", LEADS, (Choice(21, "Gold"), Choice(22, "Platinum"), Choice(23, "Silver"))
        ),
        CustomFieldDefinition(
            105,
            "Interests",
            "MultiSelect",
            LEADS,
            (
                Choice(31, "Tea"),
                Choice(32, "Tea, green"),
                Choice(33, 'The "best"'),
                Choice(34, "tea"),
                Choice(35, "#7 (unknown)"),
                Choice(36, "Tea (#31)"),
                Choice(37, " "),
            ),
        ),
        CustomFieldDefinition(106, "Partner", "Checkbox", LEADS),
        CustomFieldDefinition(107, "Score", "Float", LEADS),
        CustomFieldDefinition(108, "Chance", "Percentage", LEADS),
        CustomFieldDefinition(109, "Budget", "Currency", LEADS, currency="EUR"),
        CustomFieldDefinition(110, "First meeting", "Date", LEADS),
        CustomFieldDefinition(111, "Related", "Connect", LEADS),
    ),
)
SCHEMA = Schema(ACCOUNT)

ISO = TextStyle(zone=ACCOUNT.time_zone)
AMERICAN = TextStyle(date_order="mdy")
GERMAN = TextStyle(decimal=",", group=".", date_order="dmy", zone="Europe/Berlin")
FRENCH = TextStyle(decimal=",", group="\u202f", date_order="dmy")
SWISS = TextStyle(group="’", date_order="dmy")
STYLES = (ISO, AMERICAN, GERMAN, FRENCH, SWISS)

EDITABLE = tuple(field for field in SCHEMA.columns if not field.read_only)
EACH_KIND = tuple({field.kind: field for field in EDITABLE}.values())

_LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn"])
LINE = st.text(_LETTERS, min_size=1).map(str.strip).filter(bool)
LINES = st.lists(st.text(_LETTERS), min_size=1).map("\n".join).filter(lambda text: bool(text.strip()))
NUMBER = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53)


def refusal(key: str, text: str, style: TextStyle = ISO) -> str:
    """The sentence that refuses ``text``; fails when the text reads as a value."""
    read = value_of(SCHEMA[key], text, style)
    assert isinstance(read, Unparsed), read
    assert read.text == text
    assert read.message.endswith((".", "?"))
    return read.message


def values(field: Field) -> st.SearchStrategy[object]:
    """Every value that a person can give this field, unknown ids included."""
    ids = st.sampled_from([choice.id for choice in choices_of(field).entries] or [1]) | st.integers(0, 2**63 - 1)
    of_kind: dict[FieldKind, st.SearchStrategy[object]] = {
        FieldKind.LONG_TEXT: LINES,
        FieldKind.NUMBER: NUMBER,
        FieldKind.MONEY: NUMBER,
        FieldKind.PERCENTAGE: NUMBER,
        FieldKind.CHECKBOX: st.booleans(),
        FieldKind.DATE: st.dates(date.min, date.max),
        FieldKind.CATEGORY: st.sampled_from(EMAIL_CATEGORIES),
        FieldKind.MULTI_SELECT: st.lists(ids, unique=True).map(tuple),
        FieldKind.TAGS: st.lists(st.text(_LETTERS).filter(lambda t: bool(t.strip())), unique=True).map(tuple),
        **dict.fromkeys((FieldKind.PERSON, FieldKind.STATUS, FieldKind.SOURCE, FieldKind.DROPDOWN), ids),
    }
    return of_kind.get(field.kind, LINE)
