"""From a lead of the sheet to Copper itself, in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from copper_desk.copper.connection import COPPER_BASE_URL
from tests.support.window import Person


class Browser(QObject):
    """Stands where the browser would be."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        """Take an address."""
        self.opened.append(address.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type] # takes a str, whatever its stub says
    yield browser
    QDesktopServices.unsetUrlHandler("https")


def at_copper(person: Person) -> None:
    """The account is taken for one of Copper's own; nothing is asked of it from here on."""
    person.desk.connection = replace(person.desk.connection, base_url=COPPER_BASE_URL)


def test_the_current_lead_is_opened_in_the_browser(person: Person, browser: Browser) -> None:
    window, row = person.window, person.row(2)
    at_copper(person)
    person.go(row, "email")
    window.actions_["open_in_copper"].trigger()
    assert browser.opened == [f"https://app.copper.com/companies/{person.desk.account.id}/app#/lead/{row}"]


def test_a_new_lead_has_to_be_pushed_first(person: Person, browser: Browser) -> None:
    window = person.window
    at_copper(person)
    window.actions_["new_lead"].trigger()
    window.actions_["open_in_copper"].trigger()
    assert (browser.opened, person.said()) == ([], "This lead is not in Copper yet. Push it first.")


def test_invented_leads_are_not_looked_for_in_copper(person: Person, browser: Browser) -> None:
    person.go(person.row(0), "name")
    person.window.actions_["open_in_copper"].trigger()
    assert browser.opened == []
    assert person.said() == "The leads of this account are not in Copper itself, so there is nothing to open."
