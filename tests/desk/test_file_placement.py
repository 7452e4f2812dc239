"""Where the rows of a file go in the sheet, and what of earlier pushes and of a person stands in their way."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.desk.desk import Desk
from copper_desk.desk.file_memory import FileMemory, file_memory
from copper_desk.desk.file_placement import noted_rows, place_file
from copper_desk.desk.file_row import AimedCell, FileAim, FilePlacement, OnConflict, PushedFile
from copper_desk.leads.value import CellValue, RowId
from copper_desk.push.outcome import Tally
from copper_desk.sheet.phase import Phase
from tests.desk.kept_desk import Computer, computer, put

__all__ = ["computer"]

FILE = PushedFile("a1", "leads.csv", frozenset({"title", "company_name", "name", "email"}))
OTHER = PushedFile("b2", "mended.csv", FILE.keys)


@pytest.fixture
def desk(computer: Computer) -> Desk:
    found = computer.open(program="command")
    found.fetch_run(computer.practice.ids()).run(found.swept, CancelToken())
    return found


def _aim(desk: Desk, number: int, row: RowId | None, **cells: CellValue) -> FileAim:
    base = desk.schema.blank_lead() if row is None else desk.sheet.base(row)
    aimed = (AimedCell(key, value, base[desk.schema[key].position]) for key, value in cells.items())
    return FileAim(number, row, tuple(aimed))


def _memory(desk: Desk) -> FileMemory:
    memory = file_memory(desk)
    assert memory is not None
    return memory


def _place(desk: Desk, *aims: FileAim, file: PushedFile = FILE, side: OnConflict = OnConflict.FAIL) -> FilePlacement:
    return place_file(desk, _memory(desk), file, aims, on_conflict=side)


def _pushed(
    desk: Desk, *aims: FileAim, file: PushedFile = FILE, stop: Callable[[], bool] = lambda: False
) -> FilePlacement:
    """Placed, kept and pushed as the command does; ``stop`` is asked as each request leaves."""
    placement = _place(desk, *aims, file=file)
    assert desk.local is not None
    desk.local.files.note(file.digest, file.name, noted_rows(placement), at_s=time.time())
    desk.stage(placement.change_set)
    run = desk.start(desk.plan(placement.rows.values()))
    desk.local.files.begin(desk.pushes.number, {file.digest: list(placement.rows.values())})

    def sending(rows: Sequence[RowId]) -> None:
        desk.mark_sending(rows)
        if stop():
            run.stop()

    run.run(sending, desk.settle)
    desk.finish(run)
    memory = _memory(desk)
    memory.learn_created()
    memory.close_what_is_over()
    return placement


def test_what_differs_goes_into_the_sheet_and_the_rest_is_unchanged(desk: Desk) -> None:
    row, same = desk.sheet.row_ids()[:2]
    placement = _place(desk, _aim(desk, 2, row, title="CEO"), _aim(desk, 3, same), _aim(desk, 4, None, name="Nova"))
    desk.stage(placement.change_set)
    new = placement.rows[4]
    assert (placement.rows, placement.unchanged) == ({2: row, 4: new}, {3: same})
    assert desk.sheet.value(row, "title") == "CEO"
    assert (new < 0, desk.sheet.value(new, "name")) == (True, "Nova")
    assert desk.keeper.sources([row]) == ["leads.csv"]


@pytest.mark.parametrize(
    ("side", "phase", "shown"),
    [
        (OnConflict.FAIL, Phase.CONFLICT, "Mine"),
        (OnConflict.MINE, Phase.CHANGED, "Mine"),
        (OnConflict.THEIRS, Phase.CLEAN, None),
    ],
)
def test_a_base_that_moved_is_met_as_the_line_says(
    desk: Desk, side: OnConflict, phase: Phase, shown: str | None
) -> None:
    row = desk.sheet.row_ids()[0]
    theirs = desk.sheet.value(row, "title")
    placement = _place(desk, FileAim(2, row, (AimedCell("title", "Mine", "As pulled"),)), side=side)
    desk.stage(placement.change_set)
    assert desk.sheet.phase(row) is phase
    assert desk.sheet.value(row, "title") == (shown or theirs)
    assert placement.yielded == (side is OnConflict.THEIRS)


def test_a_conflict_that_an_earlier_push_left_is_settled_by_the_line(desk: Desk) -> None:
    row = desk.sheet.row_ids()[0]
    aim = FileAim(2, row, (AimedCell("title", "Mine", "As pulled"),))
    placement = _place(desk, aim)
    assert desk.local is not None
    desk.local.files.note(FILE.digest, FILE.name, noted_rows(placement), at_s=time.time())
    desk.stage(placement.change_set)
    assert desk.sheet.phase(row) is Phase.CONFLICT
    desk.stage(_place(desk, aim, side=OnConflict.MINE).change_set)
    assert (desk.sheet.phase(row), desk.sheet.value(row, "title")) == (Phase.CHANGED, "Mine")


@pytest.mark.parametrize("side", OnConflict)
def test_what_copper_holds_by_now_is_unchanged_whatever_was_pulled(desk: Desk, side: OnConflict) -> None:
    row = desk.sheet.row_ids()[0]
    theirs = desk.sheet.value(row, "title")
    placement = _place(desk, FileAim(2, row, (AimedCell("title", theirs, "As pulled"),)), side=side)
    assert (placement.unchanged, placement.yielded, len(placement.change_set)) == ({2: row}, 0, 0)


def test_a_lead_with_unsent_changes_of_a_person_is_held_whole(desk: Desk) -> None:
    row = desk.sheet.row_ids()[0]
    put(desk, row, "details", "Not ready")
    placement = _place(desk, _aim(desk, 2, row, title="CEO"), _aim(desk, 3, row))
    assert list(placement.held) == [2]
    assert "changes of your own that are not sent (Description)" in placement.held[2]
    assert len(placement.change_set) == 0


def test_what_a_refused_push_left_gives_way_to_the_next_file(desk: Desk) -> None:
    row = desk.sheet.row_ids()[0]
    _pushed(desk, _aim(desk, 2, row, company_name="Blocked Ltd", title="CEO"))
    assert desk.sheet.phase(row) is Phase.FAILED
    placement = _place(desk, _aim(desk, 2, row, company_name="Harbor"), file=OTHER)
    desk.stage(placement.change_set)
    assert {key: edit.value for key, edit in desk.sheet.edits(row).items()} == {"company_name": "Harbor"}
    assert desk.sheet.phase(row) is Phase.CHANGED


def test_what_another_file_left_gives_way_where_this_one_changes_the_lead_and_is_named(desk: Desk) -> None:
    row = desk.sheet.row_ids()[0]
    _pushed(desk, _aim(desk, 2, row, company_name="Blocked Ltd"))
    titles = PushedFile("c3", "titles.csv", frozenset({"title"}))
    silent = _place(desk, _aim(desk, 2, row), file=titles)
    assert (silent.unchanged, len(silent.change_set)) == ({2: row}, 0)
    placement = _place(desk, _aim(desk, 2, row, title="CEO"), file=titles)
    desk.stage(placement.change_set)
    assert {key: edit.value for key, edit in desk.sheet.edits(row).items()} == {"title": "CEO"}
    assert placement.dropped == {2: "Company"}


def test_what_an_unfinished_push_still_has_to_send_is_waited_for(desk: Desk, computer: Computer) -> None:
    rows = computer.practice.ids()
    _pushed(desk, *(_aim(desk, n, row, company_name=f"Co {row}") for n, row in enumerate(rows)), stop=lambda: True)
    waiting = next(row for row in rows if desk.sheet.phase(row) is Phase.NOT_SENT)
    titles = PushedFile("c3", "titles.csv", frozenset({"title"}))
    placement = _place(desk, _aim(desk, 2, waiting, title="CEO"), file=titles)
    assert "did not finish and is still to send Company" in placement.held[2]


def test_what_a_person_changed_of_it_since_is_that_persons(desk: Desk) -> None:
    row = desk.sheet.row_ids()[0]
    _pushed(desk, _aim(desk, 2, row, company_name="Blocked Ltd"))
    put(desk, row, "company_name", "Blocked GmbH")
    assert "changes of your own" in _place(desk, _aim(desk, 2, row, company_name="Harbor")).held[2]


def test_a_file_that_has_nothing_to_say_any_more_takes_back_what_it_left(desk: Desk) -> None:
    row = desk.sheet.row_ids()[0]
    _pushed(desk, _aim(desk, 2, row, company_name="Blocked Ltd"))
    placement = _place(desk, _aim(desk, 2, row), file=OTHER)
    desk.stage(placement.change_set)
    assert (desk.sheet.phase(row), placement.unchanged) == (Phase.CLEAN, {2: row})


def test_a_new_lead_is_not_created_again_whoever_sent_it(desk: Desk, computer: Computer) -> None:
    aim = _aim(desk, 2, None, name="Nova", company_name="Fine")
    new = _pushed(desk, aim).rows[2]
    created = desk.sheet.row_today(new)
    assert created > 0
    desk.close()
    later = computer.open(program="command")
    placement = _place(later, _aim(later, 2, None, name="Nova", company_name="Fine"))
    assert (placement.done, placement.rows) == ({2: created}, {})


def test_a_new_lead_that_waits_is_taken_up_and_one_that_a_person_changed_is_held(desk: Desk) -> None:
    new = _pushed(desk, _aim(desk, 2, None, name="Nova", company_name="Blocked Ltd")).rows[2]
    again = _place(desk, _aim(desk, 2, None, name="Nova", company_name="Blocked Ltd"))
    assert again.rows == {2: new}
    mended = _place(desk, _aim(desk, 7, None, name="Nova", company_name="Fine"), file=OTHER)
    assert mended.rows == {7: new}
    put(desk, new, "title", "Typed since")
    assert "changed in the window since" in _place(desk, _aim(desk, 2, None, name="Nova")).held[2]


def test_a_new_lead_that_was_dropped_is_made_anew_under_another_name(desk: Desk) -> None:
    new = _pushed(desk, _aim(desk, 2, None, name="Nova", company_name="Blocked Ltd")).rows[2]
    desk.discard()
    again = _place(desk, _aim(desk, 2, None, name="Nova", company_name="Blocked Ltd"))
    assert again.rows[2] < new


def test_a_push_that_did_not_finish_goes_on_and_one_that_did_begins_anew(desk: Desk, computer: Computer) -> None:
    rows = computer.practice.ids()  # six requests, of which three leave within the first second
    _pushed(desk, *(_aim(desk, n, row, title=f"Title {row}") for n, row in enumerate(rows)), stop=lambda: True)
    memory = _memory(desk)
    done, waiting = memory.done("a1"), memory.waiting("a1")
    assert 0 < len(done) < len(rows)
    assert {*done.values(), *(each.row for each in waiting)} == set(rows)
    # What somebody else did to a lead that was sent is not overwritten by going on.
    place, row = next(iter(done.items()))
    again = _place(desk, _aim(desk, place, row, title="Again"))
    assert (again.rows, again.done) == ({}, {place: row})
    left = len(waiting)
    run = desk.start(desk.plan(each.row for each in waiting))
    assert run.run(desk.mark_sending, desk.settle) == Tally(planned=left, accepted=left)
    desk.finish(run)
    memory.close_what_is_over()
    assert memory.unfinished("a1") is None
    assert _place(desk, _aim(desk, place, row, title="Again")).rows == {place: row}
