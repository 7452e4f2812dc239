"""The table of moves: what is held cannot be sent, and nothing is sent that was not queued."""

from __future__ import annotations

import pytest

from copper_desk.sheet.phase import MOVES, IllegalMove, Phase, in_push, moved


def test_every_phase_has_its_moves_and_may_stay() -> None:
    assert set(MOVES) == set(Phase)
    for phase in Phase:
        assert moved(phase, phase) is phase


@pytest.mark.parametrize("phase", [Phase.CLEAN, Phase.INVALID, Phase.CONFLICT, Phase.GONE])
def test_what_is_held_or_has_nothing_to_send_is_not_queued(phase: Phase) -> None:
    with pytest.raises(IllegalMove, match="queued"):
        moved(phase, Phase.QUEUED)


def test_only_queued_rows_are_sent() -> None:
    assert {phase for phase in Phase if Phase.SENDING in MOVES[phase]} == {Phase.QUEUED}


def test_a_push_holds_queued_and_sending_rows() -> None:
    assert {phase for phase in Phase if in_push(phase)} == {Phase.QUEUED, Phase.SENDING}


def test_phases_serve_as_keys() -> None:
    assert len(set(Phase)) == len(Phase)
    assert {Phase.GONE: 1}[Phase("gone")] == 1
