"""Opens an account: from what this computer keeps of it where it can, so that the sheet stands at once.

Else Copper is asked first. Knows nothing of Qt or of the terminal.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from copper_desk.copper.account import read_account
from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.client import CopperClient
from copper_desk.copper.connection import Connection
from copper_desk.copper.error import CopperError
from copper_desk.desk.desk import Desk
from copper_desk.desk.local_data import Keeping, LocalData, remembered_account, start_journal_over
from copper_desk.desk.shared_pace import forget_pace, shared_pacer
from copper_desk.leads.account import Account
from copper_desk.leads.schema import Schema
from copper_desk.leads.text import TextStyle
from copper_desk.storage.account_folder import AccountFolder, AccountKey
from copper_desk.storage.account_lock import AccountHeld, AccountLock
from copper_desk.storage.account_lock import forget_account as forget_folder
from copper_desk.storage.trouble import StorageTrouble, TroubleKind
from copper_desk.wording import tr

PRACTICE = "practice"
"""The ``origin`` of the practice account: its port is another one each time."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How an account is to be opened.

    ``style`` holds the person's habits. ``origin`` names the account where the address does not: the practice account
    has another port each day. ``account_id`` is Copper's id of the account if it was opened here before: then it can
    be shown without asking Copper.
    """

    keeping: Keeping
    style: TextStyle = field(default_factory=TextStyle)
    origin: str = ""
    account_id: int | None = None


def open_desk(link: Connection, opening: Opening, *, cancel: CancelToken | None = None) -> Desk:
    """The desk of an account, with everything that was kept of it.

    Raises CopperError and Cancelled when Copper has to be asked, AccountHeld when another program has the account
    open, StorageTrouble when this computer cannot keep changes.
    """
    client = _client(link, opening)
    try:
        kept = _open_kept(link, client, opening)
        return kept or _recalled(link, client, opening, read_account(client, cancel=cancel), is_connected=True)
    except (CopperError, Cancelled, AccountHeld, StorageTrouble):
        client.close()
        raise


def open_reading_desk(link: Connection, opening: Opening) -> Desk:
    """A desk that only reads: it keeps nothing and needs no account for itself, but keeps the pace with the others.

    Raises CopperError, StorageTrouble.
    """
    client = _client(link, opening)
    desk = Desk.open(link, style=opening.style, client=client)
    desk.folder = account_folder(link, opening, desk.account.id)
    return desk


def forget_account(link: Connection, opening: Opening) -> None:
    """Remove everything that this computer keeps of the account: changes, history and leads.

    Raises AccountHeld while a program has it open, StorageTrouble, and ValueError when the account's id is not known.
    """
    if opening.account_id is None:
        raise ValueError(tr("the account was never opened here"))
    forget_folder(account_folder(link, opening, opening.account_id), program=opening.keeping.program)
    forget_pace(opening.keeping.root, link, origin=opening.origin)


def account_folder(link: Connection, opening: Opening, account_id: int) -> AccountFolder:
    """Where this computer keeps what belongs to an account."""
    key = AccountKey(opening.origin or link.origin, account_id, link.email)
    return AccountFolder(opening.keeping.root, key)


def _client(link: Connection, opening: Opening) -> CopperClient:
    pacer = shared_pacer(opening.keeping.root, link, origin=opening.origin)
    pacer.allow(opening.keeping.calls_a_minute)
    return CopperClient(link, pacer)


def _open_kept(link: Connection, client: CopperClient, opening: Opening) -> Desk | None:
    """From the kept leads; None when there are none."""
    if opening.account_id is None or not opening.keeping.keeps_leads or opening.keeping.program == "command":
        return None
    folder = account_folder(link, opening, opening.account_id)
    lock = AccountLock.acquire(folder, program=opening.keeping.program)
    account = remembered_account(folder)
    lock.release()
    return None if account is None else _recalled(link, client, opening, account, is_connected=False)


def _recalled(
    link: Connection, client: CopperClient, opening: Opening, account: Account, *, is_connected: bool
) -> Desk:
    """The desk with everything that was kept. A journal in which something cannot be read is set aside, once."""
    folder, notes = account_folder(link, opening, account.id), list[str]()
    while True:
        local = LocalData.open(folder, Schema(account), opening.keeping)
        local.notes += notes
        desk = Desk(link, client, account, opening.style, local=local)
        desk.is_read_only = folder.path.name in opening.keeping.read_only
        try:
            desk.recall(is_connected=is_connected)
        except StorageTrouble as trouble:
            desk.leads.close()
            local.close()
            if trouble.kind is not TroubleKind.CORRUPT or notes:
                raise
            notes = start_journal_over(folder)
        else:
            return desk
