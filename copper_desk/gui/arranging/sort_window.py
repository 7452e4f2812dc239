"""Sort by several columns: a line each, the most important first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from copper_desk.gui.grid.header_menu import direction_words
from copper_desk.gui.look.layer import foot, head, layers
from copper_desk.gui.look.piece import button, choice_box, label
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.field import Field
from copper_desk.sheet.ranking import Sorts
from copper_desk.wording import tr

MOST = 6
"""More columns than that tell no two leads apart that six did not."""


class SortWindow(QDialog):
    """``sorts_wished`` carries the Sorts; the window is closed by then. Where nothing is sorted, the column of the key
    ``first`` is offered."""

    sorts_wished = Signal(object)

    def __init__(
        self, fields: Sequence[Field], sorts: Sorts, theme: Theme, *, first: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Sort"))
        self.setProperty("panel", "raised")
        self.setMinimumWidth(520)
        self._fields = list(fields)
        self._theme = theme
        self.lines: list[SortLine] = []
        self.add = button(tr("&Then by another column"), role="link")
        self.sort = button(tr("Sort"), role="primary")
        self.sort.setDefault(True)
        self.clear = button(tr("In the order of arrival"), tr("Do not sort: in the order in which the leads came"))
        cancel = button(tr("Cancel"))
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(22, 0, 22, 0)
        self._rows.setSpacing(8)
        layout = layers(self)
        layout.addLayout(head(label(tr("Sort the leads"), level="heading")))
        layout.addLayout(self._rows)
        more = QHBoxLayout()
        more.setContentsMargins(18, 8, 22, 12)
        more.addWidget(self.add)
        more.addStretch(1)
        layout.addLayout(more)
        layout.addStretch(1)
        layout.addWidget(foot(self.clear, None, cancel, self.sort))
        self.add.clicked.connect(self._on_add_clicked)
        self.sort.clicked.connect(self._on_sort_clicked)
        self.clear.clicked.connect(self._on_clear_clicked)
        cancel.clicked.connect(self.reject)
        for key, descending in sorts or ((first, False),):
            self._append(key, descending=descending)
        self.lines[0].column.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(560, super().sizeHint().height())

    def sorts(self) -> Sorts:
        """What is asked for; a column counts once, where it comes first."""
        found: dict[str, bool] = {}
        for line in self.lines:
            found.setdefault(line.column.currentData(), bool(line.direction.currentData()))
        return tuple(found.items())

    def _append(self, key: str, *, descending: bool = False) -> SortLine:
        line = SortLine(self._fields, key, self._theme, descending=descending)
        line.remove.clicked.connect(lambda: self._remove(line))
        self.lines.append(line)
        self._rows.addWidget(line)
        self._show_lines()
        return line

    def _remove(self, line: SortLine) -> None:
        self.lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._show_lines()
        self.lines[0].column.setFocus()

    def _show_lines(self) -> None:
        for place, line in enumerate(self.lines):
            line.words.setText(tr("Sort by") if place == 0 else tr("then by"))
            line.remove.setEnabled(len(self.lines) > 1)
        self.add.setEnabled(len(self.lines) < min(MOST, len(self._fields)))
        self.adjustSize()

    @Slot()
    def _on_add_clicked(self) -> None:
        used = {line.column.currentData() for line in self.lines}
        free = next((field.key for field in self._fields if field.key not in used), self._fields[0].key)
        self._append(free).column.setFocus()

    @Slot()
    def _on_sort_clicked(self) -> None:
        self.accept()
        self.sorts_wished.emit(self.sorts())

    @Slot()
    def _on_clear_clicked(self) -> None:
        self.accept()
        self.sorts_wished.emit(())


class SortLine(QWidget):
    """One column and its direction, in the words of its values."""

    def __init__(self, fields: Sequence[Field], key: str, theme: Theme, *, descending: bool) -> None:
        super().__init__()
        self._kinds = {field.key: field.kind for field in fields}
        self.words: QLabel = label(tone="muted")
        self.column: QComboBox = choice_box(tr("Column"), [(field.label, field.key) for field in fields])
        self.direction: QComboBox = choice_box(tr("Direction"))
        self.remove = QToolButton()
        self.remove.setProperty("role", "flat")
        self.remove.setAccessibleName(tr("Do not sort by this column"))
        self.remove.setToolTip(tr("Do not sort by this column"))
        theme.icons.wear(self.remove, "close", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.words.setMinimumWidth(self.words.fontMetrics().horizontalAdvance(tr("then by")) + 16)
        layout.addWidget(self.words)
        layout.addWidget(self.column, 3)
        layout.addWidget(self.direction, 2)
        layout.addWidget(self.remove)
        self.column.setMaxVisibleItems(16)
        self.column.setCurrentIndex(max(0, self.column.findData(key)))
        self.column.currentIndexChanged.connect(self._show_directions)
        self._show_directions()
        self.direction.setCurrentIndex(int(descending))

    @Slot()
    def _show_directions(self, _place: int = 0) -> None:
        chosen = max(0, self.direction.currentIndex())
        self.direction.clear()
        up, down = direction_words(self._kinds[self.column.currentData()])
        self.direction.addItem(up, False)
        self.direction.addItem(down, True)
        self.direction.setCurrentIndex(chosen)
