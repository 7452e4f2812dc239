"""``copper-desk push --resume``: goes on with the files whose push did not finish, without the files.

Sends what was not sent of them and is still as they had it. What a person changed since, or made in the window, stays.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from copper_desk.cli.change_list import ListedProblem, show_changes
from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.sending import SendOptions, confirm, send
from copper_desk.cli.settle import settle_first
from copper_desk.cli.speech import counted, say
from copper_desk.cli.tally import exit_code, show_tally
from copper_desk.copper.error import CopperError
from copper_desk.desk.desk import Desk
from copper_desk.desk.fetch import fetch_leads
from copper_desk.desk.file_memory import FileMemory, file_memory
from copper_desk.leads.value import RowId
from copper_desk.push.outcome import Tally
from copper_desk.push.plan import PushPlan
from copper_desk.sheet.phase import Phase
from copper_desk.storage.file_book import FileBook


@dataclass(slots=True)
class _Left:
    """What is left: rows to send by the hashes of their files, where each stands in its file, and what is held."""

    rows: dict[str, list[RowId]] = field(default_factory=dict)
    places: dict[RowId, str] = field(default_factory=dict)
    held: dict[RowId, str] = field(default_factory=dict)


def resume(desk: Desk, options: SendOptions, *, dry_run: bool = False) -> ExitCode:
    """Send what is left of every file whose push did not finish. Raises Finished when it cannot begin."""
    if not dry_run:
        settle_first(desk)
    memory = file_memory(desk)
    if desk.local is None or memory is None:
        raise Finished(ExitCode.DONE, "Nothing is kept of earlier pushes.")
    left = _left(desk, desk.local.files, memory)
    for row, reason in left.held.items():
        say(f"{left.places[row]}: not sent. {reason}")
    rows = [row for each in left.rows.values() for row in each]
    if dry_run:
        return _show(desk, left, desk.plan(rows), as_json=options.json)
    if not rows:
        say("Nothing of a file waits to be sent.")
        memory.close_what_is_over()
        show_tally(Tally(), as_json=options.json)
        return ExitCode.SOME_LEFT if left.held else ExitCode.DONE
    return _send(desk, desk.local.files, memory, left, options)


def _left(desk: Desk, book: FileBook, memory: FileMemory) -> _Left:
    left = _Left()
    for known in book.open_files():
        waiting = memory.waiting(known.digest)
        _fetch(desk, [each.row for each in waiting if each.row > 0])
        for each in waiting:
            row = desk.sheet.row_today(each.row)
            if row not in desk.sheet or not desk.sheet.edits(row):
                continue  # What was just read shows that Copper holds it by now.
            left.places[row] = f"{known.name}, row {each.number}"
            if row in desk.doubts or desk.sheet.phase(row) is Phase.UNKNOWN:
                left.held[row] = "It is not confirmed whether Copper took it. See to it in the window."
            elif not memory.is_own(row, desk.sheet.edits(row), [each]):
                left.held[row] = "It was changed since. Push or discard it in the window."
            else:
                left.rows.setdefault(known.digest, []).append(row)
    return left


def _show(desk: Desk, left: _Left, plan: PushPlan, *, as_json: bool) -> ExitCode:
    problems = [ListedProblem(None, None, f"{left.places[row]}: {reason}") for row, reason in left.held.items()]
    problems += [ListedProblem(None, None, f"{left.places[held.row]}: {held.reason}") for held in plan.held]
    show_changes(desk, plan, numbers={}, unchanged=0, problems=problems, as_json=as_json)
    return ExitCode.SOME_LEFT if problems else ExitCode.DONE


def _fetch(desk: Desk, rows: list[RowId]) -> None:
    try:
        fetch_leads(desk, rows)
    except CopperError as error:
        raise Finished(ExitCode.NO_CONNECTION, f"{error.message} Nothing was sent.") from error


def _send(desk: Desk, book: FileBook, memory: FileMemory, left: _Left, options: SendOptions) -> ExitCode:
    plan = desk.plan(row for rows in left.rows.values() for row in rows)
    for held in plan.held:
        say(f"{left.places[held.row]}: not sent. {held.reason}")
    if not plan.planned:
        show_tally(Tally(), as_json=options.json)
        return ExitCode.SOME_LEFT
    confirm(plan, options)
    say(f"Going on with {counted(plan.planned, '1 lead', '{n} leads')}.")
    sent = send(desk, plan, options, on_begin=lambda push: book.begin(push, left.rows))
    memory.learn_created()
    memory.close_what_is_over()
    for result in sent.conflicts:
        say(f"{left.places[result.row]}: not sent. {result.reason}")
    show_tally(sent.tally, as_json=options.json)
    held_count = len(left.held) + len(plan.held)
    return exit_code(sent.tally, held=held_count, conflicts=len(sent.conflicts), is_stopped=sent.is_stopped)
