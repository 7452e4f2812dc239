"""The window of one open account: menus, tool bar, grid, panels and bars, and who listens to whom.

Only puts together; what happens is in the controllers beside it.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHeaderView, QMainWindow, QSplitter, QVBoxLayout, QWidget

from copper_desk.desk.desk import Desk
from copper_desk.gui.account_label import AccountLabel
from copper_desk.gui.control.action import Actions
from copper_desk.gui.control.close_controller import CloseController
from copper_desk.gui.control.column_controller import ColumnController
from copper_desk.gui.control.command import Commands
from copper_desk.gui.control.filter_controller import FilterController
from copper_desk.gui.control.load_controller import LoadController
from copper_desk.gui.control.message import MessageLog
from copper_desk.gui.control.pane_controller import PaneController
from copper_desk.gui.control.panel_controller import PanelController, Panels
from copper_desk.gui.control.push_controller import PushController
from copper_desk.gui.control.question import Questions
from copper_desk.gui.control.sheet_controller import SheetController
from copper_desk.gui.details.details_panel import WIDTH, DetailsPanel
from copper_desk.gui.grid.arrangement import Arrangement
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.gui.grid.lead_view import LeadView
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.panel.change_bar import ChangeBar
from copper_desk.gui.panel.message_bar import MessageBar
from copper_desk.gui.panel.problem_panel import ProblemPanel
from copper_desk.gui.panel.status_bar import StatusBar
from copper_desk.gui.panel.tool_bar import PracticeBanner, ToolBar
from copper_desk.gui.wording import tr
from copper_desk.sheet.order import RowOrder

SIZE = QSize(1440, 900)
DETAILS_FROM_PX = 1200

_TOOLS = ("refresh", "new_lead", "undo", "redo", "problems", "details")


class MainWindow(QMainWindow):
    """Wishes for the program around it: ``accounts_wished``, ``practice_wished``, ``reset_wished``,
    ``guide_wished``; ``closed`` comes when nothing of this account runs any more."""

    accounts_wished = Signal()
    practice_wished = Signal()
    reset_wished = Signal()
    guide_wished = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, theme: Theme, account: AccountLabel, *, questions: Questions | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.theme = theme
        self.account = account
        self.questions = questions or Questions()
        self.messages = MessageLog(parent=self)
        self._make_sheet()
        self._make_widgets()
        self._make_controllers()
        self._lay_out()
        self._join()
        self.setWindowTitle(f"Copper Desk: {account.name}")
        self._take_size()

    def start(self) -> None:
        """Show the window and load the leads."""
        self.show()
        self.view.setFocus()
        self.load.start()

    def commit_editors(self) -> None:
        """Commit an open editor, in the grid or in the details."""
        self.view.commit_editor()
        self.details.commit_editor()

    def agree_to_loss(self) -> None:
        """Close without asking about changes: the person has agreed to forget them."""
        self._closing.agree_to_loss()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when nothing is in the air and nothing is lost; else later, or not."""
        self.commit_editors()
        if not self._closing.may_close():
            event.ignore()
            return
        super().closeEvent(event)
        self._part_undo()
        self.desk.close()
        self.closed.emit()

    def _make_sheet(self) -> None:
        self.sheet = SheetController(self.desk, parent=self)
        self.order = RowOrder(self.desk.sheet, style=self.desk.style)
        self.model = LeadModel(
            self.desk.sheet,
            self.order,
            style=self.desk.style,
            stage=self.sheet.stage,
            former_option=self.desk.codec.option_name,
            parent=self,
        )
        self.sheet.changed.connect(self.model.on_delta)

    def _make_widgets(self) -> None:
        self.actions_ = Actions(self.theme, self)
        self.view = LeadView(self.model, self.theme)
        for header in self.view.findChildren(QHeaderView):
            is_across = header.orientation() is Qt.Orientation.Horizontal
            header.setAccessibleName(tr("Names of the columns") if is_across else tr("Rows"))
        self.tools = ToolBar(
            self.theme,
            self.account.name,
            practice=self.account.practice,
            actions=[self.actions_[name] for name in _TOOLS],
        )
        self.problems = ProblemPanel()
        self.problems.hide()
        self.details = DetailsPanel(self.model, self.theme)
        self.details.hide()
        self.message_bar = MessageBar(self.messages)
        self.changes = ChangeBar()
        self.status = StatusBar(self.theme)

    def _make_controllers(self) -> None:
        self.load = LoadController(self.sheet, self.messages, parent=self)
        self.arrangement = Arrangement(self.model, before=self.view.commit_editor, parent=self)
        self.view.follow(self.arrangement)
        self.filters = FilterController(self.model, self.arrangement, parent=self)
        self.push = PushController(
            self.sheet,
            self.messages,
            approve=lambda plan: self.questions.push(self, plan),
            commit=self.commit_editors,
            parent=self,
        )
        panels = Panels(self.tools, self.view, self.problems, self.details, self.changes, self.status)
        self.panels = PanelController(self.desk, self.model, panels, load=self.load, filters=self.filters, parent=self)
        self.panes = PaneController([self.tools.filter, self.view, self.problems, self.details, self.changes])
        self.commands = Commands(self)
        self._closing = CloseController(
            self,
            self.load,
            self.push,
            stop_wished=self._stop_wished,
            loss_wished=self._loss_wished,
            parent=self,
        )

    def _lay_out(self) -> None:
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._down.addWidget(self.view)
        self._down.addWidget(self.problems)
        self._down.setSizes([620, 180])
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self._down)
        self._across.addWidget(self.details)
        self._across.setSizes([1110, WIDTH])
        for splitter in (self._down, self._across):
            splitter.setHandleWidth(1)
            splitter.setStretchFactor(0, 1)
            splitter.setChildrenCollapsible(False)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if self.account.practice:
            layout.addWidget(PracticeBanner())
        layout.addWidget(self._across, 1)
        layout.addWidget(self.message_bar)
        layout.addWidget(self.changes)
        self.setCentralWidget(middle)
        self.addToolBar(self.tools)
        self.setStatusBar(self.status)
        self.actions_.fill(self.menuBar())
        self.actions_.bind_to(self, self.view)
        self.columns = ColumnController(self.view, self.actions_.columns)

    def _join(self) -> None:
        self.actions_.connect_all(self.commands.table())
        self.sheet.changed.connect(self.panels.refresh_soon)
        self.sheet.changed.connect(self._show_possible)
        self.view.said.connect(self.messages.say)
        self.view.blanks_left.connect(self.commands.offer_clearing)
        self.view.menu_wished.connect(self.commands.show_cell_menu)
        self.message_bar.log_wished.connect(self.commands.show_messages)
        self._join_bars()
        self._join_load()
        self._join_push()
        self._join_undo()
        self._show_possible()

    def _join_bars(self) -> None:
        self.tools.filter_changed.connect(self.filters.show_words)
        self.filters.changed.connect(self.panels.refresh_soon)
        self.changes.discard_wished.connect(self.commands.discard)
        self.changes.push_wished.connect(self.commands.push)
        self.changes.retry_wished.connect(self.commands.retry_failed)
        self.changes.pause_wished.connect(self.commands.pause)
        self.changes.stop_wished.connect(self.push.stop)
        self.changes.result_wished.connect(self.commands.show_result)
        self.changes.focus_left.connect(self.view.setFocus)
        self.problems.rows_wished.connect(self.commands.show_group)
        self.problems.loaded_values_wished.connect(self.commands.put_group_back)
        self.problems.next_wished.connect(self.actions_["next_problem"].trigger)
        self.problems.close_wished.connect(lambda: self.actions_["problems"].setChecked(False))
        self.actions_["details"].toggled.connect(self.panels.refresh_soon)

    def _join_load(self) -> None:
        self.load.progressed.connect(self.panels.on_load_progressed)
        self.load.progressed.connect(self._show_possible)
        self.load.progressed.connect(lambda _progress: self.view.begin())
        self.load.ended.connect(self.panels.on_load_ended)
        self.load.ended.connect(self.filters.prepare)
        self.load.ended.connect(self._show_possible)
        self.status.stop_load.clicked.connect(self.load.stop)
        self.status.show_all.clicked.connect(self.commands.show_all)
        self.status.reapply.clicked.connect(self.filters.reapply)

    def _join_push(self) -> None:
        self.push.progressed.connect(self.panels.on_push_progressed)
        self.push.ended.connect(self._on_push_ended)

    def _join_undo(self) -> None:
        stack = self.sheet.undo.stack
        stack.indexChanged.connect(self._show_possible)
        stack.undoTextChanged.connect(self._show_undo_words)
        stack.redoTextChanged.connect(self._show_undo_words)

    def _take_size(self) -> None:
        """As in the picture where the screen has room; the details only where they leave the grid enough."""
        room = self.screen().availableSize()
        self.resize(min(SIZE.width(), room.width()), min(SIZE.height(), room.height()))
        # Enlarged, a screen may have less room than that; the bar with the push must not lie below its edge.
        self.setMinimumSize(min(800, room.width()), min(500, room.height()))
        self.actions_["details"].setChecked(self.width() >= DETAILS_FROM_PX)

    def _part_undo(self) -> None:
        """A stack tells of its own end too, to a window that is then half gone."""
        stack = self.sheet.undo.stack
        stack.indexChanged.disconnect(self._show_possible)
        stack.undoTextChanged.disconnect(self._show_undo_words)
        stack.redoTextChanged.disconnect(self._show_undo_words)
        self.sheet.undo.end()

    @Slot(object)
    def _on_push_ended(self, _score: object) -> None:
        self.actions_["problems"].setChecked(bool(self.desk.sheet.counts().problem_leads))
        self._show_possible()

    def _show_undo_words(self, _text: str = "") -> None:
        stack = self.sheet.undo.stack
        for name, words, plain in (
            ("undo", stack.undoText(), tr("&Undo")),
            ("redo", stack.redoText(), tr("&Redo")),
        ):
            action = self.actions_[name]
            action.setText(f"{plain} {words}" if words else plain)
            action.setIconText(plain.replace("&", ""))
            action.setToolTip(f"{action.text().replace('&', '')} ({action.shortcut().toString()})")

    def _show_possible(self, *_facts: object) -> None:
        """Only what would do something now can be chosen."""
        stack, counts, pushing = self.sheet.undo.stack, self.desk.sheet.counts(), self.push.is_running
        possible = {
            "undo": stack.canUndo(),
            "redo": stack.canRedo(),
            "discard": bool(counts.changed_leads) and not pushing,
            "refresh": not self.load.is_running,
            "stop_load": self.load.is_running,
            "push": bool(counts.changed_leads) and not pushing,
            "retry_failed": bool(self.panels.staged().failed) and not pushing,
            "retry_selected": bool(counts.changed_leads) and not pushing,
            "pause": pushing,
            "stop_push": pushing,
            "clear_marks": bool(counts.accepted) and not pushing,
            "practice": not self.account.practice,
            "reset_practice": self.account.practice and not pushing,
        }
        for name, can in possible.items():
            self.actions_[name].setEnabled(can)

    def _stop_wished(self) -> bool:
        score = self.push.score
        return score is None or self.questions.stop(self, score.open)

    def _loss_wished(self) -> bool:
        staged = self.panels.staged()
        return not staged.leads or self.questions.loss(self, staged)
