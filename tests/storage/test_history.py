"""What a push was about to do, did and left undone is written down, found again and kept as long as it is needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.value import Entry, Value
from copper_desk.sheet.edit import StagedEdit
from copper_desk.sheet.row_state import RowState
from copper_desk.storage.history import History
from copper_desk.storage.journal import Journal
from copper_desk.storage.push_entry import (
    DoubtfulLead,
    FieldChange,
    IntendedCell,
    IntendedLead,
    LeadResult,
    PushHead,
    RecordedLead,
)
from copper_desk.storage.trouble import StorageTrouble, TroubleKind
from tests.support.stored_value import exact, texts, values

KEYS = ("id", "name", "city", "tags")
BLANK = (None, None, None, ())
HEAD = PushHead("Mara Lind", "mara@northwind.example", "mara", "desk-7", "fair.xlsx", "After the fair", 3, 1000.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    with closing(_open(path)) as history:
        yield history


def _open(path: Path) -> History:
    return History.open(path, keys=KEYS, blank=BLANK)


def _intended(row: int, name: str = "Ada") -> IntendedLead:
    cells = (IntendedCell("city", "Bonn", None, 4), IntendedCell("tags", ("a",), (), 5))
    return IntendedLead(row, row < 0, name, cells, (row, name, None, ()))


def _recorded(row: int, result: LeadResult = LeadResult.ACCEPTED, *, after: Value = "Bonn") -> RecordedLead:
    changes = (
        FieldChange("city", "City", None, after, True, "", "" if after is None else str(after)),
        FieldChange("tags", "Tags", (), ("a", "b"), False, "", "a, b"),
    )
    lead = (abs(row), "Ada", after, ("a", "b"))
    return RecordedLead(row, abs(row), "Ada", result, "because", ((None, "no"),), "r-1", changes, lead)


def _settled(lead: RecordedLead) -> RecordedLead:
    return replace(lead, lead=None)


def test_a_push_that_went_well_leaves_a_line_and_nothing_unfinished(history: History, path: Path) -> None:
    push = history.begin(HEAD)
    history.intend(push, [_intended(7), _intended(-1)], at_s=1001.0)
    history.record(push, [_recorded(7), _recorded(-1)], at_s=1002.0)
    history.record(push, [_recorded(9, LeadResult.CONFLICT)], at_s=1002.5)
    history.settled(push, [7, -1, 9])
    history.end(push, at_s=1003.0, reason="")
    with closing(_open(path)) as later:
        assert later.unfinished() == []
        (entry,) = later.pushes()
        assert (entry.id, entry.head, entry.ended_s, entry.end_reason) == (push, HEAD, 1003.0, "")
        assert entry.counts == {LeadResult.ACCEPTED: 2, LeadResult.CONFLICT: 1}
        assert entry.created == 1
        expected = [_recorded(7), _recorded(-1), _recorded(9, LeadResult.CONFLICT)]
        assert later.leads(push) == [_settled(lead) for lead in expected]


def test_what_was_intended_is_in_doubt_until_it_has_a_result(history: History, path: Path) -> None:
    push = history.begin(HEAD)
    history.intend(push, [_intended(7), _intended(8), _intended(-1)], at_s=1001.0)
    history.record(push, [_recorded(8)], at_s=1002.0)
    with closing(_open(path)) as later:
        (unfinished,) = later.unfinished()
        assert unfinished.entry.id == push
        assert unfinished.doubtful == (DoubtfulLead(_intended(-1), 1001.0), DoubtfulLead(_intended(7), 1001.0))
        assert unfinished.unsettled == (_recorded(8),)
        later.end(push, at_s=1004.0, reason="The power failed.")
        assert len(later.unfinished()) == 1
        later.record(push, [_recorded(7, LeadResult.UNKNOWN), _recorded(-1)], at_s=1005.0)
        later.settled(push, [7, 8, -1])
        assert later.unfinished() == []


def test_a_push_of_which_nothing_left_is_unfinished_until_it_ends(history: History) -> None:
    push = history.begin(HEAD)
    (unfinished,) = history.unfinished()
    assert (unfinished.entry.id, unfinished.doubtful, unfinished.unsettled) == (push, (), ())
    history.end(push, at_s=1001.0)
    assert history.unfinished() == []


def test_a_request_that_changed_nothing_leaves_its_leads_as_never_sent(history: History) -> None:
    push = history.begin(HEAD, [7, 8, -1])
    history.intend(push, [_intended(7), _intended(8), _intended(-1)], at_s=1001.0)
    history.withdraw(push, [7, -1])
    (unfinished,) = history.unfinished()
    assert unfinished.doubtful == (DoubtfulLead(_intended(8), 1001.0),)
    assert unfinished.unsent == (7, -1)


def test_a_second_intent_and_a_second_result_replace_the_first(history: History) -> None:
    push = history.begin(HEAD)
    history.intend(push, [_intended(7, "first")], at_s=1001.0)
    history.intend(push, [_intended(7, "second")], at_s=1002.0)
    assert history.unfinished()[0].doubtful == (DoubtfulLead(_intended(7, "second"), 1002.0),)
    history.record(push, [_recorded(7, LeadResult.UNKNOWN, after="Bonn")], at_s=1003.0)
    history.record(push, [_recorded(7, after="Köln")], at_s=1004.0)
    assert history.leads(push) == [_recorded(7, after="Köln")]
    assert history.push(push) == history.pushes()[0]
    assert history.pushes()[0].counts == {LeadResult.ACCEPTED: 1}


def test_the_leads_of_a_push_stand_in_the_order_in_which_they_were_planned(history: History) -> None:
    push = history.begin(HEAD, [5, 3, -1, 8])
    for row in (-1, 8, 99, 3, 5):
        history.record(push, [_recorded(row)], at_s=1.0)
    assert [lead.row for lead in history.leads(push)] == [5, 3, -1, 8, 99]
    assert history.leads(push + 1) == []


def test_of_a_batch_all_or_nothing_is_recorded(history: History) -> None:
    push = history.begin(HEAD)
    history.intend(push, [_intended(7), _intended(8)], at_s=1001.0)
    with pytest.raises(StorageTrouble):
        history.record(push + 1, [_recorded(7)], at_s=1002.0)
    history._writer.execute("PRAGMA max_page_count = 24")
    with pytest.raises(StorageTrouble, match="full") as caught:
        history.record(push, [_recorded(7), _recorded(8, after="x" * 100_000)], at_s=1002.0)
    assert caught.value.kind is TroubleKind.FULL
    assert history.leads(push) == []
    assert len(history.unfinished()[0].doubtful) == 2


def test_results_of_several_threads_all_arrive(history: History, path: Path) -> None:
    push = history.begin(HEAD)

    def send(batch: int) -> None:
        rows = range(batch * 10, batch * 10 + 10)
        history.intend(push, [_intended(row) for row in rows], at_s=1001.0)
        history.record(push, [_recorded(row) for row in rows], at_s=1002.0)
        history.settled(push, rows)

    with closing(Journal.open(path)) as journal, ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(send, batch) for batch in range(24)]
        for revision in range(40):
            journal.save([RowState(1, (("name", StagedEdit("a", "b", revision)),))])
            assert sum(history.pushes()[0].counts.values()) % 10 == 0
        for each in sent:
            each.result()
    assert sorted(lead.row for lead in history.leads(push)) == list(range(240))
    history.end(push, at_s=1003.0)
    assert history.unfinished() == []


SENDER = """
import os, signal, sys
from pathlib import Path
from copper_desk.storage.history import History
from copper_desk.storage.push_entry import IntendedLead, PushHead

