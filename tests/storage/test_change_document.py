"""A file of changes holds each value exactly, is whole or not there, and what is none is told in a sentence."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.value import Entry, Unparsed
from copper_desk.storage import change_document
from copper_desk.storage.change_document import (
    CarriedCell,
    CarriedLead,
    ChangeDocument,
    SetAside,
    UnreadableDocument,
    read_document,
    write_document,
)
from copper_desk.storage.trouble import StorageTrouble

_VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.lists(st.text()).map(tuple)
    | st.lists(st.integers()).map(tuple)
    | st.lists(st.builds(Entry, st.none() | st.text(), st.none() | st.text())).map(tuple)
)
_CELLS = st.builds(CarriedCell, st.text(), st.text(), _VALUES, _VALUES | st.builds(Unparsed, st.text(), st.text()))
_LEADS = st.builds(
    CarriedLead,
    st.none() | st.integers(1, 2**53),
    st.text(),
    st.lists(_CELLS, max_size=3, unique_by=lambda cell: cell.key).map(tuple),
)
_DOCUMENTS = st.builds(
    ChangeDocument,
    st.integers(1, 2**53),
    st.text(),
    st.floats(0, 2e9),
    st.text(),
    st.text(),
    st.lists(_LEADS, max_size=3, unique_by=lambda lead: lead.lead_id or id(lead)).map(tuple),
    st.text(),
)


def _document(title: str = "", *, made_s: float = 1_800_000_000.5) -> ChangeDocument:
    cells = (
        CarriedCell("title", "Title", "CEO", None),
        CarriedCell("cf_1", "Since", None, date(2026, 3, 4)),
        CarriedCell("monetary_value", "Value", 1, Unparsed("x", "“x” is not a number.")),
    )
    leads = (CarriedLead(7, "Ada", cells), CarriedLead(None, "Nova", (CarriedCell("name", "Name", None, "Nova"),)))
    return ChangeDocument(5, "Acme", made_s, "Ana Ruiz", "For Bo", leads, title)


@given(document=_DOCUMENTS)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, document: ChangeDocument) -> None:
    path = tmp_path_factory.mktemp("changes") / "a.copperchanges"
    write_document(path, document)
    assert read_document(path) == document


def test_it_counts_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.copperchanges"
    write_document(path, _document())
    found = read_document(path)
    assert (found.cell_count, [each.lead_id is None for each in found.leads].count(True)) == (4, 1)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["a.copperchanges"]


_CHANGE = {"field": "a", "label": "A", "loaded": None, "new": "x"}
_LEAD = {"id": 7, "name": "", "changes": [_CHANGE]}


def _damaged(**changes: object) -> str:
    whole = {
        "copper_desk_changes": 1,
        "account": {"id": 5, "name": "Acme"},
        "made": 1.0,
        "by": "",
        "note": "",
        "title": "",
        "leads": [{"id": 7, "name": "", "changes": [{"field": "a", "label": "A", "loaded": None, "new": "x"}]}],
    }
    return json.dumps(whole | changes)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is damaged"),
        ("Name,Title\nAda,CEO\n", "is damaged"),
        ("[]", "is no file of changes. To read a spreadsheet, choose Import."),
        ("{}", "is no file of changes"),
        (_damaged(copper_desk_changes=2), "was written by a newer version of Copper Desk"),
        (_damaged(account={}), "is damaged"),
        (_damaged(leads=[{"id": "7"}]), "is damaged"),
        (_damaged(leads=[{"id": -7, "name": "", "changes": []}]), "is damaged"),
        (_damaged(leads=[{"id": True, "name": "", "changes": []}]), "is damaged"),
        (_damaged(leads={"id": 7}), "is damaged"),
        (_damaged(copper_desk_changes=0), "is damaged"),
        (_damaged(copper_desk_changes="2"), "is damaged"),
        (_damaged(copper_desk_changes=True), "is damaged"),
        (_damaged(made="soon"), "is damaged"),
        (_damaged(made="5"), "is damaged"),
        (_damaged(made=True), "is damaged"),
        (_damaged(made=float("nan")), "is damaged"),
        (_damaged(made=float("inf")), "is damaged"),
        (_damaged(made=-1), "is damaged"),
        (_damaged(made=1e12), "is damaged"),
        (_damaged(made=10**400), "is damaged"),
        (_damaged(leads=[_LEAD, _LEAD]), "is damaged"),
        (_damaged(leads=[_LEAD | {"changes": [_CHANGE, _CHANGE]}]), "is damaged"),
        ("[" * 100_000, "is damaged"),
    ],
)
def test_what_is_no_file_of_changes_is_said(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "a.copperchanges"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=sentence):
        read_document(path)


def test_a_value_of_no_kind_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.copperchanges"
    lead = {"id": 7, "name": "", "changes": [{"field": "a", "label": "A", "loaded": None, "new": {"moon": 1}}]}
    path.write_text(_damaged(leads=[lead]), encoding="utf-8")
    with pytest.raises(UnreadableDocument, match="is damaged"):
        read_document(path)


def test_a_file_that_is_gone_or_too_large_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.copperchanges"
    with pytest.raises(UnreadableDocument, match="is not there"):
        read_document(path)
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        read_document(tmp_path)
    write_document(path, _document())
    monkeypatch.setattr(change_document, "MOST_BYTES", 10)
    with pytest.raises(UnreadableDocument, match="is too large"):
        read_document(path)


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.copperchanges"
    write_document(path, _document())
    before = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageTrouble, match="is full"):
        write_document(path, _document("other"))
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_sets_are_kept_apart_the_newest_first_and_removed(tmp_path: Path) -> None:
    store = SetAside(tmp_path / "account" / "aside")
    assert (store.all(), len(store)) == (([], []), 0)
    first = store.keep(_document("First"))
    second = store.keep(_document("Second"))
    store.keep(_document("Third", made_s=1_900_000_000.0))
    assert first != second
    found, troubles = store.all()
    assert found[0][1].title == "Third"
    assert {document.title for _, document in found} == {"First", "Second", "Third"}
    assert (troubles, len(store)) == ([], 3)
    store.remove(first)
    store.remove(first)
    assert {document.title for _, document in store.all()[0]} == {"Second", "Third"}
    second.write_text("{", encoding="utf-8")
    assert store.all()[1] == [f"{second.name} is damaged and cannot be read. Ask for it once more."]
