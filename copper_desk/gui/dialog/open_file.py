"""Asks which spreadsheet is to be imported. Knows nothing of what is in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from copper_desk.wording import tr

SUFFIXES = ("csv", "tsv", "txt", "tab", "xlsx", "xlsm", "xlsb", "xls", "ods", "html", "htm")
"""Endings of files that may hold a spreadsheet."""


def ask_import(parent: QWidget | None, folder: Path | None) -> Path | None:
    """The file to import; ``folder`` is where the last one lay. None when the person leaves it."""
    kinds = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
    filters = f"{tr('Spreadsheets')} ({kinds});;{tr('All files')} (*)"
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Import"), str(folder or _documents()), filters)
    return Path(chosen) if chosen else None


def _documents() -> Path:
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()
