"""A file that is open here keeps its locks: another program that looks into it takes nothing away."""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
from pathlib import Path

from copper_desk.sheet.edit import StagedEdit
from copper_desk.sheet.row_state import RowState
from copper_desk.storage.history import History
from copper_desk.storage.journal import Journal
from copper_desk.storage.live_connection import is_open_here

_LOOK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(connection.execute("SELECT COUNT(*) FROM push").fetchone()[0])
connection.close()
"""


def _look_into(path: Path) -> None:
    """As a SQLite shell or a backup does, in a process of its own."""
    subprocess.run([sys.executable, "-c", _LOOK, str(path)], check=True, capture_output=True)


def test_what_is_written_after_another_program_looked_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "here" / "journal.sqlite"
    journal = Journal.open(path)
    history = History.open(path, keys=["id"])
    _look_into(path)
    state = RowState(7, edits=(("title", StagedEdit("Buyer", "Chief", 3)),))
    journal.save([state])
    as_after_a_kill = tmp_path / "there"
    shutil.copytree(path.parent, as_after_a_kill)
    history.close()
    journal.close()
    later = Journal.open(as_after_a_kill / path.name)
    assert later.states() == [state]
    later.close()


def test_a_file_is_known_while_any_connection_is_open(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    assert not is_open_here(path)
    journal = Journal.open(path)
    history = History.open(path, keys=["id"])
    journal.close()
    journal.close()
    assert is_open_here(path)
    history.close()
    assert not is_open_here(path)


def test_a_connection_that_is_forgotten_is_not_counted_on(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    journal = Journal.open(path)
    del journal
    gc.collect()
    assert not is_open_here(path)
