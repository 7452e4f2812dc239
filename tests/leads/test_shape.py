"""A value fits a field when it is of the type that its kind names, exactly: its own values do, others do not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.kind import LIST_KINDS, FieldKind
from copper_desk.leads.shape import fits
from copper_desk.leads.value import CellValue, Entry, Unparsed
from tests.leads.sample import EDITABLE, SCHEMA, values

STRANGE: tuple[CellValue, ...] = (True, 1, 1.5, "x", date(2026, 3, 4), (1,), ("x",), (Entry("x", "work"),))


@given(data=st.data())
def test_the_values_of_each_kind_fit(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(EDITABLE))
    assert fits(field, data.draw(values(field)))  # type: ignore[arg-type]  # a strategy of objects


@pytest.mark.parametrize("field", EDITABLE, ids=lambda field: field.key)
def test_of_eight_values_of_eight_types_few_fit(field: object) -> None:
    kind = field.kind  # type: ignore[attr-defined]  # a Field
    found = [value for value in STRANGE if fits(field, value)]  # type: ignore[arg-type]  # a Field
    is_number = kind in {FieldKind.NUMBER, FieldKind.MONEY, FieldKind.PERCENTAGE}
    assert len(found) == (2 if is_number else 1)
    assert (type(found[0]) is tuple) is (kind in LIST_KINDS)


@pytest.mark.parametrize("value", [None, Unparsed("x", "no")])
def test_nothing_and_bad_text_fit_everywhere(value: CellValue) -> None:
    assert all(fits(field, value) for field in SCHEMA.columns)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_no_number_is_fits_nowhere(value: float) -> None:
    assert not any(fits(field, value) for field in SCHEMA.columns)


def test_lists_are_looked_at_inside() -> None:
    assert not fits(SCHEMA["tags"], ("x", None))  # type: ignore[arg-type]  # on purpose
    assert not fits(SCHEMA["tags"], (True,))
    (phones,) = [field for field in SCHEMA.fields if field.kind is FieldKind.ENTRIES][:1]
    assert fits(phones, (Entry("x", None),))
    assert not fits(phones, (Entry(5, None),))  # type: ignore[arg-type]
