"""Leads come back from the cache as they were put, whatever fields the account has had meanwhile."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.account import Account, Choice, CustomFieldDefinition, User
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.value import Entry, Lead, Value
from copper_desk.storage.cache import LeadCache, kept_account, remove_cache, start_over
from copper_desk.storage.cache_table import CachedField
from copper_desk.storage.trouble import StorageTrouble, TroubleKind
from tests.support.stored_value import exact, values

ID = CachedField("id", FieldKind.IDENTIFIER)
NAME = CachedField("name", FieldKind.TEXT)
TAGS = CachedField("tags", FieldKind.TAGS)
MET = CachedField("cf_1", FieldKind.DATE)
VIP = CachedField("cf_2", FieldKind.CHECKBOX)
VALUE = CachedField("monetary_value", FieldKind.MONEY)
PHONES = CachedField("phone.more", FieldKind.ENTRIES)
FIELDS = (ID, NAME, TAGS, MET, VIP, VALUE, PHONES)

ADA: Lead = (7, "Ada", ("a", "b"), date(2024, 2, 29), True, 12.5, (Entry("+49", None),))
BEN: Lead = (3, "Ben", (), None, False, 12, ())
BLANK: Lead = (5, None, (), None, None, None, ())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache.sqlite"


@pytest.fixture
def cache(path: Path) -> Iterator[LeadCache]:
    with closing(LeadCache.open(path, FIELDS)) as cache:
        yield cache


def _reopened(path: Path, *fields: CachedField) -> list[Lead]:
    with closing(LeadCache.open(path, fields)) as cache:
        return cache.leads()


def test_leads_come_in_the_order_in_which_they_were_first_put(cache: LeadCache, path: Path) -> None:
    cache.put([ADA, BEN])
    cache.put([BLANK, (7, "Ada King", *ADA[2:])])
    assert cache.leads() == [(7, "Ada King", *ADA[2:]), BEN, BLANK]
    assert len(cache) == 3
    assert _reopened(path, *FIELDS) == cache.leads()


def test_a_removed_lead_is_gone(cache: LeadCache) -> None:
    cache.put([ADA, BEN, BLANK])
    cache.remove([3, 999])
    assert cache.leads() == [ADA, BLANK]
    cache.put([BEN])
    assert cache.leads() == [ADA, BLANK, BEN]


def test_reading_in_batches_bears_changes_in_between(cache: LeadCache) -> None:
    cache.put([(number, *BEN[1:]) for number in range(1, 8)])
    read = []
    for batch in cache.batches(3):
        read.append([lead[0] for lead in batch])
        cache.remove([2, 5])
    assert read == [[1, 2, 3], [4, 6, 7]]


def test_fields_may_come_go_and_change_places(cache: LeadCache, path: Path) -> None:
    cache.put([ADA, BEN])
    cache.set(complete=True)
    cache.close()
    assert _reopened(path, ID, PHONES, NAME) == [(7, ADA[6], "Ada"), (3, (), "Ben")]
    with closing(LeadCache.open(path, (ID, PHONES, NAME))) as later:
        assert later.get("complete")
    with closing(LeadCache.open(path, (ID, TAGS, NAME, VIP, PHONES))) as later:
        assert later.leads() == [(7, (), "Ada", None, ADA[6]), (3, (), "Ben", None, ())]
        assert later.get("complete") is not True


def test_a_field_of_another_kind_is_another_field(cache: LeadCache, path: Path) -> None:
    odd: Lead = (9, "Odd", None, "no day", 1, (), ("x",))
    cache.put([ADA, odd])
    cache.set(complete=True)
    cache.close()
    other = tuple(replace(field, kind=FieldKind.NUMBER) if field.key == "cf_1" else field for field in FIELDS)
    with closing(LeadCache.open(path, other)) as later:
        assert later.leads() == [(*ADA[:3], None, *ADA[4:]), (9, "Odd", None, None, 1, (), ("x",))]
        assert later.get("complete") is not True


def test_a_new_cache_is_not_complete_and_facts_are_kept(cache: LeadCache, path: Path) -> None:
    assert cache.get("complete") is not True
    assert cache.get("as_of_s") is None
    cache.set(complete=True, refreshed_began_s=17.25, as_of_s=18)
    cache.set(as_of_s=19)
    cache.close()
    with closing(LeadCache.open(path, FIELDS)) as later:
        assert later.get("complete")
        assert (later.get("refreshed_began_s"), later.get("as_of_s"), later.get("other", 3)) == (17.25, 19, 3)


@given(st.lists(st.tuples(values, values, values, values, values, values), max_size=6))
def test_any_lead_comes_back_exactly(rows: list[Lead]) -> None:
    leads: list[Lead] = [(number, *row) for number, row in enumerate(rows)]
    with TemporaryDirectory() as folder, closing(LeadCache.open(Path(folder) / "c.sqlite", FIELDS)) as cache:
        cache.put(leads)
        assert [exact(lead) for lead in cache.leads()] == [exact(lead) for lead in leads]


@given(st.lists(values, min_size=1, max_size=4), st.sampled_from([ID, NAME, TAGS, MET, VIP, VALUE]))
def test_an_odd_value_spoils_none_of_its_column(column: list[Value], field: CachedField) -> None:
    kept = replace(field, key="cf_9")
    leads: list[Lead] = [(number, value) for number, value in enumerate([True, "Ada", 1, 1.0, *column])]
    with TemporaryDirectory() as folder, closing(LeadCache.open(Path(folder) / "c.sqlite", (ID, kept))) as cache:
        for one in (leads[4:], leads):
            cache.put(one)
        assert [exact(lead) for lead in sorted(cache.leads(), key=lambda lead: lead[:1])] == [
            exact(each) for each in leads
        ]


def test_a_number_that_is_none_is_kept_in_a_column_of_numbers(cache: LeadCache) -> None:
    cache.put([(1, *ADA[1:5], 2.5, ()), (2, *ADA[1:5], math.nan, ()), (3, *ADA[1:5], 1e300, ())])
    assert [str(lead[5]) for lead in cache.leads()] == ["2.5", "nan", "1e+300"]


def test_a_lead_may_have_nothing_but_its_id(path: Path) -> None:
    with closing(LeadCache.open(path, (ID,))) as cache:
        cache.put([(4,)])
        assert cache.leads() == [(4,)]


ACCOUNT = Account(
    41,
    "Northwind “Träume”",
    "Europe/Berlin",
    (User(1, "Mara", "mara@northwind.example"),),
    (Choice(2, "New"),),
    (Choice(3, "Fair"), Choice(4, "Fair")),
    (
        CustomFieldDefinition(5, "Size", "Dropdown", ("lead", "person"), (Choice(6, "S"), Choice(7, "\ud800"))),
        CustomFieldDefinition(8, "Budget", "Currency", ("lead",), currency="EUR"),
    ),
    leads_enabled=False,
    team_permissions=True,
)


def test_the_account_is_known_before_the_fields_are(cache: LeadCache, path: Path) -> None:
    assert kept_account(path.with_name("none.sqlite")) is None
    assert kept_account(path) is None
    cache.keep_account(ACCOUNT)
    assert cache.account == kept_account(path) == ACCOUNT
    assert not path.with_name("none.sqlite").exists()


@pytest.mark.parametrize("whole", [1, {}, [], {"id": 1}, "x"])
def test_an_account_of_another_form_is_none(cache: LeadCache, whole: object) -> None:
    cache.set(account=whole)  # type: ignore[arg-type] # any JSON
    assert cache.account is None


def test_clearing_leaves_no_lead_in_the_file(cache: LeadCache, path: Path) -> None:
    cache.put([(number, f"Adalovelace {number}", *ADA[2:]) for number in range(500)])
    cache.set(complete=True)
    cache.close()
    assert b"Adalovelace" in path.read_bytes()
    cache = LeadCache.open(path, FIELDS)
    cache.clear()
    assert (cache.leads(), cache.get("complete")) == ([], None)
    assert not [place for place in path.parent.iterdir() if b"Adalovelace" in place.read_bytes()]
    cache.put([BEN])
    assert cache.leads() == [BEN]
    cache.close()


def test_a_removed_cache_leaves_nothing(cache: LeadCache, path: Path) -> None:
    cache.close()
    path.with_name("cache.sqlite.damaged-1").write_text("lead")
    path.with_name("cache.sqlite.damaged-2").mkdir()
    path.with_name("journal.sqlite").write_text("kept")
    remove_cache(path)
    assert [place.name for place in path.parent.iterdir()] == ["journal.sqlite"]


BROKEN = [
    "UPDATE lead SET c2 = x'5b31'",  # tags
    "UPDATE lead SET c3 = 'yesterday'",
    "UPDATE lead SET c3 = 7",
    "UPDATE lead SET c4 = 2",  # neither yes nor no
    "UPDATE lead SET extra = x'7b7d'",
]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_cell_that_nobody_wrote_is_told_and_the_cache_begun_anew(cache: LeadCache, path: Path, broken: str) -> None:
    cache.put([ADA])
    cache._connection.execute(broken)
    with pytest.raises(StorageTrouble) as caught:
        cache.leads()
    assert caught.value.kind is TroubleKind.CORRUPT
    cache.close()
    assert start_over(path) == path.with_name("cache.sqlite.damaged-1")
    assert _reopened(path, *FIELDS) == []


def test_a_damaged_fact_is_told(cache: LeadCache) -> None:
    cache._connection.execute("UPDATE fact SET value = '{'")
    with pytest.raises(StorageTrouble) as caught:
        assert cache.get("complete")
    assert caught.value.kind is TroubleKind.CORRUPT


def test_a_damaged_cache_is_set_aside(path: Path) -> None:
    path.write_bytes(b"no database")
    with closing(LeadCache.open(path, FIELDS)) as cache:
        assert cache.set_aside is not None
        assert cache.set_aside.read_bytes() == b"no database"


def test_a_full_disk_is_told_and_the_leads_are_as_before(cache: LeadCache) -> None:
    cache.put([ADA])
    cache._connection.execute("PRAGMA max_page_count = 10")
    with pytest.raises(StorageTrouble) as caught:
        cache.put([(number, "x" * 2000, *BEN[2:]) for number in range(20)])
    assert caught.value.kind is TroubleKind.FULL
    assert cache.leads() == [ADA]


def test_what_can_be_read_by_any_tool_is_kept_so(cache: LeadCache, path: Path) -> None:
    cache.put([ADA])
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT id, c1, c3, c4, c5, extra FROM lead").fetchall() == [
            (7, "Ada", "2024-02-29", 1, 12.5, None)
        ]
