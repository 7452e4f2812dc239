"""A table is written whole or not at all, and what was there before stays until then."""

from __future__ import annotations

from pathlib import Path

import pytest

from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.table import ReadingStopped
from copper_desk.tabular.table_file import CannotWrite, TextTable, write_table


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_folder_that_is_gone_is_told_in_one_sentence(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(CannotWrite, match=r"is no longer there\. Choose another one\."):
        write_table(tmp_path / "gone" / f"r.{suffix}", TextTable(("Lead ID",), ()))


def test_a_file_that_cannot_be_replaced_stays_and_nothing_is_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.csv"
    path.write_text("before")

    def held(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", held)  # what Windows says while Excel holds the file
    with pytest.raises(CannotWrite, match="open in another program: close it there, or choose another name"):
        write_table(path, TextTable(("Lead ID",), (("1",),)))
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["r.csv"]


def test_a_text_that_no_workbook_holds_is_refused_instead_of_cut(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with pytest.raises(CannotWrite, match=r"Save it as \.csv"):
        write_table(path, TextTable(("Lead ID",), (("x" * 40_000,),)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_writing_can_be_stopped_and_leaves_what_was_there(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"r.{suffix}"
    path.write_text("before")
    seen: list[tuple[int, int]] = []

    def watch(done: int, whole: int) -> None:
        seen.append((done, whole))
        if done:
            raise ReadingStopped

    with pytest.raises(ReadingStopped):
        write_table(path, TextTable(("Lead ID",), [(str(n),) for n in range(2_000)]), watch=watch)
    assert seen == [(0, 2_000), (500, 2_000)]
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_half_a_character_does_not_keep_the_rest_from_being_written(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"leads{suffix}"
    write_table(path, TextTable(("Name", "City\ud83d"), [("x\ud83dy", "Žilina 🙂")]))
    table = read_table(path)
    assert (table.header, list(table.rows)) == (("Name", "City?"), [("x?y", "Žilina 🙂")])
