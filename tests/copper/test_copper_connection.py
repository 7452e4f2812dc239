"""Addresses, e-mails and keys are checked before anything is sent, and the key shows nowhere."""

from __future__ import annotations

import copy
import pickle

import pytest

from copper_desk.copper.connection import (
    COPPER_BASE_URL,
    ApiKey,
    InsecureAddress,
    InvalidConnection,
    connection,
)

KEY = "0123456789abcdef"


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        (COPPER_BASE_URL, "https://api.copper.com:443"),
        ("https://api.copper.com:8443/developer_api/v1/", "https://api.copper.com:8443"),
        ("http://127.0.0.1:8080/developer_api/v1", "http://127.0.0.1:8080"),
        ("http://localhost", "http://localhost:80"),
        ("http://[::1]:5", "http://[::1]:5"),
        ("http://127.9.9.9", "http://127.9.9.9:80"),
    ],
)
def test_usable_addresses(address: str, origin: str) -> None:
    made = connection(address, "a@example.com", KEY)
    assert made.origin == origin
    assert not made.base_url.endswith("/")


def test_loopback_is_told_from_the_network() -> None:
    assert connection("http://localhost:1", "a@b", KEY).is_loopback
    assert not connection("https://127.0.0.1.example.com", "a@b", KEY).is_loopback


@pytest.mark.parametrize("address", ["http://api.copper.com", "http://10.0.0.1", "http://127.0.0.1.example.com"])
def test_plain_http_to_elsewhere_is_refused(address: str) -> None:
    with pytest.raises(InsecureAddress, match="https"):
        connection(address, "a@example.com", KEY)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "api.copper.com",
        "ftp://api.copper.com",
        "https://",
        "https://user:secret@api.copper.com",
        "https://api.copper.com?x=1",
        "https://api.copper.com/#x",
        "https://api.copper.com:99999",
        "https://api.copper.com:0",
        "https://api .copper.com",
        "https://cöpper.com",
        "https://[::1",
    ],
)
def test_unusable_addresses_end_in_a_sentence(address: str) -> None:
    with pytest.raises(InvalidConnection) as caught:
        connection(address, "a@example.com", KEY)
    assert "secret" not in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("email", ["", "nobody", "a b@example.com", "a@example.com\n x"])
def test_unusable_emails(email: str) -> None:
    with pytest.raises(InvalidConnection, match="e-mail"):
        connection(COPPER_BASE_URL, email, KEY)


@pytest.mark.parametrize("key", ["", "  ", "ab cd", "ab\ncd", "schlüssel"])
def test_unusable_keys_are_not_repeated_in_the_sentence(key: str) -> None:
    with pytest.raises(InvalidConnection, match="API key") as caught:
        connection(COPPER_BASE_URL, "a@example.com", key)
    assert not key.strip() or key.strip() not in str(caught.value)


def test_stray_spaces_are_taken_off() -> None:
    made = connection(f" {COPPER_BASE_URL}/ ", " a@example.com ", f"\t{KEY}\n")
    assert (made.base_url, made.email, made.api_key.reveal()) == (COPPER_BASE_URL, "a@example.com", KEY)


def test_a_key_shows_nowhere() -> None:
    made = connection(COPPER_BASE_URL, "a@example.com", KEY)
    assert KEY not in f"{made!r} {made} {made.api_key} {made.api_key!r} {[made.api_key]}"


def test_a_key_is_not_serialised() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(ApiKey(KEY))
    with pytest.raises(TypeError):
        copy.deepcopy(ApiKey(KEY))


def test_keys_compare_by_what_they_are() -> None:
    assert ApiKey(KEY) == ApiKey(KEY)
    assert hash(ApiKey(KEY)) == hash(ApiKey(KEY))
    assert ApiKey(KEY) != ApiKey("other")
    assert ApiKey(KEY) != KEY
