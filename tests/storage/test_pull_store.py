"""What was pulled is found again by its name for ninety days, by nobody else, and goes with the account."""

from __future__ import annotations

import stat
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from copper_desk.leads.kind import FieldKind
from copper_desk.leads.value import Lead
from copper_desk.storage.account_folder import AccountFolder, AccountKey
from copper_desk.storage.account_lock import forget_account
from copper_desk.storage.cache_table import CachedField
from copper_desk.storage.pull_store import PULL_DAYS, PullStore

ID, NAME, DAY = (
    CachedField("id", FieldKind.IDENTIFIER),
    CachedField("name", FieldKind.TEXT),
    CachedField("cf_1", FieldKind.DATE),
)
TODAY = date(2026, 3, 4)
LEADS: list[Lead] = [(7, "Ada", date(2024, 2, 29)), (3, None, None)]


@pytest.fixture
def folder(tmp_path: Path) -> AccountFolder:
    return AccountFolder(tmp_path, AccountKey("https://api.copper.com", 41, "mara@northwind.example"))


@pytest.fixture
def store(folder: AccountFolder) -> PullStore:
    return PullStore(folder.pulls)


def _write(store: PullStore, *, today: date = TODAY, token: str = "abc123") -> str:
    return store.write([ID, NAME, DAY], LEADS, today=today, token=lambda: token)


def test_a_pull_is_found_by_its_name_with_the_values_it_had(store: PullStore) -> None:
    name = _write(store)
    assert name == "p20260304-abc123"
    found = store.read(name, [ID, NAME, DAY])
    assert found is not None
    assert found.leads == {7: LEADS[0], 3: LEADS[1]}
    assert found.keys == {"id", "name", "cf_1"}


def test_fields_that_came_since_are_blank_and_not_among_those_that_were_pulled(store: PullStore) -> None:
    other = CachedField("title", FieldKind.TEXT)
    found = store.read(_write(store), [ID, other, NAME])
    assert found is not None
    assert found.leads[7] == (7, None, "Ada")
    assert "title" not in found.keys


@pytest.mark.parametrize("name", ["p20260304-zzzzzz", "", "../journal", "p20260304-abc123/../x", "P20260304-ABC123"])
def test_a_name_that_is_not_kept_here_is_none(store: PullStore, name: str) -> None:
    _write(store)
    assert store.read(name, [ID]) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the rights of a folder.")
def test_nobody_else_can_read_it(store: PullStore, folder: AccountFolder) -> None:
    _write(store)
    assert {stat.S_IMODE(place.stat().st_mode) for place in folder.pulls.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.pulls.stat().st_mode) == 0o700


def test_old_pulls_go_when_a_new_one_comes(store: PullStore) -> None:
    old = _write(store, today=TODAY - timedelta(days=PULL_DAYS + 1), token="old000")
    young = _write(store, today=TODAY - timedelta(days=PULL_DAYS), token="young0")
    _write(store)
    assert store.read(old, [ID]) is None
    assert store.read(young, [ID]) is not None


def test_forgetting_the_account_forgets_its_pulls(store: PullStore, folder: AccountFolder) -> None:
    _write(store)
    forget_account(folder, program="window")
    assert not folder.path.exists()
