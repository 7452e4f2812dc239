"""``copper-desk push FILE``: what a file changes, sent in batches, and an honest count.

Only the file's leads and cells go out. What was not accepted stays on this computer, for the window or a later push.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from copper_desk.cli.change_list import ListedProblem, show_changes
from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.file_choice import file_choices
from copper_desk.cli.file_report import MOST_SAID, FileEnd, say_failures, write_report
from copper_desk.cli.push_word import PushChoice
from copper_desk.cli.reading import read_leads
from copper_desk.cli.sending import SendOptions, Sent, confirm, send
from copper_desk.cli.settle import settle_first
from copper_desk.cli.speech import counted, say
from copper_desk.cli.tally import exit_code, show_tally
from copper_desk.desk.desk import Desk
from copper_desk.desk.file_compare import KEY, compare_file, file_digest, named_leads, needs_every_lead, pull_names
from copper_desk.desk.file_memory import FileMemory, file_memory
from copper_desk.desk.file_placement import noted_rows, place_file
from copper_desk.desk.file_plan import FilePlan
from copper_desk.desk.file_row import FilePlacement, OnConflict
from copper_desk.desk.pulled import Pulls
from copper_desk.leads.value import RowId
from copper_desk.push.outcome import Tally
from copper_desk.push.plan import PushPlan
from copper_desk.sheet.edit import Applied, Change, ChangeSet, KeepMine, ResetCell
from copper_desk.storage.trouble import StorageTrouble
from copper_desk.tabular.import_choice import ImportChoices
from copper_desk.tabular.row_match import NEW_SKIPPED
from copper_desk.tabular.table import Table

ROUNDS = 3
"""Times that leads are sent which somebody else changes in the last seconds, where the line says whose value counts."""


def push_file(
    desk: Desk, table: Table, choice: PushChoice, options: SendOptions, *, dry_run: bool, report: Path | None
) -> ExitCode:
    """Push what differs, or show it. Raises Finished when it cannot begin."""
    try:
        prepared = _prepared(desk, table, choice, dry_run=dry_run)
        if dry_run:
            return _show(desk, prepared, as_json=options.json)
        return _Push(desk, table, choice, options, prepared).carry_out(report)
    except StorageTrouble as trouble:
        raise Finished(ExitCode.USAGE, f"{trouble} Nothing was sent.") from trouble


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What the file asks for, where it goes, how that stands in the sheet (not written down yet), and what is sent."""

    plan: FilePlan
    placement: FilePlacement
    applied: Applied
    push: PushPlan

    @property
    def held(self) -> int:
        """Rows that are held back as they stand."""
        fatal = sum(problem.is_fatal for problem in self.plan.problems)
        return fatal + len(self.placement.held) + len(self.push.held)


def _prepared(desk: Desk, table: Table, choice: PushChoice, *, dry_run: bool) -> _Prepared:
    if not dry_run:
        settle_first(desk)
    choices, notes = file_choices(table, desk.schema, choice)
    for note in notes:
        say(note)
    read_leads(desk, named_leads(table, choices), everything=needs_every_lead(table, choices))
    memory = file_memory(desk)
    if memory is not None:
        memory.learn_created()
    done = {} if memory is None else memory.done(file_digest(table))
    plan = compare_file(desk, table, choices, _pulls(desk, table, choices), done=done)
    for note in plan.notes:
        say(note)
    placement = place_file(desk, memory, plan.file, plan.aims, on_conflict=OnConflict(choice.on_conflict.value))
    _say_placement(placement, plan)
    applied = desk.sheet.apply(placement.change_set)
    return _Prepared(plan, placement, applied, desk.plan(placement.rows.values()))


def _pulls(desk: Desk, table: Table, choices: ImportChoices) -> Pulls:
    if choices.key is None:
        say(f"{table.name} has no column “Lead ID”, so every row is a new lead.")
        return Pulls(desk, ())
    names = pull_names(table)
    pulls = Pulls(desk, [name for name in names or () if name])
    if names is None:
        say(f"{table.name} has no column “_pull”: it is compared with Copper as it is now.")
    elif choices.key.key != KEY:
        say(f"{table.name} finds leads by another column than Lead ID: it is compared with Copper as it is now.")
    elif pulls.unknown:
        rows = sum(name in pulls.unknown for name in names)
        say(
            f"{counted(rows, '1 row names', '{n} rows name')} a pull that is not kept on this computer (any more): "
            "compared with Copper as it is now."
        )
    return pulls


def _say_placement(placement: FilePlacement, plan: FilePlan) -> None:
    if placement.done:
        rows = counted(len(placement.done), "1 row was", "{n} rows were")
        say(f"{rows} brought to Copper by an earlier push of this file and not sent again.")
    _say_skipped(plan)
    _say_dropped(placement, plan)
    if placement.yielded:
        say(f"{counted(placement.yielded, '1 field keeps', '{n} fields keep')} what somebody else put there.")


def _say_dropped(placement: FilePlacement, plan: FilePlan) -> None:
    dropped = sorted(placement.dropped.items())
    for number, labels in dropped[:MOST_SAID]:
        lead = placement.rows[number]
        say(f"{plan.file.name}, row {number}, lead {lead}: what an earlier push left unsent gives way ({labels}).")
    if len(dropped) > MOST_SAID:
        say(f"… and what earlier pushes left unsent on {len(dropped) - MOST_SAID:,} more leads gives way.")


