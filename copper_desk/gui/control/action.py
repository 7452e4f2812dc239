"""Every action of the window in one table: its words, shortcut, icon and place in the menus.

One table, so that menus, tool bar, shortcut sheet and tests speak of the same actions. Knows nothing of what they do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from copper_desk.gui.look.theme import Look, Theme
from copper_desk.wording import tr


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. ``name`` is stable. ``keys`` are written as Qt's portable text. ``in_grid``: the keys count only
    while the grid has the focus, because elsewhere they belong to what is typed in. ``short`` is what the tool bar
    says."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    in_grid: bool = False
    checkable: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class MenuSpec:
    """One menu; each group is set off by a line. ``name`` is stable, for a menu inside another."""

    title: str
    groups: tuple[tuple[ActionSpec | MenuSpec, ...], ...]
    name: str = ""


_S = ActionSpec

CHANGE_SELECTION = MenuSpec(
    "Chan&ge selection",
    (
        (
            _S("trim", "&Take spaces off the ends"),
            _S("collapse", "&One space between words"),
            _S("upper", "&UPPER CASE"),
            _S("lower", "&lower case"),
            _S("title", "T&itle Case"),
        ),
        (
            _S("phone_international", "&Phone as +31201234567…"),
            _S("phone_national", "Phone as written in its countr&y…"),
            _S("country_code", "Country &as its two letters…"),
        ),
        (
            _S("set_value", "&Set value…"),
            _S("copy_column", "&Copy from another column…"),
        ),
    ),
    name="change_selection",
)
"""What rewrites the selected cells; also in the menu of the cells."""

FILLS = MenuSpec(
    "Fill and select &more",
    (
        (
            _S("fill_down", "Fill &down", ("Ctrl+D",), in_grid=True),
            _S("fill_right", "Fill &right", ("Ctrl+R",), in_grid=True),
            _S("copy_from_above", "&Copy from above", ("Ctrl+'", "Ctrl+Shift+'"), in_grid=True),
            _S("today", "&Today’s date", ("Ctrl+;", "Ctrl+Shift+;"), in_grid=True),
        ),
        (
            _S("select_columns", "Select c&olumns", ("Ctrl+Space",), in_grid=True),
            _S("select_rows", "Select ro&ws", ("Shift+Space",), in_grid=True),
        ),
    ),
    name="fills",
)
"""What is done to the selected cells, or with the selection itself, by one key."""

VIEWS = MenuSpec(
    "Saved vie&ws",
    (
        (_S("changed_leads", "&Leads with changes"),),
        (
            _S("save_view", "&Save view…"),
            _S("update_view", "Save &changes of this view"),
            _S("rename_view", "&Rename view…"),
            _S("delete_view", "&Delete view"),
        ),
    ),
    name="views",
)
"""What can be done with saved views; the views themselves are in the menu of the tool bar."""

MENUS: tuple[MenuSpec, ...] = (
    MenuSpec(
        "&File",
        (
            (
                _S("accounts", "&Accounts…", icon="account"),
                _S("practice", "&Practice account"),
                _S("reset_practice", "&Reset practice account…"),
            ),
            (
                _S("import", "&Import…", ("Ctrl+I",), icon="import"),
                _S("import_clipboard", "Import from the clip&board…"),
                _S("export", "&Export…", ("Ctrl+E",), icon="export"),
            ),
            (
                _S("hand_over", "&Hand over changes…"),
                _S("open_changes", "&Open changes…"),
            ),
            (
                _S("keep_leads", "&Keep leads on this computer", checkable=True),
                _S("forget", "&Forget this account’s local data…", icon="trash"),
            ),
            (_S("preferences", "Preference&s…", ("Ctrl+,",), icon="settings"),),
            (_S("close", "&Close", ("Ctrl+Q",)),),
        ),
    ),
    MenuSpec(
        "&Edit",
        (
            (
                _S("undo", "&Undo", ("Ctrl+Z",), icon="undo"),
                _S("redo", "&Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), icon="redo"),
            ),
            (
                _S("cut", "Cu&t", ("Ctrl+X",), in_grid=True),
                _S("copy", "&Copy", ("Ctrl+C",), icon="copy", in_grid=True),
                _S("copy_headers", "Copy &with headers", ("Ctrl+Shift+C",), in_grid=True),
                _S("paste", "&Paste", ("Ctrl+V",), in_grid=True),
                _S("clear", "C&lear", ("Del",), in_grid=True),
            ),
            (
                _S("put_back", "Put &back to loaded values", ("Ctrl+Shift+Backspace",), in_grid=True),
                _S("keep_mine", "&Keep my values over someone else’s"),
                _S("set_aside", "Set a&side…"),
                _S("aside", "Changes set as&ide…"),
                _S("discard", "&Discard…", icon="trash"),
            ),
            (_S("select_all", "Select &all", ("Ctrl+A",), in_grid=True), FILLS),
            (
                _S("find", "&Find…", ("Ctrl+F",), icon="search"),
                _S("replace", "R&eplace…", ("Ctrl+H",)),
                _S("find_next", "Find &next", ("F3",)),
                _S("find_previous", "Find pre&vious", ("Shift+F3",)),
                _S("change_values", "C&hange values…", ("Ctrl+Shift+H",)),
                CHANGE_SELECTION,
            ),
        ),
    ),
    MenuSpec(
        "&View",
        (
            (_S("palette", "Command pale&tte…", ("Ctrl+K",)),),
            (
                _S("details", "&Details", ("F4",), icon="panel", checkable=True),
                _S("problems", "&Problems", ("Shift+F4",), icon="problem", checkable=True),
                _S("messages", "&Messages…"),
            ),
            (
                _S("filter", "&Filter leads", ("Ctrl+Shift+F",), icon="search"),
                _S("filter_column", "Filter b&y this column…", ("Ctrl+Shift+L",), icon="filter"),
                _S("filter_value", "Show &only this value"),
                _S("hide_value", "&Hide this value"),
                _S("last_push", "Show leads of the last p&ush"),
                _S("show_all", "&Show all leads", ("Shift+Esc",)),
                _S("reapply", "Sort and filter &again"),
            ),
            (
                _S("sort", "So&rt…", icon="sort-up"),
                _S("columns", "Arran&ge columns…", icon="columns", short="Columns"),
                VIEWS,
            ),
            (_S("next_pane", "&Next pane", ("F6",)), _S("previous_pane", "Pre&vious pane", ("Shift+F6",))),
        ),
    ),
    MenuSpec(
        "&Leads",
        (
            (
                _S("refresh", "&Refresh", ("F5",), icon="refresh"),
                _S("load_all", "Load &all leads again"),
                _S("stop_load", "&Stop loading", icon="stop"),
            ),
            (_S("new_lead", "&New lead", ("Ctrl+N",), icon="plus"),),
            (_S("open_in_copper", "&Open in Copper", ("Ctrl+Shift+O",)), _S("duplicates", "Find &duplicates")),
        ),
    ),
    MenuSpec(
        "&Push",
        (
            (
                _S("review", "&Review changes…", ("Ctrl+S",)),
                _S("push", "&Push changes…", icon="push"),
                _S("conflicts", "Settle conf&licts…", icon="conflict"),
                _S("retry_failed", "Retry &failed"),
                _S("retry_selected", "Retry &selected"),
            ),
            (_S("pause", "P&ause", checkable=True, icon="pause"), _S("stop_push", "S&top", icon="stop")),
            (
                _S("next_problem", "&Next problem", ("F8",)),
                _S("previous_problem", "Pre&vious problem", ("Shift+F8",)),
                _S("clear_marks", "&Clear marks"),
            ),
            (_S("export_results", "&Export results…"), _S("export_failures", "Export fa&ilures…")),
            (_S("history", "&History…", ("Ctrl+Shift+Y",), icon="history"),),
        ),
    ),
    MenuSpec(
        "&Help",
        (
            (_S("shortcuts", "&Keyboard shortcuts", ("F1",)), _S("guide", "&Guide", icon="help")),
            (_S("about", "&About Copper Desk"),),
        ),
    ),
)

_LOOKS = (
    (Look.SYSTEM, "Like the &system"),
    (Look.LIGHT, "&Light"),
    (Look.DARK, "&Dark"),
    (Look.CONTRAST, "&High contrast"),
)


def all_specs() -> Iterable[ActionSpec]:
    """Every action of the table, in the order of the menus."""
    return (spec for menu in MENUS for spec in specs_of(menu))


def specs_of(menu: MenuSpec) -> Iterator[ActionSpec]:
    """The actions of a menu and of the menus in it, from the top."""
    for each in chain.from_iterable(menu.groups):
        if isinstance(each, MenuSpec):
            yield from specs_of(each)
        else:
            yield each


class Actions(QObject):
    """The actions of one window; ``actions[name]`` is the QAction."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.columns = QMenu(parent)
        self.menus: dict[str, QMenu] = {}
        self._actions = {spec.name: self._made(spec) for spec in all_specs()}

    def __getitem__(self, name: str) -> QAction:
        """The action of this name. Raises KeyError."""
        return self._actions[name]

    def give_keys(self, keys_of: Callable[[str], tuple[str, ...]]) -> None:
        """Give every action the keys that ``keys_of`` names; menus and tips follow."""
        for name, action in self._actions.items():
            action.setShortcuts([QKeySequence(keys) for keys in keys_of(name)])
            _tell_keys(action)

    def connect_all(self, handlers: Mapping[str, Callable[..., object]]) -> None:
        """What each action does. Raises KeyError when one would do nothing: no dead menu entries."""
        for name, action in self._actions.items():
            handler = handlers[name]
            if action.isCheckable():
                action.toggled.connect(handler)
            else:
                # triggered carries "checked", which a plain handler does not want.
                action.triggered.connect(lambda _checked=False, call=handler: call())

    def bind_to(self, window: QWidget, grid: QWidget) -> None:
        """Where the keys count: in the whole window, or in the grid alone."""
        for spec in all_specs():
            action = self._actions[spec.name]
            if spec.in_grid:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                grid.addAction(action)
            else:
                window.addAction(action)

    def fill(self, bar: QMenuBar) -> None:
        """Put every action into the menus."""
        for spec in MENUS:
            menu = bar.addMenu(tr(spec.title))
            self._fill_menu(menu, spec)
            if spec.title == "&View":
                menu.addSeparator()
                self.columns = menu.addMenu(tr("&Columns"))
                self._add_looks(menu)

    def _fill_menu(self, menu: QMenu, spec: MenuSpec) -> None:
        menu.setAccessibleName(tr(spec.title).replace("&", ""))
        for number, group in enumerate(spec.groups):
            if number:
                menu.addSeparator()
            for each in group:
                if isinstance(each, MenuSpec):
                    self.menus[each.name] = menu.addMenu(tr(each.title))
                    self._fill_menu(self.menus[each.name], each)
                else:
                    menu.addAction(self._actions[each.name])

    def _made(self, spec: ActionSpec) -> QAction:
        action = QAction(tr(spec.text), self)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setMenuRole(QAction.MenuRole.NoRole)
        _tell_keys(action)
        if spec.short:
            action.setIconText(tr(spec.short))
        if spec.icon:
            self._theme.icons.wear(action, spec.icon)
        return action

    def _add_looks(self, menu: QMenu) -> None:
        looks = menu.addMenu(tr("&Look"))
        group = QActionGroup(looks)
        for look, text in _LOOKS:
            action = looks.addAction(tr(text))
            action.setCheckable(True)
            action.setChecked(self._theme.look is look)
            action.triggered.connect(lambda _checked=False, chosen=look: self._theme.choose(chosen))
            group.addAction(action)


def _tell_keys(action: QAction) -> None:
    """The tip of an action: its words, and its first keys if it has any."""
    tip = action.text().replace("&", "").rstrip("…")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{tip} ({keys})" if keys else tip)
