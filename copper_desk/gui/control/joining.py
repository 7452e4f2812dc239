"""Who listens to whom in one window: every wish of a widget to its command, every fact to those who show it.

Decides nothing; a line here is a wire. Knows all parts of the window, and no part knows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow


def join(window: MainWindow) -> None:
    """Wire up a window whose parts are all made."""
    window.actions_.connect_all(window.commands.table())
    window.sheet.changed.connect(window.panels.refresh_soon)
    window.sheet.changed.connect(window.possible.show)
    _join_grid(window)
    _join_change_bar(window)
    _join_panels(window)
    _join_load(window)
    _join_push(window)
    window.possible.follow_undo()
    window.possible.show()


def _join_grid(w: MainWindow) -> None:
    w.view.said.connect(w.messages.say)
    w.view.blanks_left.connect(w.commands.offer_clearing)
    w.view.commands.sheet_pasted.connect(w.commands.offer_import)
    w.view.menu_wished.connect(w.commands.show_cell_menu)
    w.tools.filter_changed.connect(w.filters.show_words)
    w.filters.changed.connect(w.panels.refresh_soon)
    w.arrangement.changed.connect(w.panels.refresh_soon)
    w.arrangement.changed.connect(lambda _arrangement: w.view.begin())
    w.filters.changed.connect(lambda _name: w.view.begin())  # Where the current lead is hidden, the first is.


def _join_change_bar(w: MainWindow) -> None:
    w.changes.discard_wished.connect(w.commands.discard)
    w.changes.review_wished.connect(w.commands.push)
    w.changes.push_wished.connect(w.commands.push)
    w.changes.retry_wished.connect(w.commands.retry_failed)
    w.changes.pause_wished.connect(w.commands.pause)
    w.changes.stop_wished.connect(w.push.stop)
    w.changes.result_wished.connect(w.commands.show_result)
    w.changes.focus_left.connect(w.view.setFocus)


def _join_panels(w: MainWindow) -> None:
    w.message_bar.log_wished.connect(w.commands.show_messages)
    w.message_bar.focus_left.connect(w.view.setFocus)
    w.problems.rows_wished.connect(w.commands.show_group)
    w.problems.loaded_values_wished.connect(w.commands.put_group_back)
    w.problems.next_wished.connect(w.actions_["next_problem"].trigger)
    w.problems.export_wished.connect(w.export.export_failures)
    w.problems.close_wished.connect(lambda: w.actions_["problems"].setChecked(False))
    w.actions_["details"].toggled.connect(w.panels.refresh_soon)
    w.details.pushes.all_wished.connect(lambda row: w.history.show(str(row)))


def _join_load(w: MainWindow) -> None:
    w.load.progressed.connect(w.panels.on_load_progressed)
    w.load.progressed.connect(w.possible.show)
    w.load.progressed.connect(lambda _progress: w.view.begin())
    w.load.ended.connect(w.panels.on_load_ended)
    w.load.ended.connect(w.filters.prepare)
    w.load.ended.connect(w.possible.show)
    w.load.ended.connect(w.on_load_ended)
    w.continuation.signed_in.connect(w.load.go_on)
    w.status.stop_load.clicked.connect(w.load.stop)
    w.status.show_all.clicked.connect(w.commands.show_all)
    w.status.reapply.clicked.connect(w.filters.reapply)


def _join_push(w: MainWindow) -> None:
    w.push.progressed.connect(w.panels.on_push_progressed)
    w.push.ended.connect(w.on_push_ended)
    w.push.ended.connect(lambda _score: w.details.pushes.forget())
    w.recovery.over.connect(w.details.pushes.forget)
    w.push.choice_wished.connect(w.commands.choose_conflicts)
