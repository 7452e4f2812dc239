"""The data roles of the lead model beyond Qt's own.

Values pass as Python objects: a Copper id may not fit into the int of a Qt signature.
"""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

_FIRST = int(Qt.ItemDataRole.UserRole)


class Role(IntEnum):
    """What else can be asked of a cell; the comment names the Python type."""

    VALUE = _FIRST + 1  # CellValue: the decoded value; setData takes one too
    LEAD = _FIRST + 2  # int: the RowId of the lead
    KEY = _FIRST + 3  # str: the field's key, "" in the State column
    CELL_STATE = _FIRST + 4  # CellState
    ROW_STATE = _FIRST + 5  # RowState
    PROBLEMS = _FIRST + 6  # tuple[Problem, ...]
    LOADED = _FIRST + 7  # CellValue: the value that Copper holds
