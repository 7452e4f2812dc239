"""What the models of short tables do alike: one line for each thing, in columns that stay, each cell with its text.

Knows neither what the things are nor who changes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt

from copper_desk.gui.table.answering_model import Answer, AnsweringModel, Index

Line = TypeVar("Line")
_ROOT = QModelIndex()


class LineModel(AnsweringModel, Generic[Line]):
    """``lines`` are shown under ``names``; a model says the ``text_at`` of its cells, which is their tip, too, unless
    it has other ``answers``."""

    def __init__(self, names: Sequence[str], lines: Sequence[Line] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._answers: Mapping[int, Answer] = {
            int(Qt.ItemDataRole.DisplayRole): self.text_at,
            int(Qt.ItemDataRole.ToolTipRole): self.text_at,
        }
        self.lines = lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def text_at(self, line: int, column: int) -> str:
        """What a cell says. A model has to say it."""
        raise NotImplementedError

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._names)

    def column_name(self, column: int) -> str:
        return self._names[column]

    def answers(self) -> Mapping[int, Answer]:
        return self._answers
