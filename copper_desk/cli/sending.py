"""Runs a push from a command: progress, Ctrl+C, and what became of each lead.

The same for a file, for what an earlier push left, and for taking one back. Knows nothing of files.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.interrupt import stopping_on_interrupt
from copper_desk.cli.progress import Progress, progressing
from copper_desk.cli.speech import counted, say
from copper_desk.cli.tally import show_tally
from copper_desk.desk.desk import Desk
from copper_desk.desk.read_only import ReadOnlyAccount
from copper_desk.leads.value import RowId
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.push.plan import PushPlan
from copper_desk.push.run import PushRun
from copper_desk.sheet.outcome import Conflicted, LeadOutcome
from copper_desk.storage.trouble import StorageTrouble


@dataclass(frozen=True, slots=True)
class SendOptions:
    """``json``: stdout holds JSON alone. ``yes``: do not ask. ``note`` is kept in the history."""

    json: bool = False
    yes: bool = False
    note: str = ""


@dataclass(slots=True)
class Sent:
    """What came of it: the last result of each row, and whether somebody stopped it."""

    tally: Tally = field(default_factory=Tally)
    results: dict[RowId, LeadOutcome] = field(default_factory=dict)
    is_stopped: bool = False

    @property
    def conflicts(self) -> list[Conflicted]:
        """The leads that the push held back, because somebody else had changed them meanwhile."""
        return [result for result in self.results.values() if isinstance(result, Conflicted)]


def confirm(plan: PushPlan, options: SendOptions) -> None:
    """Ask before anything is sent. Raises Finished when the answer is no, or nobody is there to be asked."""
    if options.yes:
        return
    if not sys.stdin.isatty():
        raise Finished(ExitCode.USAGE, "Nothing was sent: add --yes to push without being asked.")
    cells = sum(len(lead.cells) for batch in plan.batches for lead in batch.leads)
    leads = counted(plan.planned, "1 lead", "{n} leads")
    requests = counted(plan.request_count, "1 request", "{n} requests")
    say(f"Push {counted(cells, '1 change', '{n} changes')} on {leads} ({requests})? [y/N] ")
    if sys.stdin.readline().strip().casefold() not in {"y", "yes"}:
        raise Finished(ExitCode.DONE, "Nothing was sent.")


def send(
    desk: Desk, plan: PushPlan, options: SendOptions, *, on_begin: Callable[[int], object] = lambda _push: None
) -> Sent:
    """Send a plan. ``on_begin`` is given the push's number before the first request. Raises Finished."""
    try:
        run = desk.start(plan, note=options.note)
    except ReadOnlyAccount as refusal:
        raise Finished(ExitCode.USAGE, str(refusal)) from refusal
    except StorageTrouble as trouble:
        sentence = f"The push could not be written down, so nothing was sent. {trouble}"
        raise Finished(ExitCode.USAGE, sentence) from trouble
    sending = _Sending(desk, run, options)
    try:
        on_begin(desk.pushes.number)
    except StorageTrouble as trouble:
        run.stop(f"The push could not be written down, so nothing was sent. {trouble}")
    return sending.carry_out()


class _Sending:
    def __init__(self, desk: Desk, run: PushRun, options: SendOptions) -> None:
        self._desk = desk
        self._run = run
        self._options = options
        self._sent = Sent()

    def carry_out(self) -> Sent:
        with (
            progressing(_words(self._run)) as progress,
            stopping_on_interrupt(self._run.stop, leave=lambda: self._leave(progress)) as interrupted,
        ):

            def settle(outcome: BatchOutcome) -> None:
                self._desk.settle(outcome)
                self._sent.results.update((result.row, result) for result in outcome.results)
                progress.update(_words(self._run))

            self._sent.tally = self._run.run(on_sending=self._desk.mark_sending, on_outcome=settle)
        self._desk.finish(self._run)
        self._sent.is_stopped = interrupted.is_set()
        if self._run.stop_reason is not None and not interrupted.is_set():
            say(self._run.stop_reason)
        return self._sent

    def _leave(self, progress: Progress) -> None:
        """What is under way at this moment is not known; the next ``settle`` asks Copper."""
        progress.stop()
        now = self._run.progress()
        tally = now.tally
        unknown = tally.unknown + now.in_flight
        show_tally(replace(tally, unknown=unknown, not_sent=tally.not_sent + now.queued), as_json=self._options.json)


def _words(run: PushRun) -> str:
    now = run.progress()
    tally, counts = now.tally, Counter(accepted=now.tally.accepted, failed=now.tally.failed)
    done = tally.planned - tally.open
    parts = [f"{done:,} of {counted(tally.planned, '1 lead', '{n} leads')}"]
    parts += [f"{count:,} {name}" for name, count in counts.items() if count]
    if now.waiting:
        parts.append(now.waiting)
    elif now.remaining_s is not None and done:
        parts.append(f"{now.rate_leads_per_s:.0f} a second, {now.remaining_s:,.0f} s to go")
    return " · ".join(parts)
