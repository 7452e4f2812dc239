"""``copper-desk push``: the cells of a file that differ from Copper, sent in batches, and an honest count."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.interrupt import stopping_on_interrupt
from copper_desk.cli.speech import say, show, show_json
from copper_desk.copper.error import CopperError
from copper_desk.desk.desk import Desk
from copper_desk.desk.fetch import fetch_leads
from copper_desk.leads.text import text_of
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.push.plan import PushPlan
from copper_desk.sheet.outcome import Conflicted
from copper_desk.sheet.phase import Phase
from copper_desk.storage.trouble import StorageTrouble
from copper_desk.tabular.change import FileChanges, changes_of, lead_ids
from copper_desk.tabular.column import MatchedColumn, match_columns
from copper_desk.tabular.table import Table, UnreadableFile, read_csv


@dataclass(frozen=True, slots=True)
class PushOptions:
    """``json``: stdout holds JSON alone. ``yes``: do not ask. ``dry_run``: send no write."""

    json: bool = False
    yes: bool = False
    dry_run: bool = False


def read_file(path: Path) -> Table:
    """The file as a table. Raises Finished with code 2."""
    try:
        return read_csv(path)
    except UnreadableFile as error:
        raise Finished(ExitCode.USAGE, str(error)) from error


def push(desk: Desk, table: Table, options: PushOptions) -> ExitCode:
    """Push what differs. Raises Finished when it cannot begin."""
    columns = _columns(desk, table)
    changes = _compare(desk, table, columns)
    _say_problems(table, changes)
    desk.stage(changes.change_set)
    plan = desk.plan()
    for held in plan.held:
        say(f"{_place(table, changes, held.row)}: not sent. {held.reason}")
    if options.dry_run:
        _show_changes(desk, changes, plan, as_json=options.json)
        return _left_over(changes, plan)
    if plan.planned == 0:
        _show_tally(Tally(), as_json=options.json)
        return _left_over(changes, plan)
    _confirm(plan, options)
    return _send(desk, table, changes, plan, as_json=options.json)


def _columns(desk: Desk, table: Table) -> tuple[MatchedColumn, ...]:
    columns = match_columns(table.header, desk.schema)
    unmatched = [f"“{column.header}”" for column in columns if column.field is None and not column.is_note]
    if unmatched:
        say(f"Left out, because no field is called so: {', '.join(unmatched)}.")
    if not any(column.field is not None and column.field.key == "id" for column in columns):
        raise Finished(ExitCode.USAGE, f"{table.name} has no column “Lead ID”, so no lead can be found by it.")
    return columns


def _compare(desk: Desk, table: Table, columns: Sequence[MatchedColumn]) -> FileChanges:
    ids = [lead_id for lead_id in lead_ids(table, columns).values() if lead_id is not None]
    try:
        fetch_leads(desk, ids)
    except CopperError as error:
        raise Finished(ExitCode.NO_CONNECTION, error.message) from error
    return changes_of(table, columns, desk.sheet, style=desk.style)


def _say_problems(table: Table, changes: FileChanges) -> None:
    for problem in changes.problems:
        say(f"{table.name}, line {problem.row}: {problem.message}")


def _place(table: Table, changes: FileChanges, row: int) -> str:
    return f"{table.name}, line {changes.lines[row]}, lead {row}"


def _left_over(changes: FileChanges, plan: PushPlan) -> ExitCode:
    return ExitCode.SOME_LEFT if changes.problems or plan.held else ExitCode.DONE


def _confirm(plan: PushPlan, options: PushOptions) -> None:
    if options.yes:
        return
    if not sys.stdin.isatty():
        raise Finished(ExitCode.USAGE, "Nothing was sent: add --yes to push without being asked.")
    cells = sum(len(lead.cells) for batch in plan.batches for lead in batch.leads)
    say(f"Push {cells:,} changes on {plan.planned:,} leads ({plan.request_count:,} requests)? [y/N] ")
    if sys.stdin.readline().strip().casefold() not in {"y", "yes"}:
        raise Finished(ExitCode.DONE, "Nothing was sent.")


def _send(desk: Desk, table: Table, changes: FileChanges, plan: PushPlan, *, as_json: bool) -> ExitCode:
    try:
        run = desk.start(plan)
    except StorageTrouble as trouble:
        sentence = f"The push could not be written down, so nothing was sent. {trouble}"
        raise Finished(ExitCode.USAGE, sentence) from trouble
    conflicts: list[Conflicted] = []

    def settle(outcome: BatchOutcome) -> None:
        desk.settle(outcome)
        conflicts.extend(result for result in outcome.results if isinstance(result, Conflicted))

    with stopping_on_interrupt(run.stop) as interrupted:
        tally = run.run(on_sending=desk.mark_sending, on_outcome=settle)
    desk.finish(run)
    if run.stop_reason is not None and not interrupted.is_set():
        say(run.stop_reason)
    for held in conflicts:
        say(f"{_place(table, changes, held.row)}: not sent. {held.reason}")
    _say_failures(desk, table, changes)
    _show_tally(tally, as_json=as_json)
    if interrupted.is_set() or tally.not_sent > len(conflicts):
        return ExitCode.STOPPED
    return ExitCode.SOME_LEFT if tally.failed or tally.unknown or conflicts else _left_over(changes, plan)


def _say_failures(desk: Desk, table: Table, changes: FileChanges) -> None:
    for row, key, problem in desk.sheet.problems():
        label = "" if key is None else f"{desk.schema[key].label}: "
        say(f"{_place(table, changes, row)}: {label}{problem.message}")
    for row in desk.sheet.changed_rows():
        if desk.sheet.phase(row) in {Phase.UNKNOWN, Phase.NOT_SENT, Phase.GONE}:
            say(f"{_place(table, changes, row)}: {desk.sheet.phase(row).value}.")


def _show_tally(tally: Tally, *, as_json: bool) -> None:
    counts = {
        "planned": tally.planned,
        "accepted": tally.accepted,
        "failed": tally.failed,
        "unknown": tally.unknown,
        "not_sent": tally.not_sent,
    }
    if as_json:
        show_json(counts)
    else:
        show(" · ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in counts.items()))


def _show_changes(desk: Desk, changes: FileChanges, plan: PushPlan, *, as_json: bool) -> None:
    planned = [(lead.row, cell) for batch in plan.batches for lead in batch.leads for cell in lead.cells]
    listed: list[dict[str, object]] = [
        {
            "id": row,
            "row": changes.lines[row],
            "field": cell.key,
            "old": text_of(desk.schema[cell.key], cell.base, desk.style),
            "new": text_of(desk.schema[cell.key], cell.value, desk.style),
        }
        for row, cell in planned
    ]
    if as_json:
        problems = [{"row": p.row, "field": p.field, "message": p.message} for p in changes.problems]
        show_json({"changes": listed, "new": 0, "unchanged": changes.unchanged, "problems": problems})
        return
    for change in listed:
        show(f"{change['id']}\t{change['field']}\t{change['old']}\t{change['new']}")