def _say_skipped(plan: FilePlan) -> None:
    new = sum(reason == NEW_SKIPPED for reason in plan.skipped.values())
    if new:
        say(
            counted(
                new,
                "1 row is skipped: it would be a new lead. --new create creates it.",
                "{n} rows are skipped: they would be new leads. --new create creates them.",
            )
        )
    others = [(number, reason) for number, reason in sorted(plan.skipped.items()) if reason != NEW_SKIPPED]
    for number, reason in others[:MOST_SAID]:
        say(f"{plan.file.name}, row {number}: skipped. {reason}")
    if len(others) > MOST_SAID:
        say(f"… and {len(others) - MOST_SAID:,} more rows are skipped; --report OUT lists them all.")


def _show(desk: Desk, prepared: _Prepared, *, as_json: bool) -> ExitCode:
    numbers = {row: number for number, row in prepared.placement.rows.items()}
    problems = [ListedProblem(each.number, each.field, each.message) for each in prepared.plan.problems]
    problems += [ListedProblem(number, None, reason) for number, reason in prepared.placement.held.items()]
    told = {problem.row for problem in problems}
    problems += [
        ListedProblem(numbers[each.row], None, each.reason)
        for each in prepared.push.held
        if numbers[each.row] not in told
    ]
    problems.sort(key=lambda problem: problem.row or 0)
    unchanged = len(prepared.placement.unchanged) + len(prepared.placement.done)
    show_changes(desk, prepared.push, numbers=numbers, unchanged=unchanged, problems=problems, as_json=as_json)
    if not as_json:
        for problem in problems:
            say(f"{prepared.plan.file.name}, row {problem.row}: {problem.message}")
    return ExitCode.SOME_LEFT if prepared.held else ExitCode.DONE


class _Push:
    def __init__(self, desk: Desk, table: Table, choice: PushChoice, options: SendOptions, prepared: _Prepared) -> None:
        self._desk = desk
        self._table = table
        self._choice = choice
        self._options = options
        self._prepared = prepared
        self._memory: FileMemory | None = file_memory(desk)

    def carry_out(self, report: Path | None) -> ExitCode:
        plan = self._prepared.push
        if plan.planned:
            confirm(plan, self._options)
        if plan.planned or self._options.yes:
            self._keep()
        sent = self._send(plan) if plan.planned else Sent()
        if self._memory is not None:
            self._memory.learn_created()
            self._memory.close_what_is_over()
        end = FileEnd(self._prepared.plan, self._prepared.placement, plan, sent.results)
        say_failures(self._desk, end, self._prepared.plan.file.name)
        trouble = self._reported(report, end)
        show_tally(sent.tally, as_json=self._options.json)
        if trouble:
            raise Finished(ExitCode.USAGE, trouble)
        return self._exit_code(sent)

    def _keep(self) -> None:
        """From now on it outlives the command: first whose rows these are, then the changes."""
        file, placement = self._prepared.plan.file, self._prepared.placement
        if self._desk.local is not None and placement.rows:
            self._desk.local.files.note(file.digest, file.name, noted_rows(placement), at_s=time.time())
        self._desk.keep(self._prepared.applied, source=placement.change_set.source)

    def _send(self, plan: PushPlan) -> Sent:
        sent = send(self._desk, plan, self._options, on_begin=self._begin)
        for _ in range(ROUNDS):
            rows = [] if sent.is_stopped else self._settled_conflicts(sent)
            again = self._desk.plan(rows) if rows else PushPlan(())
            if not again.planned:
                break
            sent = _joined(sent, send(self._desk, again, self._options, on_begin=self._begin))
        return sent

    def _begin(self, push: int) -> None:
        if self._desk.local is not None:
            digest = self._prepared.plan.file.digest
            self._desk.local.files.begin(push, {digest: list(self._prepared.placement.rows.values())})

    def _settled_conflicts(self, sent: Sent) -> list[RowId]:
        """What somebody changed since this command read it, settled as the line says. Returns the leads to send."""
        if self._choice.on_conflict.value == OnConflict.FAIL.value:
            return []
        keeps = self._choice.on_conflict.value == OnConflict.MINE.value
        torn = [result.row for result in sent.conflicts]
        changes: list[Change] = [
            KeepMine(row, key) if keeps else ResetCell(row, key)
            for row in torn
            for key in self._desk.sheet.conflicts(row)
        ]
        self._desk.stage(ChangeSet(tuple(changes), "settling conflicts", self._prepared.plan.file.name))
        return torn

    def _reported(self, report: Path | None, end: FileEnd) -> str:
        """Write the report; a sentence when that fails, so that the count still comes last."""
        if report is None:
            return ""
        try:
            write_report(self._desk, report, self._table, end)
        except Finished as finished:
            return finished.sentence
        say(f"What became of each row is in {report}.")
        return ""

    def _exit_code(self, sent: Sent) -> ExitCode:
        yields = self._choice.on_conflict.value == OnConflict.THEIRS.value
        torn = [result for result in sent.conflicts if not yields or self._desk.sheet.edits(result.row)]
        code = exit_code(
            sent.tally, held=self._prepared.held, conflicts=len(sent.conflicts), is_stopped=sent.is_stopped
        )
        is_all_yielded = code is ExitCode.SOME_LEFT and not torn and not self._prepared.held
        return ExitCode.DONE if is_all_yielded and not (sent.tally.failed or sent.tally.unknown) else code


def _joined(first: Sent, again: Sent) -> Sent:
    """Both as one: of a lead that was sent twice, the later result counts."""
    results = first.results | again.results
    tally = Tally(planned=len(results))
    for result in results.values():
        tally = tally.counting(result)
    return Sent(tally, results, again.is_stopped)
