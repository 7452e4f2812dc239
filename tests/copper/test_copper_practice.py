"""The client against the practice account: every kind of field written, cleared and refused over a real socket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from copper_desk.copper.account import read_account
from copper_desk.copper.client import CopperClient, Waiting
from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.day import DateForm
from copper_desk.copper.error import (
    AuthRejected,
    BatchTooLarge,
    CopperError,
    ProtocolSurprise,
    RequestRejected,
    ServerFault,
    TransportFailure,
)
from copper_desk.copper.pace import Pacer
from copper_desk.copper.probe import probe
from copper_desk.copper.reply import Failed, Written, decipher_bulk, leads_of
from copper_desk.copper.request import (
    create_leads,
    fetch_lead,
    leads_by_id,
    search_leads,
    update_lead,
    update_leads,
)
from copper_desk.copper.transport import Timeouts
from copper_desk.leads.echo import Echo, echo_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Lead, Value
from tests.copper.unpaced import unpaced
from tests.support.practice_copper import PracticeCopper

NEW_TEXT: dict[FieldKind, Value] = {
    FieldKind.TEXT: "Ünlü 木村 O’Neil",
    FieldKind.LONG_TEXT: "one\ntwo",
    FieldKind.NUMBER: 41.5,
    FieldKind.MONEY: 1234.5,
    FieldKind.PERCENTAGE: 35,
    FieldKind.DATE: date(2026, 3, 9),
    FieldKind.EMAIL: "somebody.new@example.com",
    FieldKind.CATEGORY: "other",
    FieldKind.PHONE: "+1 415-555-0199",
    FieldKind.WEB_ADDRESS: "https://new.example",
    FieldKind.SOCIAL: "social.example/new",
    FieldKind.TAGS: ("VIP, gold", "new"),
}


class Link:
    """A client of the practice account with its schema and codec."""

    def __init__(self, copper: PracticeCopper, pacer: Pacer) -> None:
        self.client = CopperClient(copper.connection(), pacer, timeouts=Timeouts(read_s=2.0), read_retries=0)
        self.schema = Schema(read_account(self.client))
        self.codec = LeadCodec(self.schema)

    def lead(self, lead_id: int) -> Lead:
        json = self.client.call(fetch_lead(lead_id)).json
        assert isinstance(json, dict)
        return self.codec.decode(json)

    def update(self, base: Lead, changes: dict[str, Value]) -> Written | Failed:
        assert isinstance(base[0], int)
        reply = self.client.call(update_leads([(base[0], self.codec.encode(base, changes))]))
        (element,) = decipher_bulk(reply)
        assert isinstance(element, Written | Failed)
        return element

    def must_update(self, base: Lead, changes: dict[str, Value]) -> Lead:
        element = self.update(base, changes)
        assert isinstance(element, Written), element
        return self.codec.decode(element.lead)

    def all_leads(self) -> list[Lead]:
        found: list[Lead] = []
        for page in range(1, 20):
            leads = leads_of(self.client.call(search_leads(page, page_size=25)))
            if not leads:
                return found
            found += [self.codec.decode(lead) for lead in leads]
        raise AssertionError("the pages never end")

    def new_value(self, field: Field, base: Lead) -> Value:
        if field.kind is FieldKind.CHECKBOX:
            return not base[field.position]
        if field.key == "address.country":
            return "DE"
        if field.choices is None:
            return NEW_TEXT[field.kind]
        choices = [each.id for each in field.choices.entries if each.id != base[field.position]]
        return tuple(choices[:2]) if field.kind is FieldKind.MULTI_SELECT else choices[-1]


@pytest.fixture
def link(practice_copper: PracticeCopper) -> Iterator[Link]:
    made = Link(practice_copper, unpaced())
    with made.client:
        yield made


def differing(link: Link, before: Lead, after: Lead) -> set[str]:
    return {field.key for field in link.schema if before[field.position] != after[field.position]} - {"date_modified"}


def editable(link: Link) -> list[Field]:
    return [field for field in link.schema.columns if not field.read_only]


def altered(schema: Schema, sent: Mapping[str, Value], echo: Lead) -> list[str]:
    """The sent fields that came back as something else."""
    return [
        key for key, value in sent.items() if echo_of(schema[key], value, echo[schema[key].position]) is not Echo.SAME
    ]


def test_all_leads_come_over_pages_and_none_of_them_would_send_anything(
    link: Link, practice_copper: PracticeCopper
) -> None:
    leads = link.all_leads()
    assert sorted(lead[0] for lead in leads if isinstance(lead[0], int)) == practice_copper.ids()
    assert all(link.codec.encode(lead, {}) == {} for lead in leads)


def test_a_changed_field_of_every_kind_arrives_and_no_other_moves(link: Link) -> None:
    base = next(lead for lead in link.all_leads() if lead[link.schema["email"].position] is not None)
    for field in editable(link):
        value = link.new_value(field, base)
        after = link.must_update(base, {field.key: value})
        assert echo_of(field, value, after[field.position]) is Echo.SAME
        also = {"name"} | {"first_name", "middle_name", "last_name", "prefix", "suffix"}
        beside = also if field.key in also else {field.attribute, "monetary_unit"}
        assert differing(link, base, after) <= {field.key} | beside, field.key
        assert after[1:] == link.lead(after[0] if isinstance(after[0], int) else 0)[1:]
        base = after


def test_every_kind_is_cleared(link: Link) -> None:
    blank = link.schema.blank_lead()
    base = link.all_leads()[0]
    for field in editable(link):
        if field.key in {"name", "first_name", "last_name", "status_id", "email_category"}:
            continue  # Required here, or nothing of its own.
        value = True if field.kind is FieldKind.CHECKBOX else link.new_value(field, base)
        filled = link.must_update(base, {field.key: value})
        cleared = link.must_update(filled, {field.key: blank[field.position]})
        # A second entry of the same category moves up; there is none of the new value's own.
        assert cleared[field.position] != filled[field.position], field.key
        if field.part is None or field.attribute == "address":
            assert altered(link.schema, {field.key: blank[field.position]}, cleared) == []
        base = cleared


def test_every_lead_takes_a_phone_and_keeps_its_other_entries(link: Link) -> None:
    for base in link.all_leads():
        after = link.must_update(base, {"phone.work": "+1 415-555-0199"})
        assert differing(link, base, after) <= {"phone.work", "phone_numbers"}


@pytest.mark.parametrize("form", DateForm)
@pytest.mark.parametrize("read", ["unix", "text"])
def test_days_do_not_move_in_either_form(
    form: DateForm, read: str, link: Link, practice_copper: PracticeCopper
) -> None:
    practice_copper.control.options(date_read=read, date_write=form.value)
    link.codec = LeadCodec(link.schema, date_form=form)
    base = link.all_leads()[0]
    key = next(field.key for field in link.schema if field.kind is FieldKind.DATE)
    for day in (date(2026, 3, 8), date(2026, 11, 1), date(2024, 2, 29), date(1969, 12, 31)):
        after = link.must_update(base, {key: day})
        assert altered(link.schema, {key: day}, after) == []


@pytest.mark.parametrize("shape", ["object", "list", "string"])
@pytest.mark.parametrize("nested", ["parent", "dotted"])
def test_refusals_name_the_cell_in_every_shape(
    shape: str, nested: str, link: Link, practice_copper: PracticeCopper
) -> None:
    practice_copper.control.options(message=shape, nested_key=nested)
    base = link.all_leads()[0]
    long_text = "x" * 300
    string = next(field.key for field in link.schema.columns if field.label == "Account number")
    for key, value in (
        ("title", long_text),
        ("address.city", long_text),
        ("phone.work", long_text),
        (string, long_text),
    ):
        element = link.update(base, {key: value})
        assert isinstance(element, Failed), key
        assert element.id == base[0]
        (error,) = element.errors
        assert link.codec.field_key(error.field, {key}) == key
        assert error.message


def test_a_single_call_names_its_fields_too(link: Link) -> None:
    base = link.all_leads()[0]
    assert isinstance(base[0], int)
    body: dict[str, Any] = {"name": None, "title": "x" * 300}
    with pytest.raises(RequestRejected) as caught:
        link.client.call(update_lead(base[0], body))
    assert {link.codec.field_key(error.field) for error in caught.value.field_errors} == {"name", "title"}
    assert caught.value.request_id


def test_created_leads_come_back_with_ids(link: Link) -> None:
    blank = link.schema.blank_lead()
    changes: list[dict[str, Value]] = [
        {"name": "Zoë Quill", "email": "zoe@example.com", "tags": ("new",), "phone.home": "1"},
        {"title": "nobody's"},
    ]
    reply = link.client.call(create_leads(link.codec.encode(blank, each) for each in changes))
    written, failed = decipher_bulk(reply)
    assert isinstance(written, Written)
    assert altered(link.schema, changes[0], link.codec.decode(written.lead)) == []
    assert isinstance(failed, Failed)
    assert failed.id is None


def test_retired_options_keep_their_name(link: Link) -> None:
    link.all_leads()
    tier = next(field for field in link.schema.columns if field.label == "Tier")
    assert link.codec.option_name(tier.key, 167_775) == "Platinum"
    assert tier.choices is not None
    assert 167_775 not in tier.choices


def test_leads_by_id_leave_out_the_gone(link: Link, practice_copper: PracticeCopper) -> None:
    first, second, *_ = practice_copper.ids()
    practice_copper.control.delete(first)
    assert [lead["id"] for lead in leads_of(link.client.call(leads_by_id([first, second])))] == [second]
    with pytest.raises(RequestRejected) as caught:
        link.client.call(fetch_lead(first))
    assert caught.value.status == 404


@pytest.mark.parametrize(
    ("fault", "kind", "applied"),
    [
        ("drop-before@bulk", TransportFailure, 0),
        ("drop-after@bulk", TransportFailure, 1),
        ("cut@bulk", TransportFailure, 1),
        ("500@bulk", ServerFault, 0),
        ("502-after@bulk", ServerFault, 1),
        ("html@bulk", ProtocolSurprise, 0),
        ("truncate@bulk", ProtocolSurprise, 1),
        ("empty@bulk", ProtocolSurprise, 1),
        ("401@bulk", AuthRejected, 0),
        ("403@bulk", AuthRejected, 0),
        ("422@bulk", RequestRejected, 0),
    ],
)
def test_faults_of_a_write(
    fault: str, kind: type[CopperError], applied: int, link: Link, practice_copper: PracticeCopper
) -> None:
    practice_copper.control.faults(fault)
    lead_id = practice_copper.ids()[0]
    with pytest.raises(kind) as caught:
        link.client.call(update_leads([(lead_id, {"title": "once"})]))
    assert practice_copper.control.applied() == ({lead_id: applied} if applied else {})
    assert not isinstance(caught.value, TransportFailure) or caught.value.sent


def test_a_lowered_limit_is_told(link: Link, practice_copper: PracticeCopper) -> None:
    practice_copper.control.faults("limit=5@bulk")
    with pytest.raises(BatchTooLarge) as caught:
        link.client.call(update_leads((lead_id, {"title": "x"}) for lead_id in practice_copper.ids()[:10]))
    assert caught.value.limit == 5
    assert practice_copper.control.applied() == {}


def test_a_429_is_waited_out_and_the_write_applied_once(link: Link, practice_copper: PracticeCopper) -> None:
    practice_copper.control.faults("429=1@bulk:1x1")
    lead_id = practice_copper.ids()[0]
    link.client.call(update_leads([(lead_id, {"title": "once"})]))
    assert practice_copper.control.applied() == {lead_id: 1}


def test_strict_windows_are_never_overrun(practice_copper: PracticeCopper) -> None:
    practice_copper.control.limits(enabled=1)
    practice_copper.control.delay(jitter_ms=20)
    lead_id = practice_copper.ids()[0]
    waits: list[Waiting] = []
    with CopperClient(practice_copper.connection(), on_wait=waits.append) as client:
        for number in range(7):
            client.call(update_leads([(lead_id, {"title": f"title {number}"})]))
    assert waits == []
    assert practice_copper.control.applied() == {lead_id: 7}


def test_without_its_windows_a_client_is_refused_and_waits(practice_copper: PracticeCopper) -> None:
    practice_copper.control.limits(enabled=1)
    waits: list[Waiting] = []
    lead_id = practice_copper.ids()[0]
    with CopperClient(practice_copper.connection(), unpaced(), on_wait=waits.append) as client:
        for number in range(4):
            client.call(update_leads([(lead_id, {"title": f"title {number}"})]))
    assert len(waits) == 1
    assert practice_copper.control.applied() == {lead_id: 4}


def test_probe(practice_copper: PracticeCopper) -> None:
    assert all(step.ok for step in probe(practice_copper.connection()))
    practice_copper.control.enable_leads(False)
    assert [step.name for step in probe(practice_copper.connection()) if not step.ok] == ["Leads switched on"]
    practice_copper.control.revoke_key()
    assert [step.name for step in probe(practice_copper.connection()) if not step.ok] == ["Key and e-mail"]
