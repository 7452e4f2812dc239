"""Which row of which file became which lead is kept beside the pushes, and outlives them as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from copper_desk.leads.value import Unparsed
from copper_desk.storage.file_book import FileBook, FileRow, KnownFile
from copper_desk.storage.history import History
from copper_desk.storage.journal import Journal
from copper_desk.storage.push_entry import LeadResult, PushHead, RecordedLead

HEAD = PushHead("Mara Lind", "mara@northwind.example", "mara", "desk-7", "fair.xlsx", "", 2, 1000.0, "command")
UPDATE = FileRow(2, 8, (("city", "Bonn"), ("cf_1", date(2024, 2, 29)), ("cf_2", Unparsed("x", "No."))))
NEW = FileRow(3, -4, (("name", "Ada"), ("tags", ("a", "b"))))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Journal.open(tmp_path / "journal.sqlite").close()
    return tmp_path / "journal.sqlite"


@pytest.fixture
def book(path: Path) -> Iterator[FileBook]:
    with closing(FileBook.open(path)) as book:
        yield book


def _push(path: Path, *results: tuple[int, LeadResult, int | None]) -> int:
    with closing(History.open(path, keys=("id",))) as history:
        push = history.begin(HEAD, [row for row, _, _ in results])
        history.record(push, [RecordedLead(row, lead, "", result) for row, result, lead in results], at_s=1001.0)
        return push


def test_a_file_is_found_again_by_its_hash_with_its_rows(book: FileBook, path: Path) -> None:
    book.note("a1", "fair.xlsx", [UPDATE, NEW], at_s=1000.0)
    with closing(FileBook.open(path)) as later:
        assert later.file("a1") == KnownFile("a1", "fair.xlsx", 1000.0)
        assert later.rows("a1") == [UPDATE, NEW]
        assert later.of_leads([8, 9]) == {8: [UPDATE]}
        assert later.file("b2") is None
        assert later.rows("b2") == []


def test_what_a_row_asks_for_now_takes_the_place_of_what_it_asked_for(book: FileBook) -> None:
    book.note("a1", "fair.xlsx", [UPDATE, NEW], at_s=1000.0)
    changed = FileRow(2, 9, (("city", "Ulm"),))
    book.note("a1", "fair 2.xlsx", [changed], at_s=2000.0)
    assert book.rows("a1") == [changed, NEW]
    assert book.file("a1") == KnownFile("a1", "fair 2.xlsx", 2000.0)


def test_a_file_is_open_from_its_push_until_it_is_closed_and_knows_where_its_round_began(book: FileBook) -> None:
    book.note("a1", "fair.xlsx", [UPDATE, NEW], at_s=1000.0)
    assert book.open_files() == []
    book.begin(5, {"a1": [8]})
    book.begin(6, {"a1": [-4]})
    assert [(known.digest, known.first_push) for known in book.open_files()] == [("a1", 5)]
    assert [(row.row, row.push) for row in book.rows("a1")] == [(8, 5), (-4, 6)]
    book.close_file("a1")
    assert book.open_files() == []
    book.begin(7, {"a1": [8]})
    assert [known.first_push for known in book.open_files()] == [7]


def test_a_new_lead_goes_by_its_id_once_it_is_known(book: FileBook) -> None:
    book.note("a1", "fair.xlsx", [UPDATE, NEW], at_s=1000.0)
    assert book.new_rows() == [-4]
    book.create({-4: 4711})
    assert book.new_rows() == []
    assert [(row.row, row.is_created) for row in book.rows("a1")] == [(8, False), (4711, True)]


def test_no_new_lead_gets_the_name_that_a_file_was_given(book: FileBook, path: Path) -> None:
    book.note("a1", "fair.xlsx", [NEW], at_s=1000.0)
    with closing(History.open(path, keys=("id",))) as history:
        assert history.lowest_row() == -4


def test_old_files_are_forgotten_but_none_that_is_open(book: FileBook) -> None:
    book.note("a1", "old.csv", [UPDATE], at_s=1000.0)
    book.note("b2", "open.csv", [UPDATE], at_s=1000.0)
    book.note("c3", "new.csv", [UPDATE], at_s=3000.0)
    book.begin(5, {"b2": [8]})
    assert book.prune(before_s=2000.0) == 1
    assert [book.file(digest) is None for digest in ("a1", "b2", "c3")] == [True, False, False]
    assert book.rows("a1") == []


def test_the_history_tells_what_became_of_the_rows_of_a_push_and_which_leads_were_created(path: Path) -> None:
    push = _push(path, (8, LeadResult.FAILED, 8), (-4, LeadResult.ACCEPTED, 4711), (-5, LeadResult.NOT_SENT, None))
    with closing(History.open(path, keys=("id",))) as history:
        assert history.created() == {-4: 4711}
        assert history.outcomes(push) == {8: LeadResult.FAILED, -4: LeadResult.ACCEPTED, -5: LeadResult.NOT_SENT}
        assert history.outcomes(99) == {}
