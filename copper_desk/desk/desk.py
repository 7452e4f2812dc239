"""One open account: its schema, its sheet and the way to Copper. What the window and the command line share.

Everything that touches the sheet is called on one thread, the owner's; a load or a push runs on another and hands
its results back as frozen values. What changes in the sheet is written down before the call returns. Knows nothing of
Qt or of the terminal.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from copper_desk.copper.account import read_account
from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.client import CopperClient
from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.connection import Connection
from copper_desk.copper.error import CopperError
from copper_desk.desk.collector import collection_paused
from copper_desk.desk.doubt import Doubts
from copper_desk.desk.fetch import IDLE_PAUSE_S, FetchedLeads, FetchRun
from copper_desk.desk.keeper import Keeper
from copper_desk.desk.lead_keeper import LeadKeeper
from copper_desk.desk.load import LoadedPage, LoadRun, LoadSummary
from copper_desk.desk.load_record import LoadRecord
from copper_desk.desk.local_data import LocalData
from copper_desk.desk.push_record import PushRecord
from copper_desk.desk.read_only import ReadOnlyAccount
from copper_desk.desk.recovery import Recovery, recoveries, restored
from copper_desk.desk.revert import RevertPlan, plan_revert
from copper_desk.leads.account import Account
from copper_desk.leads.schema import Schema
from copper_desk.leads.text import TextStyle
from copper_desk.leads.value import RowId
from copper_desk.push.outcome import BatchOutcome
from copper_desk.push.pause import Tempo
from copper_desk.push.plan import PlannedLead, PushPlan
from copper_desk.push.planner import plan_push
from copper_desk.push.run import PushRun
from copper_desk.push.settle_run import Settled, SettleRun
from copper_desk.sheet.edit import Applied, ChangeSet, Delta
from copper_desk.sheet.outcome import Accepted, Conflicted, NotSent
from copper_desk.sheet.phase import IllegalMove
from copper_desk.sheet.sheet import Sheet
from copper_desk.storage.account_folder import AccountFolder
from copper_desk.storage.account_lock import system_user
from copper_desk.storage.history import History
from copper_desk.storage.push_entry import PushHead
from copper_desk.storage.trouble import StorageTrouble
from copper_desk.wording import later, number, tr

_KEPT_APART = later(
    "{n} of your changes are of a field that is no longer in the account. They are kept and come back with the field."
)
_NEVER_BEGAN = later("The push could not be written down, so it never began.")


class Desk:
    """An open account. Make one with ``Desk.open``, or with ``opening.open_desk`` where its data is to be kept.

    ``note`` is a sentence to show, or empty. ``is_connected`` is False while only this computer's copy is known.
    ``folder`` is where this computer keeps what belongs to the account, None where nothing is kept.
    ``is_read_only`` says that nothing is pushed from here. ``recoveries`` tell of pushes that an earlier run of the
    program did not finish. ``tempo`` is the time that its pushes and its questions to Copper live in.
    """

    def __init__(
        self,
        connection: Connection,
        client: CopperClient,
        account: Account,
        style: TextStyle,
        *,
        local: LocalData | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.connection = connection
        self.client = client
        self.account = account
        self.style, self.note = _in_zone(style, account.time_zone)
        self.schema = Schema(account)
        self.codec = LeadCodec(self.schema)
        self.sheet = Sheet(self.schema)
        self.local = local
        self.folder: AccountFolder | None = None if local is None else local.folder
        self.keeper = Keeper(self.sheet, local)
        self.leads = LeadKeeper(self.sheet, local)
        self.pushes = PushRecord(local, self.schema, self.style, clock=clock)
        self.loads = LoadRecord(self.sheet, self.leads, clock=clock)
        self.doubts = Doubts(self.sheet, self.pushes)
        self.keeper.doubtful = self.doubts.pushes
        self.is_connected = True
        self.recoveries: list[Recovery] = []
        self.is_read_only = False
        self.tempo = Tempo()
        self._clock = clock

    @classmethod
    def open(
        cls,
        connection: Connection,
        *,
        style: TextStyle | None = None,
        client: CopperClient | None = None,
        cancel: CancelToken | None = None,
    ) -> Desk:
        """Sign in and read what the account says of itself (about six calls); nothing is kept on this computer.

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

    # Kept on this computer

    def recall(self, *, is_connected: bool) -> None:
        """Bring back the changes that were kept, and for a window the leads, too; called once, before anything else
        changes the sheet.

        Raises StorageTrouble when the journal cannot be read.
        """
        self.is_connected = is_connected
        if self.local is None:
            return
        if self.local.program == "window":
            self.recall_leads()
        if is_connected:
            self.leads.remember_account(self.account)
        history = self.local.history
        unfinished, lowest_new = history.unfinished(), history.lowest_row()
        states = self.keeper.states()
        delta = restored(self.sheet, states, unfinished, lowest_new=lowest_new)
        told = [each.lead[0] for push in unfinished for each in push.unsettled if each.lead is not None]
        self.leads.put(row for row in told if isinstance(row, int))
        created = frozenset(history.created().values())
        self.recoveries = recoveries(self.sheet, unfinished, states, created=created)
        self.doubts.take(self.recoveries)
        is_kept = self.keeper.keep(delta)
        if self.keeper.apart:
            self.local.notes.append(tr(_KEPT_APART, n=number(self.keeper.apart)))
        if is_kept:
            self.pushes.settle_unfinished(unfinished, self.sheet)

    def recall_leads(self) -> None:
        """Bring back the leads that were kept: a command does so only where it needs all of them."""
        self.leads.recall()
        self.loads.recall()

    @property
    def keeps_changes(self) -> bool:
        """Whether every change so far would outlive the program."""
        return self.keeper.keeps_changes

    def close(self) -> None:
        """Close the connections and the files. The sheet stays readable."""
        self.client.close()
        self.client.pacer.close()
        self.leads.close()
        if self.local is not None:
            self.local.close()

    # The account

    def ask_account(self, cancel: CancelToken | None = None) -> Account:
        """What the account says of itself now; may run on any thread. Raises CopperError, Cancelled."""
        return read_account(self.client, cancel=cancel)

    def accept_account(self, account: Account) -> bool:
        """Take in the answer to ``ask_account``. False when the fields, people or lists are others than those that this
        desk shows: then the account is to be opened anew, and everything that is kept comes along."""
        self.leads.remember_account(account)
        self.is_connected = account == self.account
        return self.is_connected

    def reconnect(self, connection: Connection) -> None:
        """Go on with another key for the same account. Only while neither a load nor a push runs."""
        former, self.connection = self.client, connection
        self.client = CopperClient(connection, former.pacer)
        former.close()

    @property
    def user_name(self) -> str:
        """What Copper calls who signed in; "" where it does not list them."""
        return next((user.name for user in self.account.users if user.email == self.connection.email), "")

    # Loading

    def load_run(self, *, everything: bool = False) -> LoadRun:
        """A load, to be run on another thread; hand its pages to ``receive`` and its end to ``loaded``.

        It asks for what changed since the last one where that is known, else, or with ``everything``, for all leads.
        """
        since = None if everything else self.loads.changed_since()
        return LoadRun(self.client, self.codec, stamp=self.sheet.stamp, modified_since=since)

    def receive(self, page: LoadedPage | FetchedLeads) -> Delta:
        """Put a page into the sheet. Staged edits stay, and nothing older than a push overwrites what it brought."""
        delta = self.sheet.receive(page.leads, stamp=page.stamp)
        self.keeper.keep(delta)
        self.leads.put_soon(row for lead in page.leads if isinstance(row := lead[0], int))
        return delta

    def loaded(self, summary: LoadSummary) -> list[RowId]:
        """A load came to its end. Returns the leads that it gave no sign of: ``sweep_run`` asks Copper about them."""
        return self.loads.loaded(summary)

    def sweep_run(self, rows: Iterable[RowId]) -> FetchRun:
        """Looks in idle moments whether these leads are still in Copper; hand what it fetches to ``swept``."""
        return FetchRun(self.client, self.codec, list(rows), stamp=self.sheet.stamp, pause_s=IDLE_PAUSE_S)

    def fetch_run(self, rows: Iterable[RowId]) -> FetchRun:
        """Reads these leads now; hand what it fetches to ``swept``."""
        return FetchRun(self.client, self.codec, list(rows), stamp=self.sheet.stamp)

    def swept(self, fetched: FetchedLeads) -> Delta:
        """Put fetched leads into the sheet and take out those that are gone from Copper."""
        found = self.receive(fetched)
        gone = self.sheet.vanish(self.loads.certainly_gone(fetched.missing), stamp=fetched.stamp)
        self.keeper.keep(gone)
        self.leads.remove(gone.removed)
        return Delta(found.changed | gone.changed, found.added, gone.removed)

    # Changes

    def stage(self, change_set: ChangeSet) -> Applied:
        """Apply one gesture to the sheet; it is written down when this returns."""
        with collection_paused():
            return self.keep(self.sheet.apply(change_set), source=change_set.source)

    def discard(self) -> Applied:
        """Drop all changes but those that a push is sending."""
        return self.keep(self.sheet.discard())

    def keep(self, applied: Applied, *, source: str = "") -> Applied:
        """Write down a gesture that was made in the sheet alone, perhaps to see first what would come of it."""
        self.keeper.name_source(applied.delta.changed.union(applied.delta.added), source)
        self.keeper.keep(applied.delta)
        return applied

    def keep_leads(self, wanted: bool) -> None:
        """Whether this computer keeps the leads from now on; otherwise those that it kept are forgotten.

        Raises StorageTrouble.
        """
        self.leads.switch(on=wanted)
        if wanted:
            self.leads.remember_account(self.account)
            self.loads.keep_time()

    # The history

    @property
    def history(self) -> History | None:
        """The pushes from this computer; None where nothing is kept. Its methods raise StorageTrouble."""
        return None if self.local is None else self.local.history

    def revert_plan(self, push_id: int, rows: Collection[RowId] | None = None) -> RevertPlan:
        """What taking a push back would change, or of it the leads ``rows``; stage its change set to do it.

        Read these leads first (``fetch_run``), so that what someone changed since is known. Raises StorageTrouble.
        """
        recorded = [] if self.history is None else self.history.leads(push_id)
        return plan_revert(self.sheet, push_id, recorded, style=self.style, rows=rows)

    # Pushing

    def plan(self, rows: Iterable[RowId] | None = None) -> PushPlan:
        """What a push of these rows (all changed ones by default) would send."""
        return self.doubts.holding(plan_push(self.sheet, self.codec, rows))

    def start(self, plan: PushPlan, *, note: str = "") -> PushRun:
        """Queue a plan's rows in the sheet and return the run, to be run on another thread; ``finish`` it afterwards.

        Raises ReadOnlyAccount for an account that nothing is pushed to from this computer.
        ``note`` is kept in the history. Raises StorageTrouble when the push cannot be written down and IllegalMove when
        the sheet has moved on since the plan; then none began.
        """
        if self.is_read_only:
            raise ReadOnlyAccount
        leads = [lead for batch in plan.batches for lead in batch.leads]
        sources = self.keeper.sources(lead.row for lead in leads)
        log = self.pushes.begin(plan, self._head(plan, note, sources))
        try:
            self._queue(leads)
        except (IllegalMove, StorageTrouble):
            self.pushes.end(_NEVER_BEGAN)
            raise
        return PushRun(plan, self.client, self.codec, log, tempo=self.tempo, stamp=self.sheet.stamp)

    def _queue(self, leads: Sequence[PlannedLead]) -> None:
        """Put the leads of a plan into the push, here and in the journal. Raises IllegalMove, StorageTrouble."""
        self.keeper.push = self.pushes.number
        queued = self.sheet.queue((lead.row, {cell.key: cell.revision for cell in lead.cells}) for lead in leads)
        if not self.keeper.keep(queued) and self.keeper.trouble is not None:
            self.sheet.settle(NotSent(lead.row, _NEVER_BEGAN) for lead in leads)
            raise self.keeper.trouble

    def mark_sending(self, rows: Iterable[RowId]) -> Delta:
        """Show that these rows' request is under way."""
        return self.sheet.sending(rows)

    def settle(self, outcome: BatchOutcome) -> Delta:
        """Put the results of a batch into the sheet."""
        delta = self.sheet.settle(outcome.results)
        shown = (each.row for each in outcome.results if isinstance(each, Accepted | Conflicted))
        self.leads.put(self.sheet.row_today(row) for row in shown)
        if self.keeper.keep(delta):
            self.pushes.settled(result.row for result in outcome.results)
        return delta

    def finish(self, run: PushRun) -> None:
        """The run is over: write down that it is."""
        self.pushes.end(run.stop_reason or "")
        self.keeper.push = 0

    def settle_doubt(self, result: Settled) -> Delta:
        """Put into the sheet what Copper said of a lead in doubt."""
        delta = self.doubts.settle(result)
        if isinstance(result, Accepted):
            self.leads.put([self.sheet.row_today(result.row)])
        self.keeper.keep(delta)
        self.doubts.settled(result, is_kept=self.keeper.trouble is None)
        return delta

    def settle_run(self) -> SettleRun:
        """Asks Copper what became of the leads in doubt, on another thread; hand its results to ``settle_doubt``."""
        return self.doubts.run(self.client, self.codec, self.tempo)

    def _head(self, plan: PushPlan, note: str, sources: Iterable[str]) -> PushHead:
        return PushHead(
            user_name=self.user_name,
            user_email=self.connection.email,
            system_user=system_user(),
            computer=platform.node(),
            source=", ".join(source for source in sources if source),
            note=note,
            planned=plan.planned,
            began_s=self._clock(),
            program=self.local.program if self.local else "window",
        )


def _in_zone(style: TextStyle, zone: str) -> tuple[TextStyle, str]:
    try:
        return replace(style, zone=zone), ""
    except ValueError as error:
        return replace(style, zone="UTC"), tr("{error} Times are shown in UTC.", error=error)
