"""The way from a lead of the sheet to the same lead in Copper itself, in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from copper_desk.copper.connection import COPPER_BASE_URL
from copper_desk.gui.control.message import Tone
from copper_desk.leads.value import RowId
from copper_desk.wording import tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow


def lead_address(account_id: int, lead_id: RowId) -> QUrl:
    """Where Copper's web application shows a lead.

    Unproven: the documents of the API do not tell it, and it was never tried in an account. A wrong one would end on
    another page of Copper's.
    """
    return QUrl(f"https://app.copper.com/companies/{account_id}/app#/lead/{lead_id}")


def open_in_copper(window: MainWindow) -> None:
    """Open the current lead in the browser, or say why there is nothing to open."""
    current = window.view.current_cell()
    if current is None:
        window.messages.say(tr("No lead is current."))
    elif window.desk.connection.host != urlsplit(COPPER_BASE_URL).hostname:
        window.messages.say(tr("The leads of this account are not in Copper itself, so there is nothing to open."))
    elif current[0] < 0:
        window.messages.say(tr("This lead is not in Copper yet. Push it first."))
    else:
        address = lead_address(window.desk.account.id, current[0])
        if not QDesktopServices.openUrl(address):
            window.messages.say(
                tr("No browser could be opened for {address}.", address=address.toString()), tone=Tone.TROUBLE
            )
