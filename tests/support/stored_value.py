"""Hypothesis strategies for what storage keeps: any value of a cell, any problem, any row state."""

from __future__ import annotations

from hypothesis import strategies as st

from copper_desk.leads.problem import Origin, Problem, Severity
from copper_desk.leads.value import Entry, Unparsed
from copper_desk.sheet.edit import StagedEdit
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_state import RowState

# Everything that a Python str can hold, half surrogate pairs and NUL too.
texts = st.text(st.characters())
integers = st.integers() | st.sampled_from([2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**400])
numbers = integers | st.floats(allow_nan=False) | st.sampled_from([0, 0.0, -0.0, 1, 1.0])
entries = st.builds(Entry, st.none() | texts, st.none() | texts)
values = st.one_of(
    st.none(),
    st.booleans(),
    numbers,
    texts,
    st.dates(),
    st.lists(integers).map(tuple),
    st.lists(texts).map(tuple),
    st.lists(entries).map(tuple),
)
cell_values = values | st.builds(Unparsed, texts, texts)

problems = st.builds(Problem, texts, st.sampled_from(Severity), st.sampled_from(Origin))
revisions = st.integers(0, 2**53)
keys = st.sampled_from(["name", "company_name", "address.city", "phone.mobile", "cf_100764", "tags"])
edits = st.builds(StagedEdit, values, cell_values, revisions, st.none() | problems)
row_states = st.builds(
    RowState,
    # Few, so that the same row comes again.
    st.integers(-2, 3) | st.just(2**40),
    edits=st.dictionaries(keys, edits, max_size=4).map(lambda cells: tuple(cells.items())),
    refusals=st.lists(st.tuples(st.none() | keys, problems), max_size=2).map(tuple),
    request_id=st.none() | texts,
    sent=st.dictionaries(keys, revisions, max_size=2).map(lambda cells: tuple(cells.items())),
    taken_back=st.lists(keys, unique=True, max_size=2).map(tuple),
    push=st.integers(0, 2**40),
    result=st.none() | st.sampled_from([Phase.UNKNOWN, Phase.NOT_SENT, Phase.GONE]),
    note=st.none() | problems,
    source=texts,
)


def exact(value: object) -> object:
    """What tells values apart that Python calls equal: True from 1, 1 from 1.0, 0.0 from -0.0, a tuple from Entry."""
    if isinstance(value, tuple):
        return type(value).__name__, tuple(map(exact, value))
    return type(value).__name__, repr(value) if isinstance(value, float) else value
