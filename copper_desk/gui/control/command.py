"""What each action of the window does. One place to read what can be wished for; the work is the controllers'.

Knows the controllers, and the widgets only as far as they are shown, focused or asked for their selection.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from copper_desk.gui.arranging.sort_window import SortWindow
from copper_desk.gui.conflict.conflict_choice import settled_sentence
from copper_desk.gui.conflict.conflict_window import ConflictCase
from copper_desk.gui.control.action import CHANGE_SELECTION
from copper_desk.gui.control.copper_link import open_in_copper
from copper_desk.gui.control.message import Tone
from copper_desk.gui.control.problem_walk import problem_after
from copper_desk.gui.control.push_score import Standing
from copper_desk.gui.control.sliced_stage import SlicedGesture
from copper_desk.gui.control.undo_controller import Gesture
from copper_desk.gui.dialog.about_window import AboutWindow
from copper_desk.gui.dialog.message_window import MessageWindow
from copper_desk.gui.dialog.shortcut_window import ShortcutWindow
from copper_desk.gui.panel.problem_group import ProblemGroup, place_of
from copper_desk.gui.review.review_case import ReviewCase
from copper_desk.push.plan import PushPlan
from copper_desk.sheet.edit import AddRow, ChangeSet
from copper_desk.wording import counted, retold, tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow
    from copper_desk.sheet.cell_plan import CellPlan

_RESULTS = {
    Standing.QUEUED: "queued",
    Standing.SENDING: "sending",
    Standing.ACCEPTED: "accepted",
    Standing.FAILED: "failed",
    Standing.UNKNOWN: "not confirmed",
    Standing.NOT_SENT: "not sent",
}


_CELL_MENU = (
    ("cut", "copy", "copy_headers", "paste", "clear"),
    ("put_back", "keep_mine"),
    ("filter_value", "hide_value", "filter_column"),
    ("retry_selected", "details", "open_in_copper"),
)


class Commands:
    """The commands of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._w = window

    def table(self) -> dict[str, Callable[..., object]]:
        """Each action's command, by the action's name."""
        return self._of_program() | self._of_sheet() | self._of_pushing()

    def _of_program(self) -> dict[str, Callable[..., object]]:
        w = self._w
        return {
            "accounts": w.accounts_wished.emit,
            "import": w.importing.show,
            "import_clipboard": w.importing.show_clipboard,
            "export": w.exporting.show,
            "hand_over": w.carrying.hand_over,
            "open_changes": w.carrying.open_changes,
            "set_aside": w.carrying.set_aside,
            "aside": w.carrying.show_aside,
            "practice": w.practice_wished.emit,
            "reset_practice": self.reset_practice,
            "keep_leads": w.local_data.keep_leads,
            "forget": w.local_data.forget,
            "close": w.close,
            "preferences": w.preferences.show,
            "history": w.history.show,
            "shortcuts": lambda: ShortcutWindow(w.keymap, w.theme, w).open(),
            "guide": w.guide_wished.emit,
            "about": lambda: AboutWindow(w.account, w).open(),
        }

    def _of_sheet(self) -> dict[str, Callable[..., object]]:
        """Longer than a function should be: a table, one action a line."""
        w = self._w
        return {
            "undo": self.undo,
            "redo": self.redo,
            "cut": w.view.commands.cut,
            "copy": w.view.commands.copy,
            "copy_headers": lambda: w.view.commands.copy(with_headers=True),
            "paste": w.view.commands.paste,
            "clear": w.view.commands.clear,
            "put_back": w.view.commands.put_back,
            "open_in_copper": lambda: open_in_copper(w),
            "fill_down": w.view.commands.fill_down,
            "fill_right": w.view.commands.fill_right,
            "copy_from_above": w.view.commands.copy_from_above,
            "today": w.view.commands.insert_today,
            "select_columns": w.view.selection.select_columns,
            "select_rows": w.view.selection.select_rows,
            "keep_mine": w.view.commands.keep_mine,
            "discard": self.discard,
            "select_all": w.view.selection.select_all,
            "find": lambda: w.finder.begin(replaces=False),
            "replace": lambda: w.finder.begin(replaces=True),
            "find_next": lambda: w.finder.go(1),
            "find_previous": lambda: w.finder.go(-1),
            "change_values": w.values.change_values,
            **w.values.commands(),
            "palette": w.palette_.show,
            "details": w.details.setVisible,
            "problems": w.problems.setVisible,
            "messages": self.show_messages,
            "filter": self.focus_filter,
            "last_push": self.show_last_push,
            "show_all": self.show_all,
            "filter_column": w.column_filters.show_current,
            "filter_value": w.column_filters.show_value_only,
            "hide_value": w.column_filters.hide_value,
            "sort": self.sort,
            "columns": w.columns.show_window,
            "changed_leads": w.views.apply_changed,
            "save_view": w.views.save,
            "update_view": w.views.update,
            "rename_view": w.views.rename,
            "delete_view": w.views.delete,
            "duplicates": w.duplicates.find,
            "reapply": w.filters.reapply,
            "next_pane": w.panes.go_next,
            "previous_pane": w.panes.go_previous,
            "refresh": w.load.start,
            "load_all": w.load.start_over,
            "stop_load": w.load.stop,
            "new_lead": self.add_lead,
        }

    def _of_pushing(self) -> dict[str, Callable[..., object]]:
        w = self._w
        return {
            "review": self.push,
            "push": self.push,
            "conflicts": self.choose_conflicts,
            "retry_failed": self.retry_failed,
            "retry_selected": self.retry_selected,
            "pause": self.pause,
            "stop_push": w.push.stop,
            "next_problem": lambda: self.go_to_problem(1),
            "previous_problem": lambda: self.go_to_problem(-1),
            "clear_marks": self.clear_marks,
            "export_results": w.export.export_shown,
            "export_failures": w.export.export_failures,
        }

    def show_cell_menu(self, at: QPoint) -> None:
        """What can be done with the selected cells, at a place on the screen."""
        menu = QMenu(self._w)
        menu.aboutToHide.connect(menu.deleteLater)
        for group in _CELL_MENU:
            menu.addActions([self._w.actions_[name] for name in group])
            menu.addSeparator()
            if "put_back" in group:
                # Its action, not itself: this menu would take it along when it goes.
                menu.addAction(self._w.actions_.menus[CHANGE_SELECTION.name].menuAction())
                menu.addSeparator()
        menu.popup(at)

    def reset_practice(self) -> None:
        """Renew the practice account, after a question."""
        if self._w.questions.reset(self._w):
            self._w.agree_to_loss()
            self._w.reset_wished.emit()

    def push(self) -> None:
        """Review every changed lead and push what is approved there."""
        self._hand_over(self._w.push.request_push())

    def retry_failed(self) -> None:
        """Push again what Copper refused."""
        self._hand_over(self._w.push.retry_failed())

    def retry_selected(self) -> None:
        """Push the changed leads among the selected rows."""
        self._hand_over(self._w.push.request_push(self._w.view.selected_leads()))

    def review_case(self, plan: PushPlan, replan: Callable[[], PushPlan]) -> ReviewCase:
        """What the Review of a plan is about, and what can be asked for in it."""
        w = self._w
        return ReviewCase(
            plan,
            w.desk.sheet,
            w.desk.style,
            w.theme,
            replan=replan,
            discard=self.discard,
            choose=self.choose_conflicts,
            ask_file=w.questions.file,
            calls_a_minute=w.desk.client.pacer.calls_a_minute,
        )

    def choose_conflicts(self, over: QWidget | None = None) -> bool:
        """Let the person choose between their values and Copper's. Answers whether anything was settled."""
        self._w.commit_editors()
        case = ConflictCase(self._w.desk.sheet, self._w.desk.style, self._w.theme)
        chosen = self._w.questions.conflicts(over or self._w, case)
        if not chosen:
            return False
        self._w.sheet.stage(chosen)
        self._w.messages.say(settled_sentence(chosen), offer=tr("Undo"), answer=self.undo)
        return True

    def _hand_over(self, began: bool) -> None:
        """Once a push began, its button is gone: the grid gets the focus, not whatever button happens to follow."""
        if began:
            self._w.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def pause(self, paused: bool) -> None:
        """Hold the push, or let it go on."""
        if paused:
            self._w.push.pause()
        else:
            self._w.push.resume()

    def undo(self) -> None:
        """Take back the last gesture; an open editor is left with its text first. Says so when Copper has to be told,
        as after a push: the earlier value is a new change then."""
        w = self._w
        w.commit_editors()
        stack, changed = w.sheet.undo.stack, w.panels.staged().cells
        gesture, count = stack.undoText(), stack.count()
        stack.undo()
        if gesture and stack.count() == count:  # Else it could not be undone, which was said.
            more = tr(" Not in Copper until you push.") if w.panels.staged().cells > changed else ""
            left = _left_by(stack.command(stack.index()))
            w.messages.say(tr("Undone: {gesture}.", gesture=gesture) + left + more)

    def redo(self) -> None:
        """Do again what was taken back."""
        stack = self._w.sheet.undo.stack
        gesture, count = stack.redoText(), stack.count()
        stack.redo()
        if gesture and stack.count() == count:
            self._w.messages.say(tr("Done again: {gesture}.", gesture=gesture))

    def offer_clearing(self, plan: CellPlan) -> None:
        """Tell what a paste did, and offer to empty the cells that it left alone."""
        self._w.messages.say(
            plan.sentence(),
            offer=counted(plan.blanks, "Clear it instead", "Clear these {n} instead"),
            answer=lambda: self._clear(plan),
        )

    def _clear(self, plan: CellPlan) -> None:
        self._w.large.stage(plan.clearing)
        self._w.messages.say(counted(plan.blanks, "1 cell cleared.", "{n} cells cleared."))

    def offer_import(self, plan: CellPlan) -> None:
        """What was pasted looks like a whole sheet, headers and all: it may be taken back and imported as one."""
        at = self._w.sheet.undo.stack.index() if plan.cells else -1
        self._w.messages.say(
            tr("{pasted}. The first row looks like headers.", pasted=plan.sentence()),
            offer=tr("Import as a sheet…"),
            answer=lambda: self._import_instead(at),
        )

    def _import_instead(self, at: int) -> None:
        """Take the paste back, unless something was done since, and open what was pasted as a sheet."""
        stack = self._w.sheet.undo.stack
        if stack.index() == at:
            stack.undo()
        self._w.importing.show_clipboard()

    def discard(self, over: QWidget | None = None) -> bool:
        """Drop all changes, after a question with their count. Answers whether they are gone."""
        self._w.commit_editors()
        staged = self._w.panels.staged()
        if not staged.leads:
            return False
        if self._w.preferences.asks_before_discard and not self._w.questions.discard(over or self._w, staged):
            return False
        changes = counted(staged.cells, "1 change", "{n} changes")
        self._w.sheet.discard(label=tr("discarding {changes}", changes=changes))
        self._w.messages.say(tr("Discarded {changes}.", changes=changes), offer=tr("Undo"), answer=self.undo)
        return True

    def add_lead(self) -> None:
        """A new lead as a new row, ready to be named."""
        sheet = self._w.desk.sheet
        row = sheet.next_new_row()
        self.show_all()
        self._w.sheet.stage(ChangeSet((AddRow(row),), tr("new lead")))
        self._w.view.go_to(row, "name")
        self._w.view.setFocus()

    def clear_marks(self) -> None:
        """Take the marks of the last push away, and its counters."""
        self._w.sheet.clear_marks()
        self._w.changes.show_push(None)
        self.show_any()

    def focus_filter(self) -> None:
        """Go to the filter box."""
        self._w.tools.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._w.tools.filter.selectAll()

    def show_all(self) -> None:
        """Show every lead again: empty the filter box and leave the counters."""
        self._w.tools.filter.clear()
        self._w.filters.show_words("")
        self._w.filters.show_everything()
        self.show_any()

    def sort(self) -> None:
        """Sort by several columns."""
        w = self._w
        w.commit_editors()
        cell = w.view.current_cell()
        first = (cell[1] if cell is not None else "") or "name"
        window = SortWindow(w.model.fields, w.arrangement.sorts, w.theme, first=first, parent=w)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.sorts_wished.connect(w.arrangement.set_sorts)
        window.open()

    def show_any(self) -> None:
        """Leave the set of leads that a counter or a problem showed."""
        self._w.changes.show_filter(None)
        self._w.filters.show_any()

    def show_result(self, standing: Standing | None) -> None:
        """Show only the leads of the last push that stand there; None shows all."""
        score = self._w.push.score
        if standing is None or score is None:
            self.show_any()
            return
        self._w.changes.show_filter(standing)
        self._w.filters.show_only(score.rows(standing), tr(_RESULTS[standing]))

    def show_last_push(self) -> None:
        """Show only the leads of the last push, whatever became of them."""
        score = self._w.push.score
        if score is not None:
            self._w.changes.show_filter(None)
            self._w.filters.show_only(frozenset(score.standings()), tr("last push"))

    def show_group(self, group: ProblemGroup) -> None:
        """Show only the leads of a group of problems, and go to the first."""
        self._w.changes.show_filter(None)
        self._w.filters.show_only(group.rows, f"{group.label}: {retold(group.problem.message)}")
        self._w.view.go_to(group.rows[0], place_of(self._w.desk.sheet, group.key))
        self._w.view.setFocus()

    def put_group_back(self, group: ProblemGroup) -> None:
        """Put the loaded values back in every cell of a group."""
        key = group.key
        if key is None:
            return
        cells = [(row, key) for row in group.rows if self._w.desk.sheet.edit(row, key) is not None]
        label = counted(
            len(cells), "putting back 1 value of {field}", "putting back {n} values of {field}", field=group.label
        )
        self._w.sheet.reset(cells, label=label)

    def go_to_problem(self, step: int) -> None:
        """Go to the next or previous problem of the leads shown."""
        place = problem_after(self._w.model, self._w.view.currentIndex(), step=step)
        if place is not None:
            self._w.view.go_to(*place)
            self._w.view.setFocus()
            return
        hidden = self._w.filters.is_active and bool(self._w.panels.groups())
        if hidden:
            self._w.messages.say(
                tr("No lead shown has a problem, but hidden ones have."), offer=tr("Show all"), answer=self.show_all
            )
        else:
            self._w.messages.say(tr("There are no problems."), tone=Tone.GOOD)

    def show_messages(self) -> None:
        """The messages of this session."""
        MessageWindow(self._w.messages, self._w.theme, self._w).open()


def _left_by(gesture: object) -> str:
    """What an undo could not take back, in words; "" where it took all."""
    if not isinstance(gesture, Gesture | SlicedGesture) or not gesture.left:
        return ""
    return counted(
        gesture.left,
        " One change of it stays: Copper has that lead by now, or it is being sent.",
        " {n} changes of it stay: Copper has those leads by now, or they are being sent.",
    )
