"""A column settles by itself which way round its days are, or it is asked about; nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.style import DateOrder
from copper_desk.tabular.date_reading import DateReading, date_reading, settled_uses
from copper_desk.tabular.import_choice import ColumnUse
from tests.sheet.specimen import SCHEMA
from tests.tabular.laid_file import laid_out

SINCE = next(field.key for field in SCHEMA.columns if field.label == "Since")
days = st.dates(date(1970, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["03/04/2026"], DateReading(None, 1)),
        (["03/04/2026", "25/04/2026"], DateReading("dmy", 1)),
        (["03/04/2026", "04/25/2026"], DateReading("mdy", 1)),
        (["25/04/2026", "04/25/2026", "03/04/2026"], DateReading(None, 1)),
        (["03.04.2026"], DateReading("dmy", 0)),  # Points belong to countries that write the day first.
        (["03/03/2026", "2026-04-03", "", "soon"], DateReading(None, 0)),
        (["03/04/26", "3-4-26"], DateReading(None, 0)),  # A year of two digits is no date in any order.
        (["03/04/2026", "03/04/2026", " 3-4-2026 09:30"], DateReading(None, 3)),
        (["03/04-2026", "31/31/2026"], DateReading(None, 0)),
        (["Tue 03/04/2026", "\u200e03/04/2026", "\uff10\uff13／\uff10\uff14／2026"], DateReading(None, 3)),
    ],
)
def test_what_a_column_settles(cells: list[str], found: DateReading) -> None:
    assert date_reading(cells) == found


@given(found=st.lists(days, min_size=1, max_size=8), order=st.sampled_from(["dmy", "mdy"]), mark=st.sampled_from("/-"))
def test_days_that_were_written_in_one_order_are_never_read_in_the_other(
    found: list[date], order: DateOrder, mark: str
) -> None:
    written = f"%d{mark}%m{mark}%Y" if order == "dmy" else f"%m{mark}%d{mark}%Y"
    reading = date_reading([day.strftime(written) for day in found])
    assert reading.order in {order, None}
    assert (reading.order is not None) == any(day.day > 12 for day in found)
    assert reading.ambiguous == sum(1 for day in found if day.day <= 12 and day.day != day.month)


def test_what_was_chosen_for_a_column_counts_more_than_what_it_settles() -> None:
    table = laid_out([["A", "B", "C"], ["25/04/2026", "25/04/2026", "25/04/2026"]])
    uses = (ColumnUse(0, SINCE), ColumnUse(1, SINCE, date_order="mdy"), ColumnUse(2, "title"))
    assert [use.date_order for use in settled_uses(table, uses, SCHEMA)] == ["dmy", "mdy", None]
