"""Copies out of a table that is only read: as TSV, with the columns' names over the cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from copper_desk.sheet.tsv import format_tsv


class Copied(Protocol):
    """A model that says its cells as texts."""

    def headerData(self, section: int, orientation: Qt.Orientation) -> object: ...
    def text_at(self, position: int, column: int) -> str: ...


def copy_with_names(
    model: Copied, *, rows: Sequence[int], columns: Sequence[int], chosen: Callable[[int, int], bool] | None = None
) -> None:
    """Put these cells on the clipboard; those of the rectangle that were not ``chosen`` are left blank."""
    names = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
    table = [
        [model.text_at(row, column) if chosen is None or chosen(row, column) else "" for column in columns]
        for row in rows
    ]
    QGuiApplication.clipboard().setText(format_tsv([names, *table]))
