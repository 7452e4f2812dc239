"""``copper-desk revert``: takes a push back, by a push of its own that brings the earlier values.

What somebody changed since is left as it is and named. Knows nothing of files.
"""

from __future__ import annotations

from dataclasses import replace

from copper_desk.cli.change_list import ListedProblem, show_changes
from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.sending import SendOptions, confirm, send
from copper_desk.cli.settle import settle_first
from copper_desk.cli.speech import say
from copper_desk.cli.tally import exit_code, show_tally
from copper_desk.copper.error import CopperError
from copper_desk.desk.desk import Desk
from copper_desk.desk.fetch import fetch_leads
from copper_desk.desk.revert import AUTOMATIONS, CHANGED_HERE, LeftOut, RevertPlan
from copper_desk.push.outcome import Tally
from copper_desk.push.plan import PushPlan
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.storage.trouble import StorageTrouble


def revert(desk: Desk, push_id: int, options: SendOptions, *, dry_run: bool) -> ExitCode:
    """Take the push of this number back. Raises Finished when there is none, or it cannot begin."""
    if not dry_run:
        settle_first(desk)
    plan = _without_unsent(desk, _revert_plan(desk, push_id))
    for left in plan.left_out:
        say(f"{_lead_words(left)}: left as it is. {left.reason}")
    rows = list(dict.fromkeys(change.row for change in plan.change_set if isinstance(change, SetCell)))
    applied = desk.sheet.apply(plan.change_set)
    push = desk.plan(rows)
    if dry_run:
        problems = [ListedProblem(None, None, f"{_lead_words(left)}: {left.reason}") for left in plan.left_out]
        problems += [ListedProblem(None, None, f"Lead {held.row}: {held.reason}") for held in push.held]
        show_changes(desk, push, numbers={}, unchanged=plan.already, problems=problems, as_json=options.json)
        return _nothing_sent(plan, push)
    for held in push.held:
        say(f"Lead {held.row}: not sent. {held.reason}")
    if not push.planned:
        show_tally(Tally(), as_json=options.json)
        return _nothing_sent(plan, push)
    confirm(push, options)
    say(AUTOMATIONS)
    desk.keep(applied, source=plan.change_set.source)
    return _send(desk, plan, push, options)


def _send(desk: Desk, plan: RevertPlan, push: PushPlan, options: SendOptions) -> ExitCode:
    sent = send(desk, push, options)
    for result in sent.conflicts:
        say(f"Lead {result.row}: not sent. {result.reason}")
    show_tally(sent.tally, as_json=options.json)
    held = len(plan.left_out) + len(push.held)
    return exit_code(sent.tally, held=held, conflicts=len(sent.conflicts), is_stopped=sent.is_stopped)


def _revert_plan(desk: Desk, push_id: int) -> RevertPlan:
    try:
        history = desk.history
        if history is None or history.push(push_id) is None:
            raise Finished(ExitCode.USAGE, f"There is no push {push_id} in the history of this computer.")
        fetch_leads(desk, [lead.lead_id for lead in history.leads(push_id) if lead.lead_id is not None])
        return desk.revert_plan(push_id)
    except StorageTrouble as trouble:
        raise Finished(ExitCode.USAGE, str(trouble)) from trouble
    except CopperError as error:
        raise Finished(ExitCode.NO_CONNECTION, f"{error.message} Nothing was sent.") from error


def _without_unsent(desk: Desk, plan: RevertPlan) -> RevertPlan:
    """Leads with changes that are not sent stay as they are, whole: those are not this push's to send."""
    sheet = desk.sheet
    busy = {change.row for change in plan.change_set if isinstance(change, SetCell) and sheet.edits(change.row)}
    kept = tuple(c for c in plan.change_set if not (isinstance(c, SetCell) and c.row in busy))
    left = [LeftOut(row, str(sheet.value(row, "name") or ""), CHANGED_HERE) for row in sorted(busy)]
    change_set = ChangeSet(kept, plan.change_set.label, plan.change_set.source)
    return replace(plan, change_set=change_set, left_out=(*plan.left_out, *left))


def _lead_words(left: LeftOut) -> str:
    name = f" ({left.name})" if left.name else ""
    field = f", {left.label}" if left.label else ""
    return f"Lead {left.row}{name}{field}" if left.row > 0 else f"New lead{name}{field}"


def _nothing_sent(plan: RevertPlan, push: PushPlan) -> ExitCode:
    return ExitCode.SOME_LEFT if plan.left_out or push.held else ExitCode.DONE
