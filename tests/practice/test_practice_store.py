"""The leads between starts: changes are kept, one server at a time, and renewed on request."""

from __future__ import annotations

from pathlib import Path

import pytest

from copper_desk.practice.display import Display, shown
from copper_desk.practice.keep import Keep, KeepError
from copper_desk.practice.store import FIRST_CREATED_ID, Store


def _change(store: Store, lead_id: int, **fields: object) -> None:
    lead = store.lead(lead_id)
    assert lead is not None
    store.put({lead_id: {**lead, **fields}})


def test_changes_survive_a_restart_and_new_ids_are_never_reused(tmp_path: Path) -> None:
    store = Store(tmp_path, seed=1, count=40)
    gone_id, new_id = store.ids()[3], store.new_id()
    _change(store, 8894157, title="Owner")
    store.put({gone_id: None, new_id: {**(store.lead(8894157) or {}), "id": new_id}})
    before = {i: store.lead(i) for i in store.ids()}
    store.put({new_id: None})
    store.close()

    again = Store(tmp_path, seed=1, count=40)
    assert new_id == FIRST_CREATED_ID
    assert again.new_id() == new_id + 1
    del before[new_id]
    assert {i: again.lead(i) for i in again.ids()} == before
    assert not again.has(gone_id)
    again.close()


def test_each_seed_and_count_has_its_own_leads(tmp_path: Path) -> None:
    store = Store(tmp_path, seed=1, count=40)
    _change(store, 8894157, title="Owner")
    store.close()
    other = Store(tmp_path, seed=2, count=40)
    assert (other.lead(8894157) or {})["title"] == "Buyer"
    other.close()


def test_renewing_forgets_every_change(tmp_path: Path) -> None:
    store = Store(tmp_path, seed=1, count=40)
    display = Display(store)
    fresh = display.text(8894157, computed=True, text_dates=False)
    _change(store, 8894157, title="Owner", tags=["x"])
    changed = display.text(8894157, computed=True, text_dates=False)
    store.renew()
    assert display.text(8894157, computed=True, text_dates=False) == fresh != changed
    store.close()
    again = Store(tmp_path, seed=1, count=40)
    assert (again.lead(8894157) or {})["title"] == "Buyer"
    again.close()


def test_a_second_server_on_the_same_leads_is_told_so(tmp_path: Path) -> None:
    store = Store(tmp_path, seed=1, count=5)
    with pytest.raises(KeepError, match="open already, in another window"):
        Store(tmp_path, seed=1, count=5)
    store.close()
    Store(tmp_path, seed=1, count=5).close()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "leads.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(KeepError, match="cannot be used"):
        Keep(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KeepError, match="cannot be used"):
        Keep(tmp_path / "file" / "leads.sqlite")


def test_a_damaged_lead_is_named(tmp_path: Path) -> None:
    keep = Keep(tmp_path / "leads.sqlite")
    keep.write({1: {"id": 1}})
    keep._base.execute("UPDATE lead SET body = '{'")
    with pytest.raises(KeepError, match="cannot be used"):
        keep.load()
    keep.close()


def test_tags_are_counted_over_changed_and_untouched_leads() -> None:
    store = Store(None, seed=1, count=60)
    _change(store, 8894157, tags=["expo", "brand new"])
    counts = store.tag_counts()
    tags = [tag for i in store.ids() for tag in (store.lead(i) or {})["tags"]]
    assert counts["brand new"] == 1
    assert counts == {tag: tags.count(tag) for tag in tags}


def test_a_hundred_thousand_leads_need_no_making() -> None:
    store = Store(None, seed=1, count=100_000)
    assert len(store.ids()) == 100_000
    assert store._made == {}


def test_computed_values_name_options_even_retired_ones() -> None:
    store = Store(None, seed=1, count=60)
    lead = next(lead for i in store.ids() if (lead := store.lead(i)) and "167775" in str(lead["custom_fields"]))
    computed = {
        entry["custom_field_definition_id"]: entry["computed_value"]
        for entry in shown(lead, computed=True, text_dates=False)["custom_fields"]
    }
    assert computed[100764] == "Platinum"
    assert all("computed_value" not in entry for entry in lead["custom_fields"])


def test_dates_read_as_text_if_so_switched() -> None:
    ben = Store(None, seed=1, count=5).lead(8894157)
    assert ben is not None
    read = {
        e["custom_field_definition_id"]: e["value"]
        for e in shown(ben, computed=False, text_dates=True)["custom_fields"]
    }
    assert read[100765] == "03/04/2026"