history = History.open(Path(sys.argv[1]), keys=("id", "name", "city", "tags"))
push = history.begin(PushHead("", "", "", "", "", "", 1, 5.0))
history.intend(push, [IntendedLead(7, False, "Ada", (), (7, "Ada", None, ()))], at_s=6.0)
print(push, flush=True)
sys.stdin.read()
"""


def test_the_intent_of_a_killed_process_is_found(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SENDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as sender:
        assert sender.stdout is not None
        push = int(sender.stdout.readline())
        sender.kill()
    with closing(_open(path)) as history:
        (unfinished,) = history.unfinished()
        assert unfinished.entry.id == push
        assert unfinished.doubtful == (DoubtfulLead(IntendedLead(7, False, "Ada", (), (7, "Ada", None, ())), 6.0),)


@pytest.mark.parametrize(
    "search",
    [
        "after the FAIR",
        "fair.xlsx",
        "Mara",
        "northwind",
        " ada ",
        "bonn",
        "no",
        "because",
        "4711",
        "12.5",
        "2024-02-29",
    ],
)
def test_the_search_finds_a_push_by_any_of_its_words(history: History, search: str) -> None:
    other = history.begin(PushHead("Theo", "theo@x.example", "", "", "", "", 0, 900.0))
    push = history.begin(HEAD)
    values: list[Value] = ["Bonn", 12.5, date(2024, 2, 29)]
    history.record(
        push, [replace(_recorded(row, after=value), lead_id=4711) for row, value in enumerate(values)], at_s=1.0
    )
    assert [entry.id for entry in history.pushes(search)] == [push]
    assert [entry.id for entry in history.pushes()] == [push, other]
    assert history.pushes("nowhere") == []


def test_the_search_takes_signs_as_they_are(history: History) -> None:
    push = history.begin(replace(HEAD, note="100 % of “STRASSE_7” \ud800"))
    assert [entry.id for entry in history.pushes("100 %")] == [push]
    assert [entry.id for entry in history.pushes("straße_7”")] == [push]
    assert history.pushes("100_%") == []
    assert history.pushes()[0].head.note == "100 % of “STRASSE_7” \ud800"


def test_entries_of_phones_are_searched_too(history: History) -> None:
    push = history.begin(HEAD)
    change = FieldChange("phone.more", "Phone", (), (Entry("+49 228 1", "work"),), True)
    history.record(push, [RecordedLead(7, 7, "Ada", LeadResult.ACCEPTED, changes=(change,))], at_s=1.0)
    assert [entry.id for entry in history.pushes("228")] == [push]


def test_pushes_come_newest_first_in_pages(history: History) -> None:
    pushes = [history.begin(HEAD) for _ in range(5)]
    assert [entry.id for entry in history.pushes(limit=2, offset=1)] == [pushes[3], pushes[2]]
    assert history.push(999) is None


def test_a_lead_has_a_history_of_its_own(history: History) -> None:
    first, second, _ = (history.begin(HEAD) for _ in range(3))
    history.record(first, [replace(_recorded(-1), lead_id=7), _recorded(8)], at_s=1.0)
    history.record(second, [_recorded(7, after="Köln")], at_s=2.0)
    assert [(entry.id, lead.row, lead.changes[0].after) for entry, lead in history.of_lead(7)] == [
        (second, 7, "Köln"),
        (first, -1, "Bonn"),
    ]


def test_old_pushes_go_but_never_an_unfinished_one(history: History) -> None:
    done, open_, doubtful, new = (
        history.begin(replace(HEAD, began_s=began_s)) for began_s in (100.0, 200.0, 300.0, 900.0)
    )
    history.intend(doubtful, [_intended(7)], at_s=301.0)
    for push in (done, doubtful, new):
        history.record(push, [_recorded(8)], at_s=1.0)
        history.settled(push, [8])
        history.end(push, at_s=950.0)
    assert history.prune(before_s=900.0) == 1
    assert [entry.id for entry in history.pushes()] == [new, doubtful, open_]
    assert history.leads(done) == []
    assert [entry.id for entry, _ in history.of_lead(8)] == [new, doubtful]


def test_the_number_of_a_push_that_is_gone_is_not_given_again(history: History) -> None:
    push = history.begin(HEAD)
    history.end(push, at_s=1001.0)
    assert history.prune(before_s=2000.0) == 1
    assert history.begin(HEAD) > push


def test_a_lead_is_read_with_the_fields_of_today(history: History, path: Path) -> None:
    push = history.begin(HEAD)
    history.intend(push, [_intended(7)], at_s=1.0)
    history.record(push, [_recorded(8)], at_s=2.0)
    keys = ("id", "city", "cf_9", "cf_10", "name")
    with closing(History.open(path, keys=keys, blank=(None, None, (), None, None))) as later:
        (unfinished,) = later.unfinished()
    assert unfinished.doubtful[0].lead.base == (7, None, (), None, "Ada")
    assert unfinished.unsettled[0].lead == (8, "Bonn", (), None, "Ada")


def test_changes_and_pushes_share_the_file(history: History, path: Path) -> None:
    push = history.begin(HEAD)
    with closing(Journal.open(path)) as journal:
        journal.save([RowState(-1)])
        assert [entry.id for entry in history.pushes()] == [push]
    history.close()
    history.close()


@given(st.lists(st.tuples(texts, values, values, texts), max_size=4), values, texts, texts)
def test_any_lead_comes_back_exactly(
    fields: list[tuple[str, Value, Value, str]], value: Value, name: str, note: str
) -> None:
    changes = tuple(FieldChange("k", label, before, after, True, text) for label, before, after, text in fields)
    lead = RecordedLead(7, 7, name, LeadResult.FAILED, note, ((None, name),), note, changes, (7, value, None, ()))
    intended = IntendedLead(8, False, name, (IntendedCell("name", value, None, 3),), (8, value, None, ()))
    with TemporaryDirectory() as folder, closing(_open(Path(folder) / "journal.sqlite")) as history:
        push = history.begin(replace(HEAD, note=note, source=name))
        history.intend(push, [intended], at_s=1.0)
        history.record(push, [lead], at_s=2.0)
        (found,) = history.unfinished()
        assert found.unsettled == (lead,)
        assert found.doubtful == (DoubtfulLead(intended, 1.0),)
        assert [exact((c.before, c.after)) for c in found.unsettled[0].changes] == [
            exact((c.before, c.after)) for c in changes
        ]
        assert exact(found.unsettled[0].lead) == exact(lead.lead)
        assert found.entry.head == replace(HEAD, note=note, source=name)
