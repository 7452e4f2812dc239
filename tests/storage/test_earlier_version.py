"""A file that any earlier version wrote is read by this one: ``earlier/`` keeps what each of them made, as SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from copper_desk.leads.kind import FieldKind
from copper_desk.leads.problem import Origin, Problem
from copper_desk.leads.value import Entry, Lead, Unparsed
from copper_desk.sheet.edit import StagedEdit
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_state import RowState
from copper_desk.storage.cache import LeadCache
from copper_desk.storage.cache_table import CACHE_FORMAT, CachedField
from copper_desk.storage.database import FileFormat
from copper_desk.storage.file_book import FileBook, FileRow, KnownFile
from copper_desk.storage.history import History
from copper_desk.storage.journal import Journal
from copper_desk.storage.journal_format import JOURNAL_FORMAT
from copper_desk.storage.pace_book import PACE_FORMAT, PaceBook
from copper_desk.storage.push_entry import (
    DoubtfulLead,
    FieldChange,
    IntendedCell,
    IntendedLead,
    LeadResult,
    PushHead,
    RecordedLead,
)

FORMATS = {"journal": JOURNAL_FORMAT, "cache": CACHE_FORMAT, "pace": PACE_FORMAT}
EARLIER = sorted((Path(__file__).parent / "earlier").glob("*.sql"))

REFUSAL = Problem("is not a valid e-mail", origin=Origin.COPPER)
STATES = [
    RowState(
        7,
        (
            ("email", StagedEdit(None, "x@", 4, REFUSAL)),
            ("cf_1", StagedEdit(date(2024, 2, 29), Unparsed("1,x", "No"), 5)),
        ),
        refusals=((None, REFUSAL),),
        request_id="r-1",
        sent=(("email", 4),),
        taken_back=("tags",),
        result=Phase.UNKNOWN,
        note=Problem("Nobody knows."),
        source="fair.xlsx",
    ),
    RowState(-1),
    RowState(9, (("name", StagedEdit("Ada", "Zoë 🙂", 6)), ("tags", StagedEdit((), ("a", "b"), 7)))),
]
KEYS = ("id", "name", "city", "tags")
BLANK = (None, None, None, ())
HEAD = PushHead("Mara Lind", "mara@northwind.example", "mara", "desk-7", "fair.xlsx", "After the fair", 2, 1000.0)
INTENDED = IntendedLead(8, False, "Ben", (IntendedCell("city", "Bonn", None, 4),), (8, "Ben", None, ()))
RECORDED = RecordedLead(
    -2,
    4711,
    "Ada",
    LeadResult.ACCEPTED,
    "created",
    (("name", "kept"), (None, "whole")),
    "r-2",
    (FieldChange("tags", "Tags", (), ("a",), True, "", "a"), FieldChange("cf_2", "VIP", None, True, False)),
    (4711, "Ada", None, ("a",)),
)
FIELDS = (
    CachedField("id", FieldKind.IDENTIFIER),
    CachedField("name", FieldKind.TEXT),
    CachedField("tags", FieldKind.TAGS),
    CachedField("cf_1", FieldKind.DATE),
    CachedField("cf_2", FieldKind.CHECKBOX),
    CachedField("phone.more", FieldKind.ENTRIES),
)
LEADS: list[Lead] = [
    (7, "Ada", ("a", "b"), date(2024, 2, 29), True, (Entry("+49", None),)),
    (3, None, (), None, False, ()),
    (5, True, None, "no day", None, ()),
]


def _kind(path: Path) -> str:
    return path.stem.rpartition("-")[0]


def _schema(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()


def _reads_journal(path: Path) -> None:
    with closing(Journal.open(path)) as journal:
        assert journal.states() == STATES
        assert journal.set_aside is None
    with closing(History.open(path, keys=KEYS, blank=BLANK)) as history:
        (unfinished,) = history.unfinished()
        assert unfinished.entry.head == HEAD
        assert unfinished.unsettled == (RECORDED,)
        assert unfinished.doubtful == (DoubtfulLead(INTENDED, 1001.0),)
        assert [entry.id for entry in history.pushes("whole")] == [unfinished.entry.id]


def _reads_cache(path: Path) -> None:
    with closing(LeadCache.open(path, FIELDS)) as cache:
        assert cache.leads() == LEADS
        assert cache.get("complete")
        assert cache.get("as_of_s") == 17.5


def _reads_pace(path: Path) -> None:
    with closing(PaceBook.open(path)) as book:
        assert book.count(since_s=9.0) == 1


READERS: dict[str, Callable[[Path], None]] = {"journal": _reads_journal, "cache": _reads_cache, "pace": _reads_pace}


@pytest.mark.parametrize("name", FORMATS)
def test_what_each_version_made_is_kept(name: str) -> None:
    versions = range(1, len(FORMATS[name].steps) + 1)
    assert [path.name for path in EARLIER if _kind(path) == name] == [f"{name}-{version}.sql" for version in versions]


@pytest.mark.parametrize("earlier", EARLIER, ids=lambda path: path.name)
def test_it_is_read_and_looks_like_a_new_file_then(tmp_path: Path, earlier: Path) -> None:
    path, name = tmp_path / "old.sqlite", _kind(earlier)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(earlier.read_text(encoding="utf-8"))
    READERS[name](path)
    assert _schema(path) == _schema(_new(tmp_path / "new.sqlite", FORMATS[name]))


def test_files_of_version_2_are_known_again(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((Path(__file__).parent / "earlier" / "journal-2.sql").read_text(encoding="utf-8"))
    Journal.open(path).close()
    with closing(FileBook.open(path)) as book:
        assert book.open_files() == [KnownFile("ab12", "fair.csv", 1000.0, 1, is_open=True)]
        assert book.rows("ab12") == [
            FileRow(2, 8, (("city", "Bonn"), ("cf_1", date(2024, 2, 29))), push=1),
            FileRow(4, 4711, (("name", "Ada"),), push=1, is_created=True),
        ]


def _new(path: Path, file_format: FileFormat) -> Path:
    if file_format is CACHE_FORMAT:
        LeadCache.open(path, FIELDS).close()
    elif file_format is PACE_FORMAT:
        PaceBook.open(path).close()
    else:
        Journal.open(path).close()
    return path
