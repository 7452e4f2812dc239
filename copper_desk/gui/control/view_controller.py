"""Saved views: columns, order and filters under a name, in the menu of the tool bar. Applies, saves, renames, deletes.

Knows the parts of the window; where views are kept is view_memory.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from copper_desk.gui.arranging.name_window import NameWindow
from copper_desk.gui.control.view_memory import ViewMemory
from copper_desk.gui.filtering.filter_word import filter_of_states
from copper_desk.gui.grid.arrangement import STATE
from copper_desk.gui.grid.column_layout import layout_of
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.saved_view import ColumnLayout, SavedView
from copper_desk.wording import tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow

ALL = ""
"""Names the view of all leads, in the order of arrival, which is always there."""

_CHANGED = (Phase.CHANGED, Phase.INVALID, Phase.FAILED, Phase.CONFLICT, Phase.UNKNOWN, Phase.NOT_SENT)


class ViewController(QObject):
    """The views of one window. ``name`` is that of the view in force, ALL for none."""

    def __init__(self, window: MainWindow, memory: ViewMemory, menu: QMenu) -> None:
        super().__init__(window)
        self._w = window
        self._memory = memory
        self._menu = menu
        self.name = ALL
        self.naming: NameWindow | None = None
        # What is done at one go (words, filters, sorts, columns of a view) is told in one go.
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self.show_name)
        for signal in (window.arrangement.changed, window.filters.changed, window.columns.changed):
            signal.connect(self._show_soon)
        menu.aboutToShow.connect(self.fill)
        self.fill()
        self.show_name()

    def names(self) -> list[str]:
        """The saved views."""
        return [view.name for view in self._memory.views()]

    def current(self) -> SavedView:
        """What is shown now, under the name of the view in force."""
        arrangement = self._w.arrangement
        return SavedView(
            self.name, layout_of(self._w.view), arrangement.sorts, arrangement.text, dict(arrangement.filters)
        )

    def apply(self, name: str) -> None:
        """Show a saved view, or all leads. The columns stay where a view names none."""
        view = self._named(name) or SavedView(ALL, ColumnLayout())
        w = self._w
        known = {field.key for field in w.model.fields} | {STATE}
        if view.columns.order:
            w.columns.lay_out(view.columns)
        w.filters.show_everything()
        w.tools.filter.setText(view.words)
        w.filters.show_words(view.words)
        w.arrangement.set_sorts(tuple(sort for sort in view.sorts if sort[0] in known))
        w.arrangement.set_filters({key: each for key, each in view.filters.items() if key in known})
        self.name = name
        self.show_name()
        w.view.setFocus()
        lost = [key for key in (*(sort[0] for sort in view.sorts), *view.filters) if key not in known]
        if lost:
            w.messages.say(tr("This view sorts or filters by a field that is gone: that part was left out."))

    def apply_changed(self) -> None:
        """Show the leads with changes, whatever is wrong with them."""
        self._apply_states([phase.name for phase in _CHANGED] + ["new"])

    def save(self) -> None:
        """Keep what is shown under a name."""
        taken = self.names()
        self.naming = NameWindow(self.name, taken, parent=self._w)
        self.naming.chosen.connect(self._on_naming_chosen)
        self.naming.open()

    def update(self) -> None:
        """Keep what is shown under the name of the view in force."""
        if self.name:
            self._keep(self.current())
            self._w.messages.say(tr("The view “{name}” was saved.", name=self.name))

    def rename(self) -> None:
        """Give the view in force another name."""
        if not self.name:
            return
        taken = [view.name for view in self._memory.views() if view.name != self.name]
        self.naming = NameWindow(self.name, taken, renames=True, parent=self._w)
        self.naming.chosen.connect(self._on_naming_renamed)
        self.naming.open()

    def delete(self) -> None:
        """Forget the view in force; what it shows stays, and it can be had back."""
        gone = self._named(self.name)
        if gone is None:
            return
        self._memory.keep_views([view for view in self._memory.views() if view.name != gone.name])
        self.name = ALL
        self.show_name()
        self._w.messages.say(
            tr("The view “{name}” was deleted.", name=gone.name),
            offer=tr("Undo"),
            answer=lambda: self._restore(gone),
        )

    @Slot()
    def fill(self) -> None:
        """Put the views into the menu."""
        menu, group = self._menu, QActionGroup(self._menu)
        menu.clear()
        for name in (ALL, *self.names()):
            action = menu.addAction(name.replace("&", "&&") or tr("All leads"))
            action.setCheckable(True)
            action.setChecked(name == self.name)
            action.triggered.connect(lambda _checked=False, chosen=name: self.apply(chosen))
            group.addAction(action)
        menu.addSeparator()
        for name in ("changed_leads", "save_view", "update_view", "rename_view", "delete_view"):
            menu.addAction(self._w.actions_[name])

    @Slot()
    def show_name(self) -> None:
        """Say which view is in force, and whether it was altered since."""
        view = self._named(self.name)
        if view is None:
            self.name = ALL
        altered = view is not None and not view.shows_as(self.current())
        self._w.tools.show_view(self.name, altered=altered)
        actions = self._w.actions_
        actions["update_view"].setEnabled(altered)
        for name in ("rename_view", "delete_view"):
            actions[name].setEnabled(view is not None)

    def _apply_states(self, names: list[str]) -> None:
        self.apply(ALL)
        self._w.arrangement.filter_column(STATE, filter_of_states(names))

    @Slot(object)
    def _on_naming_chosen(self, name: str) -> None:
        self.name = name
        self._keep(self.current())
        self.show_name()
        self._w.messages.say(tr("The view “{name}” was saved.", name=name))

    @Slot(object)
    def _on_naming_renamed(self, name: str) -> None:
        view = self._named(self.name)
        if view is not None:
            others = [each for each in self._memory.views() if each.name != view.name]
            self._memory.keep_views([*others, replace(view, name=name)])
            self.name = name
            self.show_name()

    def _restore(self, view: SavedView) -> None:
        self._keep(view)
        self.show_name()

    def _keep(self, view: SavedView) -> None:
        others = [each for each in self._memory.views() if each.name.casefold() != view.name.casefold()]
        self._memory.keep_views([*others, view])
        self.show_name()

    def _named(self, name: str) -> SavedView | None:
        return next((view for view in self._memory.views() if view.name == name), None) if name else None

    @Slot()
    def _show_soon(self, *_facts: object) -> None:
        self._soon.start()
