"""The window of one open account: menus, tool bar, grid, panels and bars.

Only puts together; what happens is in the controllers beside it, and who listens to whom in ``control/joining``.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMainWindow, QSplitter, QVBoxLayout, QWidget

from copper_desk.desk.desk import Desk
from copper_desk.gui.account_label import AccountLabel
from copper_desk.gui.control.action import Actions
from copper_desk.gui.control.carry_controller import CarryController
from copper_desk.gui.control.close_controller import CloseController
from copper_desk.gui.control.column_controller import ColumnController
from copper_desk.gui.control.column_filter_controller import ColumnFilterController
from copper_desk.gui.control.command import Commands
from copper_desk.gui.control.continuation import Continuation
from copper_desk.gui.control.duplicate_controller import DuplicateController
from copper_desk.gui.control.export_controller import ExportController
from copper_desk.gui.control.filter_controller import FilterController
from copper_desk.gui.control.group_answer import GroupAnswers, region_of
from copper_desk.gui.control.habit import RECENT, WINDOW, Habits
from copper_desk.gui.control.history_controller import HistoryController
from copper_desk.gui.control.import_controller import ImportController
from copper_desk.gui.control.joining import join
from copper_desk.gui.control.keeping_watch import KeepingWatch
from copper_desk.gui.control.keymap import Keymap
from copper_desk.gui.control.large_gesture import LargeGestures
from copper_desk.gui.control.load_controller import AccountChanged, LoadController
from copper_desk.gui.control.local_data_controller import LocalDataController
from copper_desk.gui.control.message import MessageLog
from copper_desk.gui.control.palette_controller import PaletteController
from copper_desk.gui.control.pane_controller import PaneController
from copper_desk.gui.control.panel_controller import PanelController, Panels
from copper_desk.gui.control.possible import Possible
from copper_desk.gui.control.preference_controller import PreferenceController
from copper_desk.gui.control.push_controller import PushController
from copper_desk.gui.control.question import Questions
from copper_desk.gui.control.recovery_controller import RecoveryController
from copper_desk.gui.control.result_export import ResultExport
from copper_desk.gui.control.sheet_controller import SheetController
from copper_desk.gui.control.sweep_controller import SweepController
from copper_desk.gui.control.tip import Tips
from copper_desk.gui.control.value_controller import ValueController
from copper_desk.gui.control.view_controller import ViewController
from copper_desk.gui.control.view_memory import ViewMemory
from copper_desk.gui.control.window_memory import restore_window, window_form
from copper_desk.gui.details.details_panel import WIDTH, DetailsPanel
from copper_desk.gui.filtering.filter_strip import FilterStrip
from copper_desk.gui.find.find_controller import FindController
from copper_desk.gui.grid.arrangement import Arrangement
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.gui.grid.lead_view import LeadView
from copper_desk.gui.importing.dropped_file import dropped_file
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.panel.change_bar import ChangeBar
from copper_desk.gui.panel.drop_overlay import DropOverlay
from copper_desk.gui.panel.message_bar import MessageBar
from copper_desk.gui.panel.problem_panel import ProblemPanel
from copper_desk.gui.panel.status_bar import StatusBar
from copper_desk.gui.panel.tool_bar import PracticeBanner, ToolBar
from copper_desk.leads.display import day_of
from copper_desk.leads.text import text_of
from copper_desk.sheet.order import RowOrder
from copper_desk.storage.setting import Settings
from copper_desk.wording import tell_time_by, tr

SIZE = QSize(1440, 900)
LEAST = QSize(800, 500)
DETAILS_FROM_PX = 1200

_TOOLS = ("refresh", "import", "export", "history", "columns")
_QUIET_TOOLS = ("new_lead", "undo", "redo", "problems", "details")
"""Shown by their icons alone, so that the others have room for their words."""


class MainWindow(QMainWindow):
    """Wishes for the program around it: ``accounts_wished``, ``practice_wished``, ``reset_wished``,
    ``guide_wished``, ``sign_in_wished`` (a new key for this account), ``renew_wished`` (its fields or people are others
    now: open it anew), ``keep_leads_wished`` (bool), ``forget_wished`` (close, and remove what is kept); ``closed``
    comes when nothing of this account runs any more."""

    accounts_wished = Signal()
    practice_wished = Signal()
    reset_wished = Signal()
    guide_wished = Signal()
    sign_in_wished = Signal()
    renew_wished = Signal()
    keep_leads_wished = Signal(bool)
    forget_wished = Signal()
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        account: AccountLabel,
        *,
        questions: Questions | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.theme = theme
        self.account = account
        self.questions = questions or Questions()
        self.messages = MessageLog(parent=self)
        self.habits = Habits(settings, self)
        self.habits.troubled.connect(self.messages.say)
        self.keymap = Keymap(self.habits, self)
        self._make_sheet()
        self._make_widgets()
        self._make_controllers()
        self._lay_out()
        join(self)
        self.keymap.changed.connect(self.show_keys)
        self.show_keys()
        self.setWindowTitle(f"Copper Desk: {account.name}")
        self._take_size()

    def start(self) -> None:
        """Show the window with what is kept here, and load the leads."""
        self.show()
        self.view.setFocus()
        self.view.begin()
        self.local_data.tell()
        self.recovery.begin()
        if self.desk.recoveries:
            self.on_push_ended(None)
        self.load.start()

    def commit_editors(self) -> None:
        """Commit an open editor, in the grid or in the details."""
        self.view.commit_editor()
        self.details.commit_editor()

    @Slot()
    def show_keys(self) -> None:
        """Let every action, and what tells of its keys, have those of the keymap."""
        self.actions_.give_keys(self.keymap.keys)
        self.view.leaves_keys_to_actions = True
        self.possible.show_undo_words()
        self.finder.panel.show_next_keys(self.actions_["find_next"].shortcut())

    def agree_to_loss(self) -> None:
        """Close without asking about changes: the person has agreed to forget them."""
        self._closing.agree_to_loss()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when nothing is in the air and nothing is lost; else later, or not."""
        self.commit_editors()
        if not self._closing.may_close():
            event.ignore()
            return
        self.habits.keep(WINDOW, window_form(self, self._splitters(), details=self.actions_["details"].isChecked()))
        super().closeEvent(event)
        self.history.close()
        self.finder.stop()
        self.columns.flush()
        self.possible.part_undo()
        self.desk.close()
        self.closed.emit()

    def _make_sheet(self) -> None:
        style = self.desk.style
        tell_time_by(style.time_zone, lambda day: day_of(day, style))
        self.sheet = SheetController(self.desk, parent=self)
        self.large = LargeGestures(self.sheet, self)
        self.order = RowOrder(self.desk.sheet, style=self.desk.style)
        self.model = LeadModel(
            self.desk.sheet,
            self.order,
            style=self.desk.style,
            stage=self.large.stage,
            former_option=self.desk.codec.option_name,
            parent=self,
        )
        self.sheet.changed.connect(self.model.on_delta)

    def _make_widgets(self) -> None:
        self.actions_ = Actions(self.theme, self)
        self.view = LeadView(self.model, self.theme)
        self.view.commands.run = self.large.plan
        for header in self.view.findChildren(QHeaderView):
            is_across = header.orientation() is Qt.Orientation.Horizontal
            header.setAccessibleName(tr("Names of the columns") if is_across else tr("Rows"))
        self.strip = FilterStrip(self.theme)
        self.tools = ToolBar(
            self.theme,
            self.account.name,
            practice=self.account.practice,
            actions=[self.actions_[name] for name in _TOOLS],
            quiet=[self.actions_[name] for name in _QUIET_TOOLS],
        )
        self.problems = ProblemPanel(lambda key, value: text_of(self.desk.schema[key], value, self.desk.style))
        self.problems.hide()
        self.details = DetailsPanel(
            self.model,
            self.theme,
            pushes_of=None if self.desk.history is None else lambda row, most: self.history.of_lead(row, limit=most),
        )
        self.details.hide()
        self.message_bar = MessageBar(self.messages)
        self.changes = ChangeBar(self)
        self.status = StatusBar(self.theme)
        self.status.zone = tr("Times are those of {zone}, the time zone of this account.", zone=self.desk.style.zone)

    def _make_controllers(self) -> None:
        """Longer than a function should be: one part a statement, in the order in which they need each other."""
        self.load = LoadController(self.sheet, self.messages, parent=self)
        self.arrangement = Arrangement(self.model, before=self.view.commit_editor, parent=self)
        self.view.follow(self.arrangement)
        self.filters = FilterController(self.model, self.arrangement, parent=self)
        self.push = PushController(
            self.sheet,
            self.messages,
            approve=lambda plan, replan: self.questions.push(self, self.commands.review_case(plan, replan)),
            commit=self.commit_editors,
            parent=self,
        )
        self.keeping = KeepingWatch(self.sheet, self.messages, parent=self)
        self.sweep = SweepController(self.sheet, self.load, self.push, self.messages, parent=self)
        self.recovery = RecoveryController(self.sheet, self.load, self.push, self.messages, parent=self)
        self.history = HistoryController(self)
        self.importing = ImportController(self)
        self.local_data = LocalDataController(self)
        panels = Panels(self.tools, self.view, self.problems, self.details, self.changes, self.status)
        self.panels = PanelController(self.desk, self.model, panels, load=self.load, filters=self.filters, parent=self)
        self.commands = Commands(self)
        self.finder = FindController(
            self.sheet,
            self.view,
            self.messages,
            stage=self.large.stage,
            undo=self.commands.undo,
            show_all=self.commands.show_all,
            parent=self,
        )
        self.values = ValueController(self)
        self.palette_ = PaletteController(
            self, recent=self.habits.names(RECENT), remember=lambda names: self.habits.keep(RECENT, [*names])
        )
        panes = [self.tools.filter, self.strip, self.view, self.finder.panel, self.problems, self.details]
        panes += [self.message_bar, self.changes]
        self.duplicates = DuplicateController(self)
        self.model.group_note = self.duplicates.note
        self.column_filters = ColumnFilterController(self)
        self.memory = ViewMemory(self.desk.folder, self)
        self.memory.troubled.connect(self.messages.say)
        self.columns = ColumnController(self.view, self.actions_.columns, self.memory)
        self.views = ViewController(self, self.memory, self.tools.view_menu)
        self.export = ResultExport(self)
        self.exporting = ExportController(self)
        self.carrying = CarryController(self)
        self.continuation = Continuation(self.desk, self.load, self.push, self.messages, parent=self)
        self.continuation.sign_in_wished.connect(self.sign_in_wished)
        self.answers = GroupAnswers(self, region=lambda: region_of(QLocale.system()))
        self.possible = Possible(self)
        self.preferences = PreferenceController(self)
        self.tips = Tips(self)
        self.panes = PaneController([*panes, self.tips.card])
        self._closing = CloseController(
            self,
            self.load,
            self.push,
            self.continuation,
            stop_wished=self.agree_to_stop,
            loss_wished=self._loss_wished,
            parent=self,
        )
        for each in (self._closing, self.continuation):
            each.watch(self.sweep, self.recovery, self.history)
        self._closing.watch(self.importing, self.exporting, self.duplicates)

    def _lay_out(self) -> None:
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._down.addWidget(self._grid())
        self._down.addWidget(self.finder.panel)
        self._down.addWidget(self.problems)
        self._down.setSizes([580, 240, 220])
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self._down)
        self._across.addWidget(self.details)
        self._across.setSizes([1110, min(self.theme.metrics.scaled(WIDTH), SIZE.width() // 3)])
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
        self.drop_overlay = DropOverlay(self)
        self.setAcceptDrops(True)
        self.addToolBar(self.tools)
        self.tools.add_palette(self.actions_["palette"])
        self.setStatusBar(self.status)
        self.actions_.fill(self.menuBar())
        self.actions_.bind_to(self, self.view)

    def _grid(self) -> QWidget:
        grid = QWidget()
        layout = QVBoxLayout(grid)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(self.view, 1)
        return grid

    def _take_size(self) -> None:
        """As it was left; the first time as in the picture where the screen has room, with the details only where they
        leave the grid enough."""
        take_room(self, SIZE, least=LEAST)
        details = restore_window(self.habits.value(WINDOW), self, self._splitters())
        self.actions_["details"].setChecked(self.width() >= DETAILS_FROM_PX if details is None else details)

    def _splitters(self) -> dict[str, QSplitter]:
        return {"down": self._down, "across": self._across}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.palette_.overlay.isVisible():
            self.palette_.overlay.place()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.drop_overlay.offer(path.name)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_overlay.hide()
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.importing.show_file(path)

    @Slot(object)
    def on_push_ended(self, _score: object) -> None:
        """A push is over: its problems are shown, if any."""
        self.actions_["problems"].setChecked(bool(self.desk.sheet.counts().problem_leads))
        self.possible.show()

    @Slot(object)
    def on_load_ended(self, ending: object) -> None:
        """A load is over: an account whose fields or people are others now is opened anew, but not over a push."""
        if not isinstance(ending, AccountChanged):
            return
        if self.push.is_running:
            self.messages.say(
                tr("Fields or people of this account have changed in Copper. Open it anew after the push."),
                offer=tr("Open anew"),
                answer=self.renew_wished.emit,
            )
        else:
            QTimer.singleShot(0, self.renew_wished.emit)

    def agree_to_stop(self) -> bool:
        """Ask whether a push that runs may be stopped."""
        score = self.push.score
        return score is None or self.questions.stop(self, score.open)

    def _loss_wished(self) -> bool:
        staged, reason = self.panels.staged(), self.keeping.why_lost()
        return not staged.leads or self.desk.keeps_changes or self.questions.loss(self, staged, reason)
