"""What the models of these tables do alike: a name for each column, and each role answered by a function of the cell.

No colours here, and nothing of what the rows are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Answer = Callable[[int, int], object]
"""What a cell says, by its row and column."""


class AnsweringModel(QAbstractTableModel):
    """A model says its ``column_name`` and, by role, what ``answers``."""

    def column_name(self, column: int) -> str:
        """What stands over a column; its number, as Qt has it, unless a model knows better."""
        return str(column + 1)

    def answers(self) -> Mapping[int, Answer]:
        """Who answers which role; nobody, unless a model knows better."""
        return {}

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.column_name(section)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or not index.row() < self.rowCount():
            return None
        answer = self.answers().get(int(role))
        return None if answer is None else answer(index.row(), index.column())
