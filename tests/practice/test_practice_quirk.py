"""Switches turn one by one and refuse what they do not have."""

from __future__ import annotations

from typing import Any

import pytest

from copper_desk.practice.quirk import Quirk, QuirkError


def test_switches_take_values_as_text_or_as_they_are() -> None:
    quirk = Quirk().turned({"date_write": "text", "phantom_every": "9", "total_header": "no", "count_refused": True})
    assert (quirk.date_write, quirk.phantom_every) == ("text", 9)
    assert (quirk.total_header, quirk.count_refused) == (False, True)


@pytest.mark.parametrize(
    ("positions", "sentence"),
    [
        ({"colour": "red"}, "no option 'colour'"),
        ({"date_write": "iso"}, "one of both, unix, text"),
        ({"total_header": "perhaps"}, "yes or no"),
        ({"retry_after_s": "-1"}, "whole number"),
    ],
)
def test_a_switch_or_position_that_does_not_exist_is_named(positions: dict[str, Any], sentence: str) -> None:
    with pytest.raises(QuirkError, match=sentence):
        Quirk().turned(positions)
