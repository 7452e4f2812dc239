"""The sheet of shortcuts (F1): every action with its keys, which can be changed, and the keys of the grid, which stay.

Asks the keymap; what the keys do is no matter here.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QKeySequenceEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from copper_desk.gui.control.action import MENUS, specs_of
from copper_desk.gui.control.keymap import Keymap, native, refusal
from copper_desk.gui.look.find_line import FindLine
from copper_desk.gui.look.layer import foot, head, in_a_row, layers
from copper_desk.gui.look.piece import button, label, restyle, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.character import folded_name
from copper_desk.wording import tr

GRID_KEYS = (
    ("F2", "Edit the content"),
    ("Enter / Shift+Enter", "Down / up"),
    ("Tab / Shift+Tab", "Right / left"),
    ("Esc", "Leave the editor without change"),
    ("Alt+Return", "Line break in the editor"),
    ("Alt+Down", "Open the list of a choice"),
    ("Ctrl+Return", "The value into every selected cell"),
    ("Shift+F10", "Menu of the cells"),
)

REVIEW_KEYS = (
    ("Space", "Tick or untick the selected leads"),
    ("Ctrl+F", "Find in the changes"),
    ("Ctrl+Return", "Push what is ticked"),
    ("Esc", "Keep editing"),
)
CONFLICT_KEYS = (
    ("Alt+K", "Keep your values"),
    ("Alt+T", "Take Copper’s values"),
    ("Alt+L", "Leave them open"),
    ("Space", "Next choice for the selected fields"),
    ("Ctrl+Return", "Apply the choices"),
)
SIZE = QSize(620, 680)
_NAME = int(Qt.ItemDataRole.UserRole)


class ShortcutWindow(QDialog):
    """What, and which keys; below the list the keys of the chosen action can be changed."""

    def __init__(self, keymap: Keymap, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setProperty("panel", "raised")
        self._items: dict[str, QTreeWidgetItem] = {}
        self._branches: list[QTreeWidgetItem] = []
        self._make_pieces(theme)
        self._fill()
        self._lay_out()
        self._join()
        take_room(self, SIZE)
        self._show_chosen()
        self.search.setFocus()

    @property
    def chosen(self) -> str:
        """The name of the action whose keys are shown; "" for none."""
        item = self.tree.currentItem()
        return "" if item is None else str(item.data(0, _NAME) or "")

    def item(self, name: str) -> QTreeWidgetItem:
        """The line of this action. Raises KeyError."""
        return self._items[name]

    def choose(self, name: str) -> None:
        """Show the keys of this action. Raises KeyError."""
        self.tree.setCurrentItem(self._items[name])

    # -- pieces ----------------------------------------------------------------------------------------------

    def _make_pieces(self, theme: Theme) -> None:
        self.search = FindLine(theme.icons, hint=tr("Find an action or keys"), name=tr("Find an action or keys"))
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr("Keyboard shortcuts"))
        self.tree.setProperty("framed", "false")
        self.tree.setHeaderLabels([tr("Action"), tr("Keys")])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setAnimated(False)
        self.what = label(bold=True)
        self.edit = _KeyEdit()
        self.give = button(tr("Set"), tr("Give the action these keys"), role="primary")
        self.none = button(tr("No keys"), tr("Take the keys from this action"))
        self.back = button(tr("Reset"), tr("Give this action its first keys again"))
        self.told = wrapped(tone="muted")
        self.back_all = button(tr("Reset all"), tr("Give every action its first keys again"))
        self.close_window = button(tr("Close"))

    def _lay_out(self) -> None:
        layout = layers(self)
        layout.addLayout(head(label(tr("Keyboard shortcuts"), level="heading"), self.search, gap_px=8))
        layout.addWidget(rule())
        layout.addWidget(self.tree, 1)
        layout.addWidget(rule())
        below = head(self.what, gap_px=8, above_px=12, below_px=12)
        below.addLayout(in_a_row(self.edit, self.give, self.none, self.back, None))
        below.addWidget(self.told)
        layout.addLayout(below)
        layout.addWidget(rule())
        layout.addWidget(foot(self.back_all, None, self.close_window))

    def _join(self) -> None:
        self.search.textChanged.connect(self._on_search_text_changed)
        self.tree.currentItemChanged.connect(self._show_chosen)
        self.tree.itemActivated.connect(lambda _item, _column: self.edit.setFocus())
        self.edit.keySequenceChanged.connect(self._show_pressed)
        self.edit.left.connect(self.tree.setFocus)
        self.edit.agreed.connect(self._on_give_clicked)
        self.give.clicked.connect(self._on_give_clicked)
        self.none.clicked.connect(self._on_none_clicked)
        self.back.clicked.connect(self._on_back_clicked)
        self.back_all.clicked.connect(self._keymap.give_all_back)
        self.close_window.clicked.connect(self.accept)
        self._keymap.changed.connect(self._show_keys)

    def _fill(self) -> None:
        for menu in MENUS:
            branch = self._branch(tr(menu.title).replace("&", ""))
            for spec in specs_of(menu):
                item = QTreeWidgetItem(branch, [tr(spec.text).replace("&", "").rstrip("…"), ""])
                item.setData(0, _NAME, spec.name)
                self._items[spec.name] = item
        for title, rows in (
            (tr("In the grid"), GRID_KEYS),
            (tr("In the review"), REVIEW_KEYS),
            (tr("Between your values and Copper’s"), CONFLICT_KEYS),
        ):
            branch = self._branch(title)
            branch.addChildren([QTreeWidgetItem([tr(text), _fixed(keys)]) for keys, text in rows])
        self._show_keys()
        self.tree.expandAll()

    def _branch(self, title: str) -> QTreeWidgetItem:
        branch = QTreeWidgetItem(self.tree, [title])
        font = branch.font(0)
        font.setBold(True)
        branch.setFont(0, font)
        self._branches.append(branch)
        return branch

    # -- what happens ----------------------------------------------------------------------------------------

    @Slot()
    def _show_keys(self) -> None:
        """The keys as they are now; those that a person gave stand in bold."""
        for name, item in self._items.items():
            item.setText(1, ", ".join(native(keys) for keys in self._keymap.keys(name)))
            font = item.font(1)
            font.setBold(self._keymap.is_own(name))
            item.setFont(1, font)
        self.back_all.setEnabled(self._keymap.has_own())
        self._show_chosen()

    @Slot()
    def _show_chosen(self, *_items: object) -> None:
        name = self.chosen
        keys = self._keymap.keys(name) if name else ()
        item = self._items.get(name)
        self.what.setText(tr("Choose an action to change its keys.") if item is None else item.text(0))
        for piece in (self.edit, self.none, self.back, self.give):
            piece.setVisible(bool(name))
        self.edit.blockSignals(True)
        self.edit.setKeySequence(QKeySequence(keys[0] if keys else ""))
        self.edit.blockSignals(False)
        self.edit.setAccessibleName(tr("Keys for {action}", action=self.what.text()))
        self.none.setEnabled(bool(keys))
        self.back.setEnabled(bool(name) and self._keymap.is_own(name))
        self.give.setText(tr("Set"))
        self.give.setEnabled(False)
        self._tell(tr("Press the keys in the field, then Set.") if name else "")

    @Slot()
    def _show_pressed(self, *_keys: object) -> None:
        """Say whether the keys that were pressed can be had, and from whom."""
        keys = self._pressed()
        why_not, holder = refusal(keys), self._keymap.holder(keys)
        self.give.setText(tr("Set"))
        self.give.setEnabled(not why_not)
        if why_not:
            self._tell(why_not, tone="error")
        elif holder is not None and holder.name == self.chosen:
            self.give.setEnabled(False)
            self._tell(tr("“{action}” has {keys}.", action=self.what.text(), keys=native(keys)), tone="ok")
        elif holder is not None:
            self.give.setText(tr("Take over"))
            other = tr(holder.text).replace("&", "").rstrip("…")
            words = tr("{keys} belongs to “{action}”, which would lose it.", keys=native(keys), action=other)
            self._tell(words, tone="warning")
        else:
            self._tell(tr("{keys} is free.", keys=native(keys)), tone="ok")

    def _pressed(self) -> str:
        return self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _tell(self, words: str, *, tone: str = "muted") -> None:
        self.told.setText(words)
        restyle(self.told, "tone", tone)
        if words and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, words))

    @Slot()
    def _on_give_clicked(self) -> None:
        keys, name = self._pressed(), self.chosen
        if name and not refusal(keys):
            self._keymap.give(name, keys)
            self._tell(tr("{keys} is set.", keys=native(keys)), tone="ok")
            self.tree.setFocus()

    @Slot()
    def _on_none_clicked(self) -> None:
        if self.chosen:
            self._keymap.give(self.chosen, "")

    @Slot()
    def _on_back_clicked(self) -> None:
        if self.chosen:
            self._keymap.give_back(self.chosen)

    @Slot(str)
    def _on_search_text_changed(self, typed: str) -> None:
        word = folded_name(typed)
        for branch in self._branches:
            items = [item for place in range(branch.childCount()) if (item := branch.child(place)) is not None]
            fitting = [item for item in items if word in folded_name(f"{item.text(0)} {item.text(1)}")]
            for item in items:
                item.setHidden(item not in fitting)
            branch.setHidden(not fitting)


class _KeyEdit(QKeySequenceEdit):
    """Takes one combination. Escape ``left`` it, Enter ``agreed``: neither can be a shortcut."""

    left = Signal()
    agreed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSequenceLength(1)
        self.setClearButtonEnabled(False)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and not event.modifiers():
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.agreed.emit()
                return True
        return super().event(event)


def _fixed(keys: str) -> str:
    """Keys that nobody changes, as this system writes them."""
    return " / ".join(native(each) for each in keys.split(" / "))
