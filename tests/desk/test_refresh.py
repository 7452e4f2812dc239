"""A refresh asks for what changed, finds what vanished, and never undoes what is newer."""

from __future__ import annotations

from contextlib import closing

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.client import CopperClient, Departing
from copper_desk.copper.pace import Priority
from copper_desk.copper.reply import Reply
from copper_desk.copper.request import Request, search_leads
from copper_desk.desk.fetch import FetchedLeads, FetchRun, fetch_leads
from copper_desk.desk.load import LoadedPage
from copper_desk.sheet.edit import Delta
from copper_desk.sheet.phase import Phase
from tests.desk.kept_desk import Computer, add, computer, load, push, put

__all__ = ["computer"]


def test_a_later_start_reads_only_what_changed(computer: Computer) -> None:
    before = computer.loaded()
    rows = before.sheet.row_ids()
    before.close()
    computer.practice.control.edit(rows[3], title="Changed elsewhere")
    desk = computer.open()
    pages: list[LoadedPage] = []
    run = desk.load_run()
    summary = run.run(pages.append, CancelToken())
    assert run.is_partial
    assert summary.complete
    assert rows[3] in {lead[0] for page in pages for lead in page.leads}
    assert len(summary.seen) < len(rows)
    for page in pages:
        desk.receive(page)
    assert desk.sheet.value(rows[3], "title") == "Changed elsewhere"
    assert len(desk.loaded(summary)) == len(rows) - len(summary.seen)


def test_everything_is_read_again_when_it_is_asked_for(computer: Computer) -> None:
    desk = computer.loaded()
    assert desk.load_run().is_partial
    run = desk.load_run(everything=True)
    assert not run.is_partial
    assert len(run.run(desk.receive, CancelToken()).seen) == 60


def test_a_stopped_load_promises_nothing(computer: Computer) -> None:
    desk = computer.open()
    token = CancelToken()
    token.cancel()
    assert desk.loaded(desk.load_run().run(desk.receive, token)) == []
    assert not desk.load_run().is_partial
    assert desk.loads.as_of_s is None


def test_a_refresh_keeps_changes_and_shows_conflicts(computer: Computer) -> None:
    before = computer.loaded()
    mine, both, *_ = before.sheet.row_ids()
    put(before, mine, "title", "Chief")
    put(before, both, "title", "Chief")
    before.close()
    computer.practice.control.edit(mine, details="Changed elsewhere")
    computer.practice.control.edit(both, title="Changed elsewhere")
    desk = computer.open()
    load(desk)
    assert (desk.sheet.phase(mine), desk.sheet.phase(both)) == (Phase.CHANGED, Phase.CONFLICT)
    assert desk.sheet.value(mine, "details") == "Changed elsewhere"


def _sweep(desk_rows: list[int], computer: Computer) -> list[Delta]:
    desk = computer.open()
    found: list[Delta] = []
    assert desk.fetch_run(desk_rows).run(lambda fetched: found.append(desk.swept(fetched)), CancelToken())
    desk.close()
    return found


def test_leads_that_vanished_leave_the_sheet_and_the_kept_leads(computer: Computer) -> None:
    before = computer.loaded()
    rows = before.sheet.row_ids()
    put(before, rows[1], "title", "Chief")
    before.close()
    for row in rows[:3]:
        computer.practice.control.delete(row)
    [delta] = _sweep(rows, computer)
    assert set(delta.removed) == {rows[0], rows[2]}
    desk = computer.open(offline=True)
    assert set(rows) - set(desk.sheet.row_ids()) == {rows[0], rows[2]}
    assert desk.sheet.phase(rows[1]) is Phase.GONE


def test_a_lead_that_was_just_created_may_be_missing_from_a_search(computer: Computer) -> None:
    desk = computer.loaded()
    new = add(desk, name="New One")
    push(desk)
    created = desk.sheet.row_today(new)
    assert not desk.swept(FetchedLeads((), (created,), desk.sheet.stamp())).removed
    assert created in desk.sheet


class Heedless(CopperClient):
    """A way to Copper on which the filter of a search gets lost, so that any leads come."""

    def call(
        self,
        request: Request,
        *,
        priority: Priority | None = None,
        cancel: CancelToken | None = None,
        departing: Departing | None = None,
        refused: Departing | None = None,
    ) -> Reply:
        """The answer to a search for everything."""
        return super().call(search_leads(1), priority=priority, cancel=cancel, departing=departing, refused=refused)


def test_an_answer_with_other_leads_than_were_asked_for_tells_of_none_that_it_is_gone(computer: Computer) -> None:
    desk = computer.loaded()
    rows = desk.sheet.row_ids()
    mine, gone, *_ = rows
    put(desk, mine, "title", "Chief")
    computer.practice.control.delete(gone)
    computer.practice.control.edit(rows[2], title="Changed elsewhere")
    deltas: list[Delta] = []
    with closing(Heedless(desk.connection)) as client:
        run = FetchRun(client, desk.codec, [mine, gone], stamp=desk.sheet.stamp)
        run.run(lambda fetched: deltas.append(desk.swept(fetched)), CancelToken())
    assert [delta.removed for delta in deltas] == [()]
    assert (len(desk.sheet), desk.sheet.phase(mine)) == (60, Phase.CHANGED)
    assert desk.sheet.value(rows[2], "title") == "Changed elsewhere"
    assert fetch_leads(desk, [mine, gone]) == {gone}


def test_an_idle_sweep_stops_between_its_calls(computer: Computer) -> None:
    desk = computer.loaded()
    token = CancelToken()
    rows = [*desk.sheet.row_ids(), *range(1, 400)]
    seen: list[FetchedLeads] = []

    def take(fetched: FetchedLeads) -> None:
        seen.append(fetched)
        token.cancel()

    assert not desk.sweep_run(rows).run(take, token)
    assert len(seen) == 1


def test_what_a_push_brought_is_kept_for_the_next_start(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    push(desk)
    later = computer.image().open(offline=True)
    assert later.sheet.base(row) == desk.sheet.base(row)
    assert later.sheet.phase(row) is Phase.CLEAN


def test_a_damaged_cache_is_set_aside_and_the_leads_load_again(computer: Computer) -> None:
    computer.loaded().close()
    [cache] = computer.root.glob("accounts/*/cache.sqlite")
    cache.write_bytes(b"no database" * 1000)
    desk = computer.open()
    assert desk.local is not None
    assert "damaged" in desk.local.notes[0]
    load(desk)
    assert len(desk.sheet) == 60
    assert [place.read_bytes()[:11] for place in cache.parent.glob("*damaged*")] == [b"no database"]


def test_the_leads_are_forgotten_on_request(computer: Computer) -> None:
    desk = computer.loaded()
    desk.keep_leads(False)
    assert not list(computer.root.glob("accounts/*/cache*"))
    put(desk, desk.sheet.row_ids()[0], "title", "Chief")
    desk.close()
    assert len(computer.open().sheet) == 1
