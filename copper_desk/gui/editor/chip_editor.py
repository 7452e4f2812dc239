"""The editor of tags and multi-selects: the entries as chips, and a line to add more.

Opens as large as the chips need, over the cells around it; beyond a few lines it scrolls. Left without a touch, it
gives the very text that it was filled with.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from copper_desk.gui.editor.chip import Chip, flowed
from copper_desk.gui.editor.chip_line import ChipLine, tag_matches
from copper_desk.gui.editor.editor_key import Content, Finish
from copper_desk.gui.editor.list_entry import ListEntry, entries_of, found, nearest
from copper_desk.gui.editor.surroundings import Surroundings
from copper_desk.leads.choice_text import choices_of
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.list_text import join_list, split_list
from copper_desk.leads.sort import natural
from copper_desk.leads.unreadable import Unreadable
from copper_desk.wording import counted, tr

_LEAST_ROWS_WIDE, _MOST_ROWS_WIDE = 8, 16
"""How wide it opens, in heights of a row, where the grid has that room."""

_MOST_LINES = 5


class ChipEditor(QScrollArea):
    """Keys go to ``line``; the chips follow each other before it."""

    finished = Signal(object)  # Finish

    def __init__(self, surroundings: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.surroundings = surroundings
        self.setProperty("cell", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground = _Ground()
        self.setWidget(self._ground)
        self.chips: list[Chip] = []
        self._chosen: Chip | None = None
        self._loaded_text = ""
        self._loaded_line = ""
        self._touched = False
        self._cell = QRect()
        self.line = ChipLine(surroundings, self, self._ground)
        self.line.setAccessibleName(surroundings.field.label)
        self.line.finished.connect(self._on_line_finished)
        self.line.textChanged.connect(self._on_line_changed)
        self.setFocusProxy(self.line)

    # -- what every editor answers to ------------------------------------------------------------------------

    @property
    def typed(self) -> bool:
        """Whether it was opened by typing: arrows commit."""
        return self.line.typed

    def fill(self, text: str) -> None:
        """Show the cell's own text as chips; text that is no list stays in the line as it is."""
        self._loaded_text = text
        try:
            items = split_list(text)
        except Unreadable:
            self._loaded_line = text
            self.line.setText(text)
            return
        for item in items:
            self._append(item)
        self._lay_out()

    def replace(self, text: str) -> None:
        """Show what was just typed instead of the chips."""
        for chip in [*self.chips]:
            self._drop(chip)
        self.line.replace(text)
        self._lay_out()

    def content(self) -> Content:
        """The chips and what stands in the line, comma-joined."""
        if not self._touched and self.line.text() == self._loaded_line:
            return Content(self._loaded_text)
        texts = [chip.text for chip in self.chips]
        sought, rest = self.line.sought, self.line.text()
        if sought is not None:
            return Content(join_list([*texts, sought.text]))
        if not rest.strip():
            return Content(join_list(texts))
        try:
            return Content(join_list([*texts, *(self._known(item) for item in split_list(rest))]))
        except Unreadable:
            return Content(", ".join([*([join_list(texts)] if texts else []), rest]))

    def place(self, cell: QRect) -> None:
        """Lie over a cell of the viewport."""
        self._cell = cell
        self._lay_out()
        self.line.list.follow(self)

    def open_list(self) -> None:
        """Show every known entry that is no chip yet."""
        self.line.open_list()

    def finish(self, finish: Finish) -> None:
        """Ask to be left, once."""
        self.line.finish(finish)

    # -- what the line asks for ------------------------------------------------------------------------------

    def offered(self) -> Sequence[ListEntry]:
        taken = {chip.text for chip in self.chips}
        return [entry for entry in self._all_known if entry.text not in taken]

    def matches(self, typed: str) -> tuple[Sequence[ListEntry], int | None]:
        fitting = found(self.offered(), typed)
        if self.surroundings.field.kind is not FieldKind.TAGS:
            return fitting, nearest(fitting, typed)
        try:
            words = split_list(typed)
        except Unreadable:
            return fitting, None
        if len(words) != 1 or words[0] in {chip.text for chip in self.chips}:
            return fitting, None
        return tag_matches(fitting, ListEntry(words[0], tr("new tag")), words[0])

    def add(self, entry: ListEntry) -> None:
        self._touched = True
        self._append_once(entry.text)
        self._lay_out()

    def add_text(self, text: str) -> bool:
        try:
            items = split_list(text)
        except Unreadable:
            return False
        self._touched = True
        for item in items:
            self._append_once(self._known(item))
        self._lay_out()
        return True

    def remove_last(self) -> None:
        if self.chips:
            self._remove(self.chips[-1])

    def walk(self, step: int) -> bool:
        if self._chosen is None and (step > 0 or not self.chips):
            return False
        place = len(self.chips) if self._chosen is None else self.chips.index(self._chosen)
        wanted = max(0, place + step)
        self._choose(self.chips[wanted] if wanted < len(self.chips) else None)
        return True

    def remove_chosen(self) -> bool:
        chip = self._chosen
        if chip is None:
            return False
        place = self.chips.index(chip)
        self._remove(chip)
        if self.chips:
            self._choose(self.chips[min(place, len(self.chips) - 1)])
        return True

    def leave_chips(self) -> None:
        self._choose(None)

    def frame(self) -> QWidget:
        return self

    # -- chips -----------------------------------------------------------------------------------------------

    @cached_property
    def _all_known(self) -> Sequence[ListEntry]:
        field = self.surroundings.field
        if field.kind is not FieldKind.TAGS:
            return entries_of(field)
        used = self.surroundings.tags_in_use()
        order = sorted(used, key=natural)
        return [ListEntry(tag, counted(used[tag], "1 lead", "{n} leads")) for tag in order]

    def _known(self, item: str) -> str:
        """The text of the option that an item names; the item itself where there is none, or no list."""
        choices = choices_of(self.surroundings.field)
        ids = choices.ids_named(item)
        return choices.label_of(ids[0]) if len(ids) == 1 else item

    def _append_once(self, text: str) -> None:
        if text not in {chip.text for chip in self.chips}:
            self._append(text)

    def _append(self, text: str) -> None:
        chip = Chip(text, self.surroundings.theme, self._ground, problem=self._problem(text))
        chip.removed.connect(self._on_chip_removed)
        chip.show()
        self.chips.append(chip)

    def _problem(self, text: str) -> str:
        field = self.surroundings.field
        if field.kind is FieldKind.TAGS or len(choices_of(field).ids_named(text)) == 1:
            return ""
        return tr("“{text}” is not an option of {field}.", text=text, field=field.label)

    def _remove(self, chip: Chip) -> None:
        scrolled = self.verticalScrollBar().value()
        self._drop(chip)
        self.line.list.hide()
        self._lay_out()
        self.verticalScrollBar().setValue(scrolled)  # The next cross to click stays under the mouse.

    def _drop(self, chip: Chip) -> None:
        self._touched = True
        if chip is self._chosen:
            self._chosen = None
        self.chips.remove(chip)
        chip.hide()
        chip.deleteLater()

    def _choose(self, chip: Chip | None) -> None:
        if self._chosen is not None:
            self._chosen.choose(chosen=False)
        self._chosen = chip
        if chip is not None:
            chip.choose(chosen=True)
            self.ensureWidgetVisible(chip, 0, 2)

    # -- layout ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        parent = self.parentWidget()
        if self._cell.isNull() or parent is None:
            return
        self.ensurePolished()
        frame, row = 2 * self.frameWidth(), self.surroundings.theme.metrics.row
        least = max(self._cell.width() + 2, row * _LEAST_ROWS_WIDE)
        width = min(max(least, min(self._one_line() + frame, row * _MOST_ROWS_WIDE)), parent.width())
        lines = self._flow(width - frame)
        if lines > _MOST_LINES:
            lines = self._flow(width - frame - self.verticalScrollBar().sizeHint().width())
        height = min(self._height(min(lines, _MOST_LINES)) + frame, parent.height())
        left = max(0, min(self._cell.left() - 1, parent.width() - width))
        top = max(0, min(self._cell.top() - 1, parent.height() - height))
        self.setGeometry(QRect(left, top, width, height))
        self._show_line()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_line()

    def _show_line(self) -> None:
        """The line is always last."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _flow(self, room: int) -> int:
        """Put chips and line into lines of ``room`` pixels; returns how many."""
        gap, pad = self._gap, self._gap
        inner = room - 2 * pad
        widths = [min(chip.natural_width(), inner) for chip in self.chips]
        places = flowed([*widths, min(self._line_width(), inner)], room=inner, gap=gap)
        pieces: list[QWidget] = [*self.chips, self.line]
        for chip, width in zip(self.chips, widths, strict=True):
            chip.fit(width)
        last_line, last_left = places[-1]
        widths.append(inner - last_left)
        for piece, width, (line, left) in zip(pieces, widths, places, strict=True):
            piece.setGeometry(QRect(QPoint(pad + left, pad + line * (self._tall + gap)), piece.size()))
            piece.resize(width, self._tall)
        self._ground.resize(room, self._height(last_line + 1))
        return last_line + 1

    @property
    def _gap(self) -> int:
        return max(2, self.surroundings.theme.metrics.gap // 2)

    @property
    def _tall(self) -> int:
        """The height of a chip: one line of chips makes the editor as high as its cell."""
        return self.surroundings.theme.metrics.row + 2 - 2 * self.frameWidth() - 2 * self._gap

    def _height(self, lines: int) -> int:
        return lines * (self._tall + self._gap) + self._gap

    def _line_width(self) -> int:
        letters = self.line.fontMetrics()
        return max(letters.averageCharWidth() * 12, letters.horizontalAdvance(self.line.text()) + 16)

    def _one_line(self) -> int:
        return sum(chip.natural_width() + self._gap for chip in self.chips) + self._line_width() + 2 * self._gap

    # -- what happens ----------------------------------------------------------------------------------------

    def _on_line_finished(self, finish: Finish) -> None:
        self.finished.emit(finish)

    def _on_line_changed(self, _text: str) -> None:
        self._lay_out()  # The list follows: it is placed anew when the text is searched.

    def _on_chip_removed(self, chip: Chip) -> None:
        self._remove(chip)
        self.line.setFocus()


class _Ground(QWidget):
    """What the chips lie on. A click on it goes into the line and not into the sheet behind."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "cell")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
