"""Loading over a real socket: every lead once, whatever pages do, and words when something is missing."""

from __future__ import annotations

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import AuthRejected, ProtocolSurprise
from copper_desk.desk.desk import Desk
from copper_desk.desk.load import LoadedPage, LoadRun, LoadSummary
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.support.practice_copper import PracticeCopper


def _load(desk: Desk, *, page_size: int = 7, search_cap: int = 100_000) -> tuple[LoadSummary, list[LoadedPage]]:
    pages: list[LoadedPage] = []
    run = LoadRun(desk.client, desk.codec, stamp=desk.sheet.stamp, page_size=page_size, search_cap=search_cap)
    summary = run.run(pages.append, CancelToken())
    for page in pages:
        desk.receive(page)
    return summary, pages


def test_every_lead_arrives_once(open_desk: Desk, practice_copper: PracticeCopper) -> None:
    summary, pages = _load(open_desk)
    assert summary == LoadSummary(60, complete=True)
    arrived = [lead[0] for page in pages for lead in page.leads]
    assert sorted(arrived) == practice_copper.ids()  # type: ignore[type-var]
    assert sorted(open_desk.sheet.row_ids()) == practice_copper.ids()


@pytest.mark.parametrize("switch", [{"phantom_every": 5}, {"total_header": False}, {"phantom_every": 1}])
def test_short_pages_and_a_missing_total_lose_nothing(
    open_desk: Desk, practice_copper: PracticeCopper, switch: dict[str, object]
) -> None:
    practice_copper.control.options(**switch)
    summary, _ = _load(open_desk)
    assert summary.complete
    assert sorted(open_desk.sheet.row_ids()) == practice_copper.ids()


def test_more_leads_than_a_search_reaches_are_read_in_stretches(
    open_desk: Desk, practice_copper: PracticeCopper
) -> None:
    practice_copper.control.options(search_reach=21)
    summary, _ = _load(open_desk, search_cap=21)
    assert summary.complete
    assert sorted(open_desk.sheet.row_ids()) == practice_copper.ids()


def test_leads_of_one_second_beyond_the_reach_are_said_to_be_missing(
    open_desk: Desk, practice_copper: PracticeCopper
) -> None:
    for lead_id in practice_copper.ids():
        practice_copper.control.plant(lead_id, date_created=1_700_000_000)
    practice_copper.control.options(search_reach=21)
    summary, _ = _load(open_desk, search_cap=21)
    assert not summary.complete
    assert "same second" in summary.note


def test_pages_count_up_to_the_total(open_desk: Desk) -> None:
    _, pages = _load(open_desk)
    counts = [page.loaded for page in pages]
    assert counts == sorted(counts)
    assert counts[-1] == 60
    assert all(page.total is not None and page.total >= 60 for page in pages)


def test_a_cancelled_load_keeps_what_came_and_says_so(open_desk: Desk) -> None:
    cancel = CancelToken()
    pages: list[LoadedPage] = []

    def first_then_stop(page: LoadedPage) -> None:
        pages.append(page)
        cancel.cancel()

    run = LoadRun(open_desk.client, open_desk.codec, stamp=open_desk.sheet.stamp, page_size=7)
    summary = run.run(first_then_stop, cancel)
    assert pages
    assert not summary.complete
    assert "stopped" in summary.note


def test_a_key_revoked_on_the_way_ends_the_load_with_what_came(
    open_desk: Desk, practice_copper: PracticeCopper
) -> None:
    practice_copper.control.faults("401@search:3")
    pages: list[LoadedPage] = []
    run = LoadRun(open_desk.client, open_desk.codec, stamp=open_desk.sheet.stamp, page_size=7)
    with pytest.raises(AuthRejected):
        run.run(pages.append, CancelToken())
    assert pages


def test_an_answer_that_is_no_list_is_said(open_desk: Desk, practice_copper: PracticeCopper) -> None:
    practice_copper.control.faults("truncate@search:1x9")
    run = LoadRun(open_desk.client, open_desk.codec, stamp=open_desk.sheet.stamp)
    with pytest.raises(ProtocolSurprise):
        run.run(lambda _page: None, CancelToken())


def test_a_reload_keeps_an_edit_and_takes_what_others_changed(open_desk: Desk, practice_copper: PracticeCopper) -> None:
    _load(open_desk)
    row, other = open_desk.sheet.row_ids()[:2]
    open_desk.stage(ChangeSet((SetCell(row, "title", "Captain"),)))
    practice_copper.control.edit(other, title="Admiral")
    _load(open_desk)
    assert open_desk.sheet.value(row, "title") == "Captain"
    assert open_desk.sheet.edit(row, "title") is not None
    assert open_desk.sheet.value(other, "title") == "Admiral"


def test_a_filter_of_coppers_search_brings_only_those_leads(open_desk: Desk, practice_copper: PracticeCopper) -> None:
    wanted = practice_copper.ids()[:20]
    filters = {"ids": wanted}
    run = LoadRun(open_desk.client, open_desk.codec, stamp=open_desk.sheet.stamp, page_size=7, filters=filters)
    summary = run.run(open_desk.receive, CancelToken())
    assert (summary.complete, run.is_partial) == (True, True)
    assert sorted(open_desk.sheet.row_ids()) == wanted
