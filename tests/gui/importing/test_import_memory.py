"""What was decided about a file is there for the next one with the same headers, and never in the way."""

from __future__ import annotations

import json
from pathlib import Path

from copper_desk.gui.importing.import_draft import ColumnWay, ImportDraft
from copper_desk.gui.importing.import_memory import ImportMemory
from copper_desk.storage.account_folder import AccountFolder, AccountKey
from copper_desk.tabular.column import header_signature, propose_columns
from copper_desk.tabular.import_choice import KEEP, Blanks, CellMode, Duplicates, ListMode, NewRows, RowKey
from tests.sheet.specimen import SCHEMA

HEADER = ("Mail", "Full name", "Rep", "Labels")


def _folder(tmp_path: Path) -> AccountFolder:
    folder = AccountFolder(tmp_path, AccountKey("https://api.example", 1, "ana@x.example"))
    folder.path.mkdir(parents=True, exist_ok=True)
    return folder


def _decided() -> ImportDraft:
    draft = ImportDraft(SCHEMA, propose_columns(HEADER, SCHEMA))
    draft.choose_field(2, "assignee_id")
    draft.choose_way(3, ColumnWay(CellMode.REPLACE, ListMode.REMOVE))
    draft.choose_way(1, ColumnWay(CellMode.FILL))
    draft.choose_value("assignee_id", "Annie", 11)
    draft.choose_value("assignee_id", "Nobody", KEEP)
    draft.choose_constant("title", "Visitor")
    draft.blanks, draft.new, draft.duplicates = Blanks.CLEAR, NewRows.SKIP, Duplicates.UPDATE
    draft.choose_key(RowKey(1, "name"))
    return draft


def _recalled(memory: ImportMemory, header: tuple[str, ...] = HEADER) -> ImportDraft:
    draft = ImportDraft(SCHEMA, propose_columns(header, SCHEMA, remembered=memory.mapping(header)))
    memory.recall(draft, header)
    return draft


def test_everything_comes_back_at_the_next_start(tmp_path: Path) -> None:
    ImportMemory(_folder(tmp_path)).keep(_decided(), HEADER)
    assert _recalled(ImportMemory(_folder(tmp_path))).choices() == _decided().choices()


def test_the_order_of_the_headers_does_not_matter(tmp_path: Path) -> None:
    memory = ImportMemory(_folder(tmp_path))
    memory.keep(_decided(), HEADER)
    turned = _recalled(memory, tuple(reversed(HEADER)))
    assert {use.key: use.lists for use in turned.choices().uses}["tags"] is ListMode.REMOVE
    assert turned.key == RowKey(2, "name")


def test_columns_of_the_same_header_are_told_apart(tmp_path: Path) -> None:
    memory = ImportMemory(_folder(tmp_path))
    header = ("Name", "Email", "Email")
    proposed = _recalled(memory, header)
    memory.keep(proposed, header)
    assert _recalled(memory, header).choices() == proposed.choices()
    assert proposed.key == RowKey(1, "email")
    second = _recalled(memory, header)
    second.choose_field(2, "email")
    second.choose_way(2, ColumnWay(CellMode.FILL))
    second.choose_key(RowKey(2, "email"))
    memory.keep(second, header)
    assert _recalled(memory, header).choices() == second.choices()


def test_two_phones_stay_two_phones(tmp_path: Path) -> None:
    memory = ImportMemory(_folder(tmp_path))
    header = ("Full name", "Phone", "Phone")
    draft = _recalled(memory, header)
    draft.choose_field(1, "phone.work")
    draft.choose_field(2, "phone.mobile")
    memory.keep(draft, header)
    assert [each.field and each.field.key for each in _recalled(memory, header).columns] == [
        *("name", "phone.work", "phone.mobile")
    ]


def test_what_was_kept_for_one_column_is_not_said_of_two(tmp_path: Path) -> None:
    """Kept by an earlier version, which knew columns by their header alone; the last of them won."""
    folder = _folder(tmp_path)
    columns = {"Name": "title", "Email": None}
    mappings = {header_signature(columns): {"columns": columns, "ways": {"Name": ["fill", "add"]}}}
    folder.imports.write_text(json.dumps({"mappings": mappings}), encoding="utf-8")
    draft = _recalled(ImportMemory(folder), ("Name", "Email", "Email"))
    assert [each.field and each.field.key for each in draft.columns] == ["title", "email", None]
    assert draft.key == RowKey(1, "email")
    assert _recalled(ImportMemory(folder), ("Name", "Email")).columns[1].field is None


def test_other_headers_know_nothing_of_it(tmp_path: Path) -> None:
    memory = ImportMemory(_folder(tmp_path))
    memory.keep(_decided(), HEADER)
    assert memory.mapping((*HEADER, "More")) is None


def test_what_the_account_no_longer_has_is_left_out(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    ImportMemory(folder).keep(_decided(), HEADER)
    text = folder.imports.read_text(encoding="utf-8")
    folder.imports.write_text(text.replace("assignee_id", "cf_999").replace('"title"', '"cf_998"'), encoding="utf-8")
    found = _recalled(ImportMemory(folder)).choices()
    assert [use.key for use in found.uses] == ["email", "name", "tags"]
    assert not found.values
    assert not found.constants


def test_a_damaged_memory_is_set_aside(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    folder.imports.write_text("{ no json", encoding="utf-8")
    memory = ImportMemory(folder)
    assert memory.mapping(HEADER) is None
    memory.keep(_decided(), HEADER)
    assert memory.mapping(HEADER) is not None


def test_without_a_folder_nothing_is_remembered(tmp_path: Path) -> None:
    memory = ImportMemory(None)
    memory.keep(_decided(), HEADER)
    memory.note(tmp_path / "x.csv")
    assert memory.mapping(HEADER) is None
    assert memory.recent() == []


def test_the_latest_files_that_are_still_there_come_first(tmp_path: Path) -> None:
    memory = ImportMemory(_folder(tmp_path))
    paths = [tmp_path / f"{number}.csv" for number in range(9)]
    for path in paths:
        path.write_text("Name\nAna\n", encoding="utf-8")
        memory.note(path)
    memory.note(paths[5])
    paths[8].unlink()
    assert [path.name for path in memory.recent()] == ["5.csv", "7.csv", "6.csv", "4.csv", "3.csv"]
