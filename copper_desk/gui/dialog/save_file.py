"""Asks where a table is saved. Knows nothing of what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from copper_desk.wording import tr


def ask_csv(parent: QWidget | None, suggested: str) -> Path | None:
    """Where to save a comma-separated file, ``suggested`` being its name; None when the person leaves it."""
    return _ask(parent, suggested, {tr("Comma-separated values (*.csv)"): ".csv"})


def ask_spreadsheet(parent: QWidget | None, suggested: str) -> Path | None:
    """Where to save a spreadsheet, as text or as a workbook; ``suggested`` is its name. None when the person leaves
    it."""
    kinds = {tr("Comma-separated values (*.csv)"): ".csv", tr("Excel workbook (*.xlsx)"): ".xlsx"}
    return _ask(parent, suggested, kinds)


def _ask(parent: QWidget | None, suggested: str, kinds: Mapping[str, str]) -> Path | None:
    """``kinds``: the ending of each kind of file by its words."""
    at = str(_documents() / suggested)
    chosen, kind = QFileDialog.getSaveFileName(parent, tr("Save as"), at, ";;".join(kinds))
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(kinds.get(kind, ".csv"))


def _documents() -> Path:
    """Not the folder that the program happens to run in: nobody would look there."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()
