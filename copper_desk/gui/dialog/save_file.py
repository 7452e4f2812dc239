"""Asks where a table is saved. Knows nothing of what is in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from copper_desk.gui.wording import tr


def ask_csv(parent: QWidget | None, suggested: str) -> Path | None:
    """Where to save a comma-separated file, ``suggested`` being its name; None when the person leaves it."""
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Save as"), suggested, tr("Comma-separated values (*.csv)"))
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".csv")


def ask_spreadsheet(parent: QWidget | None, suggested: str) -> Path | None:
    """Where to save a spreadsheet, as text or as a workbook; ``suggested`` is its name. None when the person leaves
    it."""
    kinds = {tr("Comma-separated values (*.csv)"): ".csv", tr("Excel workbook (*.xlsx)"): ".xlsx"}
    chosen, kind = QFileDialog.getSaveFileName(parent, tr("Save as"), suggested, ";;".join(kinds))
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(kinds.get(kind, ".csv"))
