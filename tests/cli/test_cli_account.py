"""The command signs in to a saved account with the key from a real keyring, and lists accounts without keys."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from copper_desk.desk.account_book import AccountBook
from copper_desk.storage.credentials import system_key_store
from copper_desk.storage.path import settings_file
from copper_desk.storage.setting import Settings
from tests.support.practice_copper import LEADS, PracticeCopper
from tests.support.secret_service import linux_only

pytestmark = linux_only


@pytest.fixture
def environment(secret_service: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A computer of its own: a keyring, a data folder, no account."""
    return {**secret_service, "COPPER_DESK_DATA": str(tmp_path / "data")}


def _saved(environment: Mapping[str, str], copper: PracticeCopper, name: str) -> AccountBook:
    book = AccountBook(Settings(settings_file(environment)), system_key_store())
    book.save(name, copper.connection())
    return book


def _run(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "copper_desk", *arguments],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=50,
        check=False,
    )


def test_a_saved_account_is_signed_in_by_its_name(
    environment: dict[str, str], practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    _saved(environment, practice_copper, "Northwind")
    pulled = _run(environment, "pull", str(tmp_path / "leads.csv"), "--account", "Northwind")
    assert pulled.returncode == 0, pulled.stderr
    assert f"{LEADS} leads" in pulled.stderr


def test_accounts_are_listed_without_their_keys(environment: dict[str, str], practice_copper: PracticeCopper) -> None:
    _saved(environment, practice_copper, "Northwind")
    listed = _run(environment, "accounts")
    assert listed.stdout.split("\t")[:2] == ["Northwind", practice_copper.where.email]
    assert practice_copper.where.api_key not in listed.stdout + listed.stderr


def test_an_account_whose_key_is_gone_says_what_to_do(
    environment: dict[str, str], practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    _saved(environment, practice_copper, "Northwind")
    system_key_store().forget("Northwind")
    pulled = _run(environment, "pull", str(tmp_path / "leads.csv"), "--account", "Northwind")
    assert pulled.returncode == 4
    assert "Sign in again in the window" in pulled.stderr
