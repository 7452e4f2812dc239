"""One open account: its schema, its sheet and the way to Copper. What the window and the command line share.

Everything that touches the sheet is called on one thread, the owner's; a load or a push runs on another and hands
its results back as frozen values. Knows nothing of Qt or of the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from copper_desk.copper.account import read_account
from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.client import CopperClient
from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.connection import Connection
from copper_desk.copper.error import CopperError
from copper_desk.desk.load import LoadedPage, LoadRun
from copper_desk.leads.account import Account
from copper_desk.leads.schema import Schema
from copper_desk.leads.text import TextStyle
from copper_desk.leads.value import RowId
from copper_desk.push.log import MemoryLog
from copper_desk.push.outcome import BatchOutcome
from copper_desk.push.plan import PushPlan
from copper_desk.push.planner import plan_push
from copper_desk.push.run import PushRun
from copper_desk.sheet.edit import Applied, ChangeSet, Delta
from copper_desk.sheet.sheet import Sheet


class Desk:
    """An open account. Make one with ``Desk.open``. ``note`` is a sentence to show, or empty."""

    def __init__(self, connection: Connection, client: CopperClient, account: Account, style: TextStyle) -> None:
        self.connection = connection
        self.client = client
        self.account = account
        self.style, self.note = _in_zone(style, account.time_zone)
        self.schema = Schema(account)
        self.codec = LeadCodec(self.schema)
        self.sheet = Sheet(self.schema)

    @classmethod
    def open(
        cls,
        connection: Connection,
        *,
        style: TextStyle | None = None,
        client: CopperClient | None = None,
        cancel: CancelToken | None = None,
    ) -> Desk:
        """Sign in and read what the account says of itself (about six calls).

        ``style`` holds the person's habits; its time zone is always the account's, never the desktop's. Raises
        CopperError, Cancelled.
        """
        link = client or CopperClient(connection)
        try:
            account = read_account(link, cancel=cancel)
        except (CopperError, Cancelled):
            link.close()
            raise
        return cls(connection, link, account, style or TextStyle())

    def load_run(self) -> LoadRun:
        """A load of all leads, to be run on another thread; hand its pages to ``receive``."""
        return LoadRun(self.client, self.codec, stamp=self.sheet.stamp)

    def receive(self, page: LoadedPage) -> Delta:
        """Put a page into the sheet. Staged edits stay, and nothing older than a push overwrites what it brought."""
        return self.sheet.receive(page.leads, stamp=page.stamp)

    def stage(self, change_set: ChangeSet) -> Applied:
        """Apply one gesture to the sheet."""
        return self.sheet.apply(change_set)

    def plan(self, rows: Iterable[RowId] | None = None) -> PushPlan:
        """What a push of these rows (all changed ones by default) would send."""
        return plan_push(self.sheet, self.codec, rows)

    def start(self, plan: PushPlan) -> PushRun:
        """Queue a plan's rows in the sheet and return the run, to be run on another thread."""
        self.sheet.queue(
            (lead.row, {cell.key: cell.revision for cell in lead.cells})
            for batch in plan.batches
            for lead in batch.leads
        )
        return PushRun(plan, self.client, self.codec, MemoryLog())

    def mark_sending(self, rows: Iterable[RowId]) -> Delta:
        """Show that these rows' request is under way."""
        return self.sheet.sending(rows)

    def settle(self, outcome: BatchOutcome) -> Delta:
        """Put the results of a batch into the sheet."""
        return self.sheet.settle(outcome.results)

    def close(self) -> None:
        """Close the connections. The sheet stays readable."""
        self.client.close()


def _in_zone(style: TextStyle, zone: str) -> tuple[TextStyle, str]:
    try:
        return replace(style, zone=zone), ""
    except ValueError as error:
        return replace(style, zone="UTC"), f"{error} Times are shown in UTC."
