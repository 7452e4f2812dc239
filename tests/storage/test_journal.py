"""Whatever ``save`` has returned from is there at the next start, exactly, and nothing else."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copper_desk.leads.problem import Origin, Problem
from copper_desk.leads.value import Unparsed
from copper_desk.sheet.edit import StagedEdit
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_state import RowState
from copper_desk.storage.journal import Journal
from copper_desk.storage.many_rows import AT_ONCE
from copper_desk.storage.trouble import StorageTrouble, TroubleKind
from tests.support.stored_value import exact, row_states


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "account" / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with closing(Journal.open(path)) as journal:
        yield journal


def _state(row: int, value: str = "Mara", *, revision: int = 1) -> RowState:
    return RowState(row, (("name", StagedEdit("Old", value, revision)),))


def _reopened(path: Path) -> list[RowState]:
    with closing(Journal.open(path)) as journal:
        return journal.states()


def _exactly(states: list[RowState]) -> object:
    return [(state, [exact((*edit[:2],)) for _, edit in state.edits]) for state in states]


def test_a_new_journal_is_empty(journal: Journal) -> None:
    assert journal.states() == []
    assert journal.set_aside is None


def test_a_change_is_in_the_file_when_save_returns(journal: Journal, path: Path) -> None:
    journal.save([_state(7)])
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT row, key, base, value FROM edit").fetchall() == [(7, "name", "Old", "Mara")]


def test_all_of_a_row_comes_back(journal: Journal, path: Path) -> None:
    refusal = Problem("is not a valid e-mail", origin=Origin.COPPER)
    state = RowState(
        -3,
        (("email", StagedEdit("", "x@", 4, refusal)), ("cf_1", StagedEdit(None, Unparsed("1,x", "No number."), 5))),
        refusals=((None, Problem("Lead limit reached", origin=Origin.COPPER)), ("name", refusal)),
        request_id="r-1",
        sent=(("email", 4),),
        taken_back=("tags",),
        push=7,
        result=Phase.UNKNOWN,
        note=Problem("Nobody knows."),
        source="leads.xlsx",
    )
    journal.save([state])
    assert _reopened(path) == [state]


def test_very_many_rows_are_kept_like_few(journal: Journal, path: Path) -> None:
    refusal = Problem("is not a valid e-mail", origin=Origin.COPPER)
    states = [
        RowState(
            row,
            tuple((key, StagedEdit(None, f"{key} {row}", row, refusal if row % 90 == 0 else None)) for key in "ab"),
            result=Phase.NOT_SENT if row % 70 == 0 else None,
            source="leads.csv" if row % 3 else "",
        )
        for row in range(1, 2 * AT_ONCE + 50)
    ]
    journal.save(states)
    assert _reopened(path) == states
    journal.save(states[: AT_ONCE + 1])
    assert _reopened(path) == states


def test_rows_come_in_the_order_in_which_they_were_first_changed(journal: Journal, path: Path) -> None:
    journal.save([_state(30), _state(10)])
    journal.save([_state(-1), _state(20)])
    journal.save([_state(10, "again", revision=9)])
    assert [state.row for state in journal.states()] == [30, 10, -1, 20]
    with closing(Journal.open(path)) as later:
        later.save([_state(5), _state(30, "again", revision=10)])
    assert [state.row for state in _reopened(path)] == [30, 10, -1, 20, 5]


def test_an_empty_new_lead_is_kept_and_a_clean_row_is_not(journal: Journal, path: Path) -> None:
    journal.save([RowState(-1), _state(7)])
    journal.save([RowState(7)])
    assert _reopened(path) == [RowState(-1)]


def test_a_row_is_replaced_whole(journal: Journal, path: Path) -> None:
    journal.save(
        [RowState(7, (("name", StagedEdit("a", "b", 1)), ("tags", StagedEdit((), ("x",), 2))), source="paste")]
    )
    journal.save([_state(7)])
    assert _reopened(path) == [_state(7)]


def test_a_new_lead_that_got_its_id_is_one_transaction(journal: Journal, path: Path) -> None:
    journal.save([_state(-1), _state(7)])
    journal.save([_state(4711)], forget=[-1, 999])
    assert _reopened(path) == [_state(7), _state(4711)]


def test_a_row_that_was_forgotten_comes_last_when_it_is_changed_again(journal: Journal) -> None:
    journal.save([_state(1), _state(2)])
    journal.save([], forget=[1])
    journal.save([_state(1)])
    assert [state.row for state in journal.states()] == [2, 1]


def test_the_last_of_two_states_of_a_row_counts_and_keeping_beats_forgetting(journal: Journal) -> None:
    journal.save([_state(7, "first"), _state(7, "second")], forget=[7])
    assert journal.states() == [_state(7, "second")]


# Each example is several transactions on the disk.
@settings(max_examples=settings().max_examples // 2)
@given(st.lists(st.lists(row_states, max_size=3), max_size=3))
def test_any_history_of_saves_comes_back_exactly(saves: list[list[RowState]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        kept: dict[int, RowState] = {}
        with closing(Journal.open(path)) as journal:
            for number, states in enumerate(saves):
                forget = [row for row in kept if (row + number) % 3 == 0]
                journal.save(states, forget=forget)
                given_rows = {state.row: state for state in states}
                for row in set(forget) - given_rows.keys():
                    del kept[row]
                for row, state in given_rows.items():
                    kept[row] = state
                    if state == RowState(row) and row >= 0:
                        del kept[row]
            assert _exactly(journal.states()) == _exactly(list(kept.values()))
        assert _exactly(_reopened(path)) == _exactly(list(kept.values()))


WRITER = """
import sys
from pathlib import Path
from copper_desk.sheet.edit import StagedEdit
from copper_desk.sheet.row_state import RowState
from copper_desk.storage.journal import Journal
from copper_desk.storage.many_rows import AT_ONCE

