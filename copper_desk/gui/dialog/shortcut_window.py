"""The sheet of shortcuts (F1): every action that has keys, and the keys of the grid that are no actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from copper_desk.gui.control.action import MENUS
from copper_desk.gui.look.piece import button
from copper_desk.gui.wording import tr

GRID_KEYS = (
    ("F2", "Edit the content"),
    ("Enter / Shift+Enter", "Down / up"),
    ("Tab / Shift+Tab", "Right / left"),
    ("Esc", "Leave the editor without change"),
    ("Alt+Return", "Line break in the editor"),
    ("Alt+Down", "Open the list of a choice"),
    ("Ctrl+Return", "The value into every selected cell"),
    ("Ctrl+Space / Shift+Space", "Select the column / the row"),
)

REVIEW_KEYS = (
    ("Space", "Tick or untick the selected leads"),
    ("Ctrl+F", "Find in the changes"),
    ("Ctrl+Return", "Push what is ticked"),
    ("Esc", "Keep editing"),
)
CONFLICT_KEYS = (
    ("Alt+K", "Keep your values"),
    ("Alt+T", "Take Copper's values"),
    ("Alt+L", "Leave them open"),
    ("Space", "Next choice for the selected fields"),
    ("Ctrl+Return", "Apply the choices"),
)


class ShortcutWindow(QDialog):
    """Two columns: what, and which keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.resize(520, 620)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr("Keyboard shortcuts"))
        self.tree.setHeaderLabels([tr("Action"), tr("Keys")])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setAnimated(False)
        self._fill()
        close = button(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tree)
        layout.addLayout(foot)

    def _fill(self) -> None:
        for menu in MENUS:
            rows = [
                (tr(spec.text).replace("&", "").rstrip("…"), ", ".join(_native(keys) for keys in spec.keys))
                for group in menu.groups
                for spec in group
                if spec.keys
            ]
            self._add(tr(menu.title).replace("&", ""), rows)
        self._add(tr("In the grid"), [(tr(text), keys) for keys, text in GRID_KEYS])
        self._add(tr("In the review"), [(tr(text), keys) for keys, text in REVIEW_KEYS])
        self._add(tr("Between your values and Copper's"), [(tr(text), keys) for keys, text in CONFLICT_KEYS])
        self.tree.expandAll()

    def _add(self, title: str, rows: list[tuple[str, str]]) -> None:
        if rows:
            branch = QTreeWidgetItem(self.tree, [title])
            branch.addChildren([QTreeWidgetItem([text, keys]) for text, keys in rows])


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
