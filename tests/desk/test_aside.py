"""A set that moves is never in neither place: wherever the computer stops, the next start has it once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from copper_desk.desk.aside import MovingSet, divided, settle
from copper_desk.desk.carried import gather, plan_opening
from copper_desk.desk.desk import Desk
from copper_desk.sheet.edit import ChangeSet
from copper_desk.storage.change_document import ChangeDocument, SetAside
from tests.desk.kept_desk import Computer, add, computer, put

__all__ = ["computer"]

AT_S = 1_800_000_000.0
STEPS = ("before", "written", "sheet changed", "ended")


def _sets(desk: Desk) -> SetAside:
    assert desk.folder is not None
    return SetAside(desk.folder.aside)


def _typed(desk: Desk) -> ChangeDocument:
    put(desk, desk.sheet.row_ids()[0], "title", "Chief")
    add(desk, name="Nova")
    return gather(desk, desk.sheet.changed_rows(), at_s=AT_S, title="Set").document


def _place(desk: Desk) -> Path:
    return _sets(desk).place(_empty(desk))


def _empty(desk: Desk) -> ChangeDocument:
    return ChangeDocument(desk.account.id, "", AT_S, "", "", ())


def _where(desk: Desk) -> tuple[int, int]:
    """How many changes are in the sheet, and how many in sets."""
    return sum(map(len, desk.sheet.all_edits().values())), sum(each.cell_count for _, each in _sets(desk).all()[0])


def _walk(desk: Desk, moving: MovingSet, changes: ChangeSet, until: str) -> None:
    """Move the set as far as ``until``."""
    steps: tuple[Callable[[], object], ...] = (moving.begin, lambda: desk.stage(changes), moving.end)
    for step in steps[: STEPS.index(until)]:
        step()


def _after_a_stop(computer: Computer) -> Desk:
    later = computer.image().loaded()
    settle(_sets(later), later)
    assert _sets(later).on_their_way() == []
    return later


@pytest.mark.parametrize("until", STEPS)
def test_a_stop_while_setting_aside_leaves_each_change_in_one_place(computer: Computer, until: str) -> None:
    desk = computer.loaded()
    document = _typed(desk)
    removal = gather(desk, desk.sheet.changed_rows(), at_s=AT_S).removal(desk.sheet, label="setting aside")
    _walk(desk, MovingSet(_sets(desk), desk, document, _place(desk)), removal, until)
    has_left = until in STEPS[2:]
    assert _where(_after_a_stop(computer)) == ((0, 2) if has_left else (2, 0))


@pytest.mark.parametrize("until", STEPS)
def test_a_stop_while_taking_back_leaves_each_change_in_one_place(computer: Computer, until: str) -> None:
    desk = computer.loaded()
    document = _typed(desk)
    removal = gather(desk, desk.sheet.changed_rows(), at_s=AT_S).removal(desk.sheet, label="setting aside")
    moving = MovingSet(_sets(desk), desk, document, _place(desk))
    _walk(desk, moving, removal, "ended")
    _walk(desk, moving, plan_opening(desk, document).change_set, until)
    is_back = until in STEPS[2:]
    assert _where(_after_a_stop(computer)) == ((2, 0) if is_back else (0, 2))


def test_without_leads_kept_a_stop_is_made_up_for_too(computer: Computer) -> None:
    """The changes are in the sheet before the leads are loaded again."""
    desk = computer.loaded(keeps_leads=False)
    document = _typed(desk)
    MovingSet(_sets(desk), desk, document, _place(desk)).begin()
    later = computer.image().open(keeps_leads=False)
    settle(_sets(later), later)
    assert _where(later) == (2, 0)


def test_a_set_stays_on_its_way_while_a_change_waits_for_room(computer: Computer) -> None:
    desk = computer.loaded()
    document = _typed(desk)
    moving = MovingSet(_sets(desk), desk, document, _place(desk))
    moving.begin()
    desk.keeper._journal, journal = None, desk.keeper._journal  # as if nothing could be written
    moving.end()
    settle(_sets(desk), desk)
    assert len(_sets(desk).on_their_way()) == 1
    desk.keeper._journal = journal
    settle(_sets(desk), desk)
    assert _sets(desk).on_their_way() == []


def test_two_equal_new_leads_are_two(computer: Computer) -> None:
    desk = computer.loaded()
    add(desk, name="Nova")
    add(desk, name="Nova")
    document = gather(desk, desk.sheet.changed_rows(), at_s=AT_S).document
    inside, outside = divided(desk.sheet, document)
    assert (len(inside.leads), len(outside.leads)) == (2, 0)
    desk.stage(gather(desk, desk.sheet.changed_rows()[:1], at_s=AT_S).removal(desk.sheet, label="x"))
    inside, outside = divided(desk.sheet, document)
    assert (len(inside.leads), len(outside.leads)) == (1, 1)