class Endless:
    def __iter__(self):
        for number in range(4000):  # Far more than SQLite keeps in memory: it lies in the file when we stop.
            yield f"cf_{number}", StagedEdit(None, "y" * 2000, 1)
        print("writing", flush=True)
        sys.stdin.read()

journal = Journal.open(Path(sys.argv[1]))
journal.save([RowState(1, (("name", StagedEdit("a", "b", 1)),)), RowState(-1)])
print("saved", flush=True)
journal.save([RowState(1, (("name", StagedEdit("a", "lost", 2)),)), RowState(2, Endless())])
"""


def _line(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline().strip()


def test_a_writer_killed_within_a_transaction_leaves_what_it_had_saved(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert [_line(writer.stdout), _line(writer.stdout)] == ["saved", "writing"]
        writer.kill()
    assert path.with_name("journal.sqlite-wal").stat().st_size > 4_000_000
    assert _reopened(path) == [RowState(1, (("name", StagedEdit("a", "b", 1)),)), RowState(-1)]


def test_a_full_disk_is_told_and_the_rows_are_as_before(journal: Journal, path: Path) -> None:
    journal.save([_state(1), RowState(-1)])
    journal._connection.execute("PRAGMA max_page_count = 20")
    with pytest.raises(StorageTrouble, match="full") as caught:
        journal.save([_state(row, "x" * 1000) for row in range(1, 400)], forget=[-1])
    assert caught.value.kind is TroubleKind.FULL
    assert journal.states() == [_state(1), RowState(-1)]
    journal._connection.execute("PRAGMA max_page_count = 4000")
    journal.save([_state(1, "later", revision=2), _state(3)])
    assert _reopened(path) == [_state(1, "later", revision=2), RowState(-1), _state(3)]


def test_a_value_that_cannot_be_kept_changes_nothing(journal: Journal) -> None:
    journal.save([_state(1)])
    with pytest.raises(TypeError):
        journal.save([_state(1, "new"), RowState(2, (("name", StagedEdit(None, object(), 1)),))])  # type: ignore[arg-type]
    assert journal.states() == [_state(1)]
    journal.save([_state(2)])
    assert journal.states() == [_state(1), _state(2)]


def test_a_cell_that_nobody_wrote_sets_the_journal_aside(path: Path) -> None:
    with closing(Journal.open(path)) as journal:
        journal.save([_state(1)])
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE edit SET value = x'5b31'")
        other.commit()
    with closing(Journal.open(path)) as journal:
        assert journal.states() == []
        assert journal.set_aside == path.with_name("journal.sqlite.damaged-1")
        journal.save([_state(2)])
    with closing(sqlite3.connect(path.with_name("journal.sqlite.damaged-1"))) as aside:
        assert aside.execute("SELECT row FROM edit").fetchall() == [(1,)]
    assert _reopened(path) == [_state(2)]


def test_a_damaged_journal_is_set_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database")
    with closing(Journal.open(path)) as journal:
        assert journal.set_aside is not None
        assert journal.set_aside.read_bytes() == b"no database"


def test_closing_twice_is_fine(journal: Journal) -> None:
    journal.close()
    journal.close()
