"""The pieces of a line share its width: short ones stay whole, long ones give way alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.gui.look.fair_width import fair_widths

_WIDTHS = st.lists(st.floats(0, 2_000), max_size=6)


@pytest.mark.parametrize(
    ("wanted", "room", "given_widths"),
    [
        ([40, 50], 100, [40, 50]),
        ([300, 50], 200, [150, 50]),
        ([300, 300], 200, [100, 100]),
        ([10, 300, 90], 200, [10, 100, 90]),
        ([10, 20], 0, [0, 0]),
        ([10], -5, [0]),
    ],
)
def test_short_pieces_stay_whole(wanted: list[float], room: float, given_widths: list[float]) -> None:
    assert fair_widths(wanted, room) == given_widths


@given(_WIDTHS, st.floats(0, 4_000))
def test_the_room_is_never_exceeded_and_never_wasted(wanted: list[float], room: float) -> None:
    widths = fair_widths(wanted, room)
    assert sum(widths) == pytest.approx(min(sum(wanted), room))
    assert all(width <= want for width, want in zip(widths, wanted, strict=True))
