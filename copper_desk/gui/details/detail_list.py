"""A list in the details panel: all phones, websites or profiles of a lead, each with its category.

Shows what it is given and says what is wished for one of the entries; the panel knows the lead.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from copper_desk.gui.details.category_chip import CategoryChip
from copper_desk.gui.details.detail_field import DetailBox, spoken
from copper_desk.gui.details.detail_frame import FieldFrame, Opening, paint_border
from copper_desk.gui.details.lead_card import CardEntry, CardField
from copper_desk.gui.look.piece import button
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.value import Entry
from copper_desk.wording import tr

_INSET_PX = 4


def _adding(attribute: str) -> str:
    """The words of the button that adds an entry."""
    return {
        "phone_numbers": tr("Add phone"),
        "websites": tr("Add website"),
        "socials": tr("Add profile"),
    }[attribute]


class EntryLine(QWidget):
    """One entry: its text, its category, a cross. Wishes: ``open_wished`` (an Opening), ``remove_wished``,
    ``category_wished`` (the category)."""

    open_wished = Signal(object)
    remove_wished = Signal()
    category_wished = Signal(object)

    def __init__(self, theme: Theme, categories: dict[str, str], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry: Entry | None = None
        self._categories = categories
        self.frame = FieldFrame(theme, bare=True)
        self.chip = CategoryChip(theme)
        self.chip.clicked.connect(self.open_menu)
        self.cross = self._made_cross(theme)
        self.menu = QMenu(self)
        self._lay_out()
        self.frame.open_wished.connect(self.open_wished)
        self.frame.clear_wished.connect(self.remove_wished)

    def show_entry(self, shown: CardEntry | None, *, label: str) -> None:
        """Show an entry; None: one that is about to be added."""
        self.entry = None if shown is None else shown.entry
        text = "" if shown is None else shown.text
        self.chip.setText("" if shown is None else shown.chip)
        self.chip.setEnabled(shown is not None)
        self.cross.setVisible(shown is not None)
        self.frame.show_text(text)
        self.frame.setAccessibleName(f"{label}, {text or tr('new')}, {self.chip.text()}")
        self.chip.setAccessibleName(tr("Category of {entry}: {category}", entry=text, category=self.chip.text()))
        self.chip.setToolTip(tr("Change the category (Space)"))
        self.cross.setAccessibleName(tr("Remove {entry}", entry=text))
        self.cross.setToolTip(tr("Remove (Delete)"))

    def open_menu(self) -> None:
        """Show the categories to choose from, the present one ticked."""
        self.menu.clear()
        held = None if self.entry is None else self.entry.category
        for category, name in self._categories.items():
            action = self.menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(category == held)
            action.triggered.connect(partial(self.category_wished.emit, category))
            if category == held:
                self.menu.setActiveAction(action)
        self.menu.popup(self.chip.mapToGlobal(QPoint(0, self.chip.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys on the chip that the button leaves."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_menu()
        elif event.key() == Qt.Key.Key_Delete and self.chip.hasFocus():
            self.remove_wished.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.frame, 1)
        row.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignVCenter)

    def _made_cross(self, theme: Theme) -> QToolButton:
        cross = QToolButton()
        cross.setProperty("role", "remove")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Delete does it by keyboard, without a stop for Tab in each line.
        side = max(12, theme.metrics.icon - 4)
        cross.setIconSize(QSize(side, side))
        policy = cross.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        cross.setSizePolicy(policy)
        theme.icons.wear(cross, "close", "muted")
        cross.clicked.connect(self.remove_wished)
        return cross


class _Border(QWidget):
    """The ground and the border around the lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._field = CardField("", "")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_field(self, field: CardField) -> None:
        self._field = field
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        field = self._field
        paint_border(QPainter(self), self.rect(), self._theme, changed=field.changed, ring=field.ring, focused=False)


