"""What the grid does when a key asks for it. One table, beside the one of the keys (grid_key)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QContextMenuEvent

from copper_desk.gui.grid.grid_key import Ask

if TYPE_CHECKING:
    from copper_desk.gui.grid.lead_view import LeadView


def answers_of(view: LeadView) -> dict[Ask, Callable[[], object]]:
    """What each ask is answered with."""
    commands, cursor = view.commands, view.cursor_keys
    return {
        Ask.EDIT: view.open_editor,
        Ask.EDIT_EMPTY: lambda: view.open_editor(text=""),
        Ask.ENTER: view.press_enter,
        Ask.ENTER_BACK: lambda: view.go(cursor.enter(back=True)),
        Ask.TAB: lambda: view.go(cursor.tab(back=False)),
        Ask.TAB_BACK: lambda: view.go(cursor.tab(back=True)),
        Ask.COLLAPSE: view.selection.collapse,
        Ask.CLEAR: commands.clear,
        Ask.TOGGLE: commands.toggle,
        Ask.OPEN_LIST: view.open_list,
        Ask.COPY: commands.copy,
        Ask.COPY_WITH_HEADERS: lambda: commands.copy(with_headers=True),
        Ask.CUT: commands.cut,
        Ask.PASTE: commands.paste,
        Ask.FILL_DOWN: commands.fill_down,
        Ask.FILL_RIGHT: commands.fill_right,
        Ask.COPY_FROM_ABOVE: commands.copy_from_above,
        Ask.TODAY: commands.insert_today,
        Ask.PUT_BACK: commands.put_back,
        Ask.SELECT_ALL: view.selection.select_all,
        Ask.SELECT_COLUMNS: view.selection.select_columns,
        Ask.SELECT_ROWS: view.selection.select_rows,
        Ask.MENU: lambda: _ask_menu(view),
    }


def _ask_menu(view: LeadView) -> None:
    """The context menu of the selection, at the current cell."""
    current = view.selection.current
    if current is None:
        return
    pane = view.pane_of(current[1])
    spot = pane.visualRect(view.lead_model.index(*current)).center()
    reason = QContextMenuEvent.Reason.Keyboard
    pane.contextMenuEvent(QContextMenuEvent(reason, spot, pane.viewport().mapToGlobal(spot)))
