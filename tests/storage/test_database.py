"""A file is opened in one of its versions, or told about, or set aside; nothing is ever overwritten."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from copper_desk.storage.database import FileFormat, Step, connect, open_file, snapshot, statements, transaction
from copper_desk.storage.trouble import StorageTrouble, TroubleKind

APPLICATION = 0x54455354


def _format(*steps: Step) -> FileFormat:
    return FileFormat(APPLICATION, steps, "FULL")


FIRST = statements("CREATE TABLE lead (name TEXT)")
SECOND = statements("ALTER TABLE lead ADD COLUMN city TEXT", "UPDATE lead SET city = 'Bonn'")
FORMAT = _format(FIRST)


def _write(path: Path, file_format: FileFormat, name: str) -> Path | None:
    opened = open_file(path, file_format)
    with closing(opened.connection) as connection, transaction(connection, path):
        connection.execute("INSERT INTO lead (name) VALUES (?)", (name,))
    return opened.set_aside


def _rows(path: Path, file_format: FileFormat) -> list[tuple[object, ...]]:
    with closing(open_file(path, file_format).connection) as connection:
        return connection.execute("SELECT * FROM lead").fetchall()


def _names(folder: Path) -> list[str]:
    return sorted(place.name for place in folder.iterdir())


def test_what_was_written_is_there_at_the_next_opening(tmp_path: Path) -> None:
    path = tmp_path / "new" / "book.sqlite"
    assert _write(path, FORMAT, "Mara") is None
    assert _rows(path, FORMAT) == [("Mara",)]
    assert _names(path.parent) == ["book.sqlite"]


def test_each_step_is_taken_once(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    _write(path, FORMAT, "Mara")
    assert _rows(path, _format(FIRST, SECOND)) == [("Mara", "Bonn")]
    _write(path, _format(FIRST, SECOND), "Theo")
    assert _rows(path, _format(FIRST, SECOND)) == [("Mara", "Bonn"), ("Theo", None)]


def test_an_empty_file_of_version_0_goes_all_the_way(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    with closing(open_file(path, _format()).connection) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    _write(path, _format(FIRST), "Mara")
    assert _rows(path, _format(FIRST, SECOND)) == [("Mara", "Bonn")]
    with closing(open_file(path, _format(FIRST, SECOND)).connection) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)


def test_a_step_that_fails_leaves_the_version_before_it(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    _write(path, FORMAT, "Mara")
    broken = statements("ALTER TABLE lead ADD COLUMN city TEXT", "INSERT INTO nowhere VALUES (1)")
    with pytest.raises(StorageTrouble) as caught:
        open_file(path, _format(FIRST, broken))
    assert caught.value.kind is TroubleKind.FAILED
    assert _rows(path, FORMAT) == [("Mara",)]
    assert _rows(path, _format(FIRST, SECOND)) == [("Mara", "Bonn")]


def test_a_file_that_could_not_be_made_is_made_at_the_next_try(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    with pytest.raises(StorageTrouble):
        open_file(path, _format(statements("INSERT INTO nowhere VALUES (1)")))
    assert not path.exists()
    assert _write(path, FORMAT, "Mara") is None


def test_a_newer_version_is_told_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    _write(path, _format(FIRST, SECOND), "Mara")
    before = path.read_bytes()
    with pytest.raises(StorageTrouble, match="newer version") as caught:
        open_file(path, FORMAT)
    assert caught.value.kind is TroubleKind.NEWER
    assert path.read_bytes() == before
    assert _names(tmp_path) == ["book.sqlite"]


def test_a_version_that_is_only_in_the_log_counts(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    _write(path, FORMAT, "Mara")
    with closing(open_file(path, _format(FIRST, SECOND)).connection) as newer:
        with pytest.raises(StorageTrouble) as caught:
            open_file(path, FORMAT)
        assert caught.value.kind is TroubleKind.NEWER
        assert newer.execute("SELECT * FROM lead").fetchall() == [("Mara", "Bonn")]


@contextmanager
def _another_program(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection:
        yield connection
        connection.commit()


def _garbage(path: Path) -> None:
    path.write_bytes(b"This was once a database. " * 500)


def _truncated(path: Path) -> None:
    for number in range(400):
        _write(path, FORMAT, f"{number} " + "x" * 200)
        if path.stat().st_size > 5 * 4096:
            break
    os.truncate(path, path.stat().st_size - 2 * 4096)


def _cut_in_the_header(path: Path) -> None:
    _write(path, FORMAT, "Mara")
    os.truncate(path, 60)


def _emptied(path: Path) -> None:
    path.touch()


def _scribbled(path: Path) -> None:
    _write(path, FORMAT, "Mara")
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x5a" * 4096)


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "kept.txt").write_text("kept")


def _of_another_program(path: Path) -> None:
    with _another_program(path) as connection:
        connection.execute("CREATE TABLE photo (name TEXT)")


DAMAGES = [_garbage, _truncated, _cut_in_the_header, _emptied, _scribbled, _folder, _of_another_program]


def _content(path: Path) -> object:
    return _names(path) if path.is_dir() else path.read_bytes()


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_cannot_be_read_is_set_aside_and_kept(tmp_path: Path, damage: object) -> None:
    path = tmp_path / "book.sqlite"
    assert callable(damage)
    damage(path)
    before = _content(path)
    aside = _write(path, FORMAT, "Theo")
    assert aside == tmp_path / "book.sqlite.damaged-1"
    assert _content(aside) == before
    assert _rows(path, FORMAT) == [("Theo",)]


def test_a_second_damaged_file_does_not_replace_the_first(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    (tmp_path / "book.sqlite.damaged-2-wal").write_bytes(b"old")
    asides = []
    for damage in (b"first", b"second"):
        path.write_bytes(damage)
        asides.append(_write(path, FORMAT, "Theo"))
    assert [aside and aside.name for aside in asides] == ["book.sqlite.damaged-1", "book.sqlite.damaged-3"]
    assert [aside and aside.read_bytes() for aside in asides] == [b"first", b"second"]


def test_the_log_goes_with_its_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    path.touch()
    (tmp_path / "book.sqlite-wal").write_bytes(b"the only copy")
    aside = _write(path, FORMAT, "Theo")
    assert (tmp_path / "book.sqlite.damaged-1-wal").read_bytes() == b"the only copy"
    assert aside == tmp_path / "book.sqlite.damaged-1"
    assert _rows(path, FORMAT) == [("Theo",)]


def test_the_log_of_a_lost_file_is_not_played_into_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    with closing(open_file(path, FORMAT).connection) as connection:
        with transaction(connection, path):
            connection.execute("INSERT INTO lead VALUES ('Mara')")
        log = (tmp_path / "book.sqlite-wal").read_bytes()
    path.unlink()
    (tmp_path / "book.sqlite-wal").write_bytes(log)
    assert _write(path, FORMAT, "Theo") is not None
    assert _rows(path, FORMAT) == [("Theo",)]
    assert (tmp_path / "book.sqlite.damaged-1-wal").read_bytes() == log


def test_the_leftover_of_an_interrupted_start_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    (tmp_path / "book.sqlite.new").write_bytes(b"half")
    assert _write(path, FORMAT, "Mara") is None
    assert _names(tmp_path) == ["book.sqlite"]


def test_a_file_where_the_folder_belongs_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file")
    with pytest.raises(StorageTrouble, match="folder") as caught:
        open_file(tmp_path / "folder" / "book.sqlite", FORMAT)
    assert caught.value.kind is TroubleKind.DENIED


def test_a_full_disk_is_told_and_nothing_is_half_kept(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    _write(path, FORMAT, "Mara")
    with closing(open_file(path, FORMAT).connection) as connection:
        connection.execute("PRAGMA max_page_count = 4")
        with pytest.raises(StorageTrouble, match="is full") as caught, transaction(connection, path):
            connection.executemany("INSERT INTO lead VALUES (?)", [("x" * 2000,)] * 20)
        assert caught.value.kind is TroubleKind.FULL
        connection.execute("PRAGMA max_page_count = 4000")
        with transaction(connection, path):
            connection.execute("INSERT INTO lead VALUES ('Theo')")
    assert _rows(path, FORMAT) == [("Mara",), ("Theo",)]


def test_a_file_that_another_keeps_locked_is_told(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    with closing(open_file(path, FORMAT).connection) as first, closing(connect(path, FORMAT)) as second:
        second.execute("PRAGMA busy_timeout = 20")
        with (
            transaction(first, path),
            pytest.raises(StorageTrouble, match="in use") as caught,
            transaction(second, path),
        ):
            raise AssertionError("must not begin")
        assert caught.value.kind is TroubleKind.BUSY


def test_an_error_of_the_caller_rolls_back_and_passes(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    with closing(open_file(path, FORMAT).connection) as connection:
        with pytest.raises(ZeroDivisionError), transaction(connection, path):
            connection.executemany("INSERT INTO lead VALUES (?)", ((str(1 // number),) for number in (1, 0)))
        with snapshot(connection, path):
            assert connection.execute("SELECT * FROM lead").fetchall() == []


def test_text_that_is_no_text_counts_as_damage(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    with closing(open_file(path, FORMAT).connection) as connection:
        connection.execute("INSERT INTO lead VALUES (CAST(x'ff41' AS TEXT))")
        with pytest.raises(StorageTrouble) as caught, snapshot(connection, path):
            connection.execute("SELECT * FROM lead").fetchall()
        assert caught.value.kind is TroubleKind.CORRUPT


@pytest.fixture(params=[0o022, 0])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


if sys.platform != "win32":

    @pytest.mark.usefixtures("umask")
    def test_the_file_and_its_companions_are_the_owners_alone(tmp_path: Path) -> None:
        path = tmp_path / "new" / "book.sqlite"
        with closing(open_file(path, FORMAT).connection) as connection:
            connection.execute("INSERT INTO lead VALUES ('Mara')")
            modes = {place.name: place.stat().st_mode & 0o777 for place in path.parent.iterdir()}
        assert modes == dict.fromkeys(["book.sqlite", "book.sqlite-wal", "book.sqlite-shm"], 0o600)
        assert path.parent.stat().st_mode & 0o777 == 0o700

    def test_a_file_that_was_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
        path = tmp_path / "book.sqlite"
        _write(path, FORMAT, "Mara")
        path.chmod(0o644)
        with closing(open_file(path, FORMAT).connection):
            assert path.stat().st_mode & 0o777 == 0o600