class DetailList(DetailBox):
    """A list of entries. Wishes: ``entry_wished`` (line, Opening), ``entry_removed`` (entry), ``entry_moved`` (entry,
    category), ``reset_wished``."""

    entry_wished = Signal(object)
    entry_removed = Signal(object)
    entry_moved = Signal(object)
    reset_wished = Signal()

    def __init__(
        self, attribute: str, name: str, theme: Theme, categories: dict[str, str], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, theme, parent=parent)
        self.attribute = attribute
        self._theme = theme
        self._label = name
        self._categories = categories
        self.lines: list[EntryLine] = []
        self._shown = 0
        self._border = _Border(theme)
        self._rows = QVBoxLayout(self._border)
        self._rows.setContentsMargins(1, _INSET_PX, _INSET_PX, _INSET_PX)
        self._rows.setSpacing(1)
        self.draft = self._made_line()
        self.draft.show_entry(None, label=name)
        self.draft.hide()
        self.add = button(_adding(attribute), role="link")
        theme.icons.wear(self.add, "plus", "accent")
        self.add.clicked.connect(self.add_entry)
        self._rows.addWidget(self.draft)
        self._rows.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.close_box(self._border)

    def shown_lines(self) -> list[EntryLine]:
        """The lines of the entries."""
        return self.lines[: self._shown]

    @property
    def stop(self) -> QWidget | None:
        return self.lines[0].frame if self._shown else self.add

    def show_field(self, field: CardField) -> None:
        super().show_field(field)
        self._border.show_field(field)
        kept = self._focused()
        while len(self.lines) < len(field.entries):
            self._add_line()
        self._shown = len(field.entries)
        for line, entry in zip(self.lines, field.entries, strict=False):
            line.show_entry(entry, label=self._label)
            line.show()
        for line in self.lines[self._shown :]:
            line.hide()
        if kept is not None:
            self._focus_again(*kept)
        self.setAccessibleName(spoken(field, ", ".join(f"{each.text} {each.chip}" for each in field.entries)))

    def add_entry(self) -> None:
        """Open an editor for one more entry."""
        self.draft.chip.hide()
        self.draft.show()
        self.entry_wished.emit((self.draft, Opening()))

    def end_draft(self) -> None:
        """The entry that was to be added is in the list, or is not to be."""
        if self.draft.frame.hasFocus():
            self.add.setFocus()
        self.draft.hide()

    def focus_entry(self, entry: Entry) -> None:
        """Go to the line of an entry, else to the button that adds one."""
        found = next((line for line in self.shown_lines() if line.entry == entry), None)
        (self.add if found is None else found.frame).setFocus()

    def _focused(self) -> tuple[int, Entry | None, bool] | None:
        for place, line in enumerate(self.shown_lines()):
            if line.frame.hasFocus() or line.chip.hasFocus():
                return place, line.entry, line.chip.hasFocus()
        return None

    def _focus_again(self, place: int, entry: Entry | None, on_chip: bool) -> None:
        """Keep the focus at its entry, else at its text in another category, else at its place."""
        lines = self.shown_lines()
        same = [line for line in lines if line.entry == entry]
        alike = [line for line in lines if entry is not None and line.entry and line.entry.text == entry.text]
        found = next(iter([*same, *alike, *lines[place:], *lines[-1:]]), None)
        if found is None:
            self.add.setFocus()
        else:
            (found.chip if on_chip else found.frame).setFocus()

    def _add_line(self) -> None:
        line = self._made_line()
        before = self.lines[-1].chip if self.lines else self.draft.chip
        self._rows.insertWidget(len(self.lines), line)
        self.lines.append(line)
        # Made later than what follows the list: Tab would come here last.
        QWidget.setTabOrder(before, line.frame)
        QWidget.setTabOrder(line.frame, line.chip)

    def _made_line(self) -> EntryLine:
        line = EntryLine(self._theme, self._categories)
        line.open_wished.connect(lambda opening: self.entry_wished.emit((line, opening)))
        line.frame.reset_wished.connect(self.reset_wished)
        line.remove_wished.connect(lambda: self.entry_removed.emit(line.entry))
        line.category_wished.connect(lambda category: self.entry_moved.emit((line.entry, category)))
        return line
