"""What a command of version 1 leaves when it is killed: its push in the history, and nothing of it in the journal."""

from __future__ import annotations

import time
from contextlib import closing

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.client import CopperClient
from copper_desk.desk.desk import Desk
from copper_desk.desk.local_data import Keeping
from copper_desk.desk.opening import PRACTICE, Opening, account_folder
from copper_desk.desk.recorded import intended_lead, recorded_lead
from copper_desk.leads.value import RowId
from copper_desk.push.courier import Courier
from copper_desk.push.plan import PlannedLead
from copper_desk.push.planner import plan_push
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell
from copper_desk.sheet.outcome import LeadOutcome
from copper_desk.storage.account_folder import AccountFolder
from copper_desk.storage.history import History
from copper_desk.storage.push_entry import PushHead
from tests.desk.kept_desk import Computer

HEAD = PushHead("Ana Ruiz", "ana@northwind.example", "ana", "desk-1", "leads.csv", "", 1, 1000.0, program="command")


def earlier_command(computer: Computer, row: RowId, *, is_answered: bool = False, **values: str) -> Computer:
    """``computer`` after such a command was killed: its request for the lead had left, and was answered or not."""
    link = computer.practice.connection()
    desk = Desk.open(link, client=CopperClient(link))
    planned = _planned(desk, row, values)
    with closing(History.open(_folder(computer).journal, keys=[each.key for each in desk.schema])) as history:
        push = history.begin(HEAD, [row])
        history.intend(push, [intended_lead(desk.schema, planned, is_create=row < 0)], at_s=time.time())
        result = _send(desk)
        if is_answered:
            lead = recorded_lead(desk.schema, result, planned, planned, style=desk.style)
            history.record(push, [lead], at_s=time.time())
    desk.close()
    return computer.image()


def _folder(computer: Computer) -> AccountFolder:
    assert computer.account_id is not None
    opening = Opening(Keeping(computer.root), origin=PRACTICE)
    return account_folder(computer.practice.connection(), opening, computer.account_id)


def _planned(desk: Desk, row: RowId, values: dict[str, str]) -> PlannedLead:
    cells = [SetCell(row, key, value) for key, value in values.items()]
    if row > 0:
        desk.fetch_run([row]).run(desk.swept, CancelToken())
    desk.sheet.apply(ChangeSet((*([AddRow(row)] if row < 0 else ()), *cells)))
    return plan_push(desk.sheet, desk.codec).batches[0].leads[0]


def _send(desk: Desk) -> LeadOutcome:
    batch = plan_push(desk.sheet, desk.codec).batches[0]
    (result,) = Courier(desk.client, desk.codec).send(batch, CancelToken(), lambda: None).settled
    return result
