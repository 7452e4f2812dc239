"""Calls are counted together by all threads and processes that use one key."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from copper_desk.storage.pace_book import PaceBook
from copper_desk.storage.trouble import StorageTrouble, TroubleKind

LIMIT = 100

CLAIMS = f"""
import sys
from pathlib import Path
from copper_desk.storage.pace_book import PaceBook

sys.stdin.readline()
book = PaceBook.open(Path(sys.argv[1]))
claims = [book.claim("bulk", now_s=1000.0, rule=lambda calls: float(len(calls) >= {LIMIT})) for _ in range(90)]
print(*(ticket for _, ticket in claims if ticket is not None))
book.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pace" / "book.sqlite"


@pytest.fixture
def book(path: Path) -> Iterator[PaceBook]:
    with closing(PaceBook.open(path)) as book:
        yield book


def _free(_calls: Sequence[tuple[float, str]]) -> float:
    return 0.0


def test_a_call_is_noted_when_the_rule_asks_for_no_wait(book: PaceBook) -> None:
    wait_s, ticket = book.claim("bulk", now_s=10.0, rule=_free)
    assert (wait_s, ticket is not None) == (0.0, True)
    assert book.claim("load", now_s=11.0, rule=lambda calls: 2.5 * len(calls)) == (2.5, None)
    assert book.count(since_s=9.0) == 1


def test_who_counts_does_not_wait_while_the_book_is_in_use(book: PaceBook) -> None:
    counted: list[int | None] = []

    def rule(_calls: Sequence[tuple[float, str]]) -> float:
        counted.append(book.count(since_s=9.0))
        return 0.0

    book.claim("bulk", now_s=10.0, rule=rule)
    assert counted == [None]
    assert book.count(since_s=9.0) == 1


def test_the_rule_sees_the_calls_by_time(book: PaceBook) -> None:
    for at_s, kind in [(12.0, "bulk"), (10.0, "load"), (11.0, "other")]:
        book.claim(kind, now_s=at_s, rule=_free)
    seen: list[Sequence[tuple[float, str]]] = []

    def rule(calls: Sequence[tuple[float, str]]) -> float:
        seen.append(calls)
        return 1.0

    book.claim("bulk", now_s=13.0, rule=rule)
    assert seen == [[(10.0, "load"), (11.0, "other"), (12.0, "bulk")]]


def test_a_call_moves_to_when_it_left(book: PaceBook) -> None:
    _, ticket = book.claim("bulk", now_s=10.0, rule=_free)
    assert ticket is not None
    book.move(ticket, at_s=12.0)
    book.move(ticket + 999, at_s=50.0)
    assert [book.count(since_s=at_s) for at_s in (11.0, 12.0, 13.0)] == [1, 0, 0]


@pytest.mark.parametrize("later_s", [62.0, -62.0])
def test_old_calls_and_those_of_another_clock_are_dropped(book: PaceBook, later_s: float) -> None:
    _, old = book.claim("bulk", now_s=100.0, rule=_free)
    _, new = book.claim("bulk", now_s=100.0 + later_s, rule=lambda calls: float(len(calls)))
    assert new is not None
    assert new != old
    book.move(old or 0, at_s=100.0 + later_s)
    assert book.count(since_s=-1000.0) == 1


def test_a_rule_that_fails_notes_nothing(book: PaceBook) -> None:
    with pytest.raises(ZeroDivisionError):
        book.claim("bulk", now_s=10.0, rule=lambda calls: 1 / len(calls))
    assert book.count(since_s=0.0) == 0
    assert book.claim("bulk", now_s=10.0, rule=_free)[1] is not None


def test_threads_share_one_budget(book: PaceBook) -> None:
    with ThreadPoolExecutor(8) as pool:
        claims = [
            pool.submit(book.claim, "bulk", now_s=5.0, rule=lambda calls: float(len(calls) >= LIMIT))
            for _ in range(160)
        ]
    tickets = [ticket for _, ticket in (claim.result() for claim in claims) if ticket is not None]
    assert len(set(tickets)) == len(tickets) == LIMIT


def test_processes_that_begin_at_once_share_one_budget(path: Path) -> None:
    command = [sys.executable, "-c", CLAIMS, str(path)]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    tickets = [ticket for process in processes for ticket in process.communicate(timeout=30)[0].split()]
    assert len(set(tickets)) == len(tickets) == LIMIT
    with closing(PaceBook.open(path)) as book:
        assert book.count(since_s=999.0) == LIMIT


def test_a_damaged_book_is_begun_anew(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"")
    with closing(PaceBook.open(path)) as book:
        assert book.set_aside is not None
        assert book.claim("bulk", now_s=1.0, rule=_free)[1] is not None


def test_a_folder_that_cannot_be_made_is_told(path: Path) -> None:
    path.parent.write_text("a file")
    with pytest.raises(StorageTrouble) as caught:
        PaceBook.open(path)
    assert caught.value.kind is TroubleKind.DENIED
