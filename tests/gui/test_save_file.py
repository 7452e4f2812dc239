"""Where a file is saved: the dialog opens where people keep their files, and a name without an ending gets one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from copper_desk.gui.dialog.save_file import ask_csv, ask_spreadsheet


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the dialog of the system was given, and what it answers with."""
    seen = {"chosen": "", "kind": ""}

    def answer(_parent: object, _title: str, at: str, kinds: str) -> tuple[str, str]:
        seen.update(at=at, kinds=kinds)
        return seen["chosen"], seen["kind"]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return seen


def _documents(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(folder))


def test_a_file_is_offered_among_the_documents_and_not_where_the_program_runs(
    asked: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _documents(monkeypatch, tmp_path)
    assert ask_csv(None, "changes.csv") is None
    assert asked["at"] == str(tmp_path / "changes.csv")


def test_without_a_folder_for_documents_it_is_the_home_folder(
    asked: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _documents(monkeypatch, tmp_path / "none")
    ask_spreadsheet(None, "Failures.csv")
    assert asked["at"] == str(Path.home() / "Failures.csv")


@pytest.mark.parametrize(
    ("chosen", "kind", "path"),
    [
        ("/out/results", "Excel workbook (*.xlsx)", "/out/results.xlsx"),
        ("/out/results", "Comma-separated values (*.csv)", "/out/results.csv"),
        ("/out/results.txt", "Excel workbook (*.xlsx)", "/out/results.txt"),
    ],
)
def test_a_name_without_an_ending_gets_that_of_the_chosen_kind(
    asked: dict[str, str], chosen: str, kind: str, path: str
) -> None:
    asked.update(chosen=chosen, kind=kind)
    assert ask_spreadsheet(None, "Results.csv") == Path(path)
