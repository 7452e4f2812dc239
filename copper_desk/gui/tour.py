"""Plays the whole job on the real window and takes a picture of each step: load, edit, paste, review, push, retry.

Everything happens through keys, the clipboard and the window's own actions; it waits for signals, never for time. The
end is checked against what the server holds. Runs on a practice account that always begins the same.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from copper_desk.copper.request import update_lead
from copper_desk.desk.recorded import intended_lead
from copper_desk.gui.control.push_score import PushScore, Standing
from copper_desk.gui.control.question import Questions
from copper_desk.gui.dialog.choose_value import ChooseValueDialog
from copper_desk.gui.history.revert_window import RevertCase, RevertWindow
from copper_desk.gui.look.room import room_for
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.main_window import MainWindow
from copper_desk.gui.shell import AccountDoor, Shell
from copper_desk.gui.tour_account import sign_in_steps
from copper_desk.gui.tour_answer import TourAnswers
from copper_desk.gui.tour_carry import carry_steps
from copper_desk.gui.tour_check import differences
from copper_desk.gui.tour_import import import_steps
from copper_desk.gui.tour_picture import picture_of
from copper_desk.gui.tour_sheet import sheet_steps
from copper_desk.leads.value import CellValue, RowId

LIMIT_MS = 180_000
"""A tour that takes longer has hung: it ends with an error instead."""

SIZE = QSize(1440, 900)
"""Of the window, on a screen that has the room."""
Wait = SignalInstance
Edit = tuple[int, str, str]

EDITS: tuple[Edit, ...] = (
    (0, "title", "Head of sales"),
    (1, "title", "Chief buyer"),
    (2, "email", "orders@example.invalid"),
    (3, "monetary_value", "25000000"),
    (4, "company_name", "Blocked Ltd"),
    (6, "address.city", "Rotterdam"),
)
"""What is typed: (position of the lead, field, text). Three of them break planted rules of the practice account."""

CLEARED_AT = 5
"""The lead whose title is cleared."""

FIXES: tuple[Edit, ...] = (
    (2, "email", "orders@harborsupply.example"),
    (3, "monetary_value", "25000"),
    (4, "company_name", "Unblocked Ltd"),
)
"""What is typed over the refused values."""

PASTED = (
    ("Rotterdam Optics", "Managing director"),
    ("Volga Steel", "Buyer"),
    ("Blocked Ltd", "Chairwoman"),
    ("Kerala Spices", "Technical lead"),
)
"""Company and Title, beside each other as the columns are; the third is refused."""
PASTED_AT = 8
TAGGED_FROM = 14
TAGGED_LEADS = 40
TAKEN_BY_ANOTHER = ((0, "Director of sales"), (1, "Procurement lead"))
"""Titles that somebody else gives meanwhile to leads that have a new title here: (position of the lead, title)."""

PASTED_FIX: Edit = (PASTED_AT + 2, "company_name", "Whitfield Partners")


def run_tour(application: QApplication, theme: Theme, door: AccountDoor, folder: Path) -> int:
    """Play the tour; pictures go to ``folder``. Returns 0 when every number ties out with the server."""
    folder.mkdir(parents=True, exist_ok=True)
    tour = Tour(theme, door, folder)
    sys.excepthook = tour.take_bug
    QTimer.singleShot(0, tour.advance)
    QTimer.singleShot(LIMIT_MS, tour.give_up)
    application.exec()
    return 1 if tour.bugs else tour.exit_code


class Tour(QObject):
    """The tour as a script that yields the signal it waits for next."""

    def __init__(self, theme: Theme, door: AccountDoor, folder: Path) -> None:
        super().__init__()
        self._door = door
        self._folder = folder
        self._pictures: list[str] = []
        self._final: dict[RowId, Standing] = {}
        self._wanted: dict[tuple[RowId, str], CellValue] = {}
        self._waiting: SignalInstance | None = None
        self._is_sending_shown = False
        self.exit_code = 1
        self.bugs = 0
        answers = TourAnswers(self._shoot, approving=self._remember_wanted)
        questions = Questions(push=answers.review, conflicts=answers.settle, revert=self._revert, loss=lambda *_: True)
        self._shell = Shell(theme, door, questions=questions)
        self._steps = self._script()

    @property
    def window(self) -> MainWindow:
        """The open window. Raises RuntimeError before there is one."""
        if self._shell.window is None:
            raise RuntimeError("The tour has no window yet.")
        return self._shell.window

    def advance(self, *_facts: object) -> None:
        """Go on to the next signal to wait for."""
        if self._waiting is not None:
            self._waiting.disconnect(self.advance)
            self._waiting = None
        try:
            self._waiting = next(self._steps)
        except StopIteration:
            QApplication.quit()
            return
        except BaseException:
            QApplication.quit()
            raise
        self._waiting.connect(self.advance, Qt.ConnectionType.QueuedConnection)

    def take_bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A bug anywhere, also in a slot where Qt would go on: the tour then fails, whatever its totals."""
        self.bugs += 1
        sys.__excepthook__(kind, error, trace)

    def give_up(self) -> None:
        """The time is over."""
        sys.stderr.write("The tour took too long and was ended.\n")
        QApplication.quit()

    def _script(self) -> Iterator[Wait]:
        yield from self._first_run()
        self._shell.open_practice()
        yield self._shell.opened
        self.window.resize(SIZE.boundedTo(room_for(self.window)))
        self.window.activateWindow()
        self.window.actions_["details"].setChecked(True)
        yield self.window.load.ended
        self._shoot("loaded")
        self._edit()
        carry_steps(self.window, self._shoot)
        self._paste()
        self._paste_over_many()
        self._add_lead()
        yield from self._meet_somebody_else()
        yield from self._push()
        self._look_at_failures()
        self._fix()
        yield from self._push()
        self._shoot("accepted")
        wrong = differences(self.window.desk, self._final, self._wanted)
        yield from import_steps(self.window, self._shoot)
        yield from sheet_steps(self.window, self._shoot)
        yield from sign_in_steps(self.window, self._shoot, reachable=self.window.desk.connection)
        yield from self._look_back()
        yield from self._come_back()
        self._finish(wrong)
        if not self.window.close():
            yield self._shell.over

    def _first_run(self) -> Iterator[Wait]:
        self._shell.start_window.resize(SIZE.boundedTo(room_for(self._shell.start_window)))
        self._shell.show_doors()
        self._shoot("first-run", self._shell.start_window)
        yield from sign_in_steps(self._shell.start_window, self._shoot)

    def _edit(self) -> None:
        for edit in EDITS:
            self._type(*edit)
        self.window.view.go_to(self._row(CLEARED_AT), "title")
        QTest.keyClick(self.window.view, Qt.Key.Key_Delete)
        self.window.view.go_to(self._row(2), "email")
        self._shoot("edited")
        self.window.changes.show_read_only(True)
        self._shoot("read-only")
        self.window.changes.show_read_only(False)

    def _paste(self) -> None:
        view = self.window.view
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in PASTED) + "\n")
        view.go_to(self._row(PASTED_AT), "company_name")
        QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self._shoot("pasted")

    def _paste_over_many(self) -> None:
        """One copied cell fills a column of the selection, so that the push has several requests."""
        view = self.window.view
        QGuiApplication.clipboard().setText("expo, spring")
        view.go_to(self._row(TAGGED_FROM), "tags")
        for _ in range(TAGGED_LEADS - 1):
            QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self._shoot("filled")

    def _add_lead(self) -> None:
        """A new lead, with a phone number that is rather short: a warning."""
        self.window.actions_["new_lead"].trigger()
        position = self.window.model.rowCount() - 1
        self._type(position, "name", "Hana Kimura")
        self._type(position, "phone.mobile", "555-01")

    def _meet_somebody_else(self) -> Iterator[Wait]:
        """Somebody else changes leads in Copper that are changed here, and a refresh brings that in."""
        for position, title in TAKEN_BY_ANOTHER:
            self.window.desk.client.call(update_lead(self._row(position), {"title": title}))
        QTest.keyClick(self.window.view, Qt.Key.Key_F5)
        yield self.window.load.ended
        self.window.view.go_to(self._row(0), "title")
        self._shoot("conflict")

    def _push(self) -> Iterator[Wait]:
        self._is_sending_shown = False
        self.window.push.progressed.connect(self._on_push_progressed)
        QTest.keyClick(self.window.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        yield self.window.push.ended
        self.window.push.progressed.disconnect(self._on_push_progressed)
        self._count(self.window.push.score)

    def _look_at_failures(self) -> None:
        window = self.window
        window.view.go_to(self._row(0), "company_name")
        QTest.keyClick(window.view, Qt.Key.Key_F8)
        self._shoot("failed")
        window.changes.chips[Standing.FAILED].click()
        QTest.keyClick(window.view, Qt.Key.Key_F8)
        self._shoot("failed-only")
        window.commands.show_all()
        self._look_at_group_answers()

    def _look_at_group_answers(self) -> None:
        """One cell of a group is mended, and the list of problems offers its value to the other."""
        self._type(*FIXES[-1])
        self.window.panels.refresh()
        line = next(line for line in self.window.problems.lines if line.offer.shared is not None)
        self._shoot("group-answers")
        line.change_all.click()
        self._shoot("group-changes", line.menu)
        line.menu.close()
        dialog = ChooseValueDialog(self.window.desk.schema["assignee_id"], 12, self.window)
        dialog.show()
        self._shoot("group-choice", dialog)
        dialog.close()
        self.window.activateWindow()

    def _look_back(self) -> Iterator[Wait]:
        """The history, of one lead in the details and of all, and what taking a push back would mean."""
        window = self.window
        window.view.go_to(self._row(0), "title")
        window.panels.refresh()
        window.details.area.ensureWidgetVisible(window.details.pushes)
        self._shoot("lead-history")
        keys = Qt.KeyboardModifier
        QTest.keyClick(window.view, Qt.Key.Key_Y, keys.ControlModifier | keys.ShiftModifier)
        history = window.history.window
        if history is None:
            raise RuntimeError("The history did not open.")
        history.list.choose(min(entry.id for entry in window.desk.history.pushes()) if window.desk.history else None)
        self._shoot("history", history)
        window.desk.client.call(update_lead(self._row(TAGGED_FROM), {"tags": ["expo", "autumn"]}))
        history.revert.click()
        yield window.history.over
        history.search.setText("nothing like this")
        history.refresh()
        self._shoot("history-empty", history)
        history.close()

    def _revert(self, parent: QWidget, case: RevertCase) -> bool:
        """Show what taking a push back means, and leave it."""
        dialog = RevertWindow(case, parent)
        dialog.show()
        self._shoot("revert", dialog)
        dialog.close()
        dialog.deleteLater()
        return False

    def _come_back(self) -> Iterator[Wait]:
        """The program ends in the middle of a push, starts again, and then Copper cannot be reached."""
        for position, title in enumerate(("Chief", "Deputy", "Assistant", "Trainee")):
            self._type(position + 20, "title", title)
        self._cut_short()
        self._shell.open_practice()
        yield self._shell.opened
        self.window.resize(SIZE.boundedTo(room_for(self.window)))
        self.window.activateWindow()
        yield self.window.recovery.over
        self._shoot("recovered")
        self._door.left()
        QTest.keyClick(self.window.view, Qt.Key.Key_F5)
        yield self.window.load.ended
        self._shoot("offline")

    def _cut_short(self) -> None:
        """A push of which one lead was about to leave and the others were not."""
        desk = self.window.desk
        plan = desk.plan()
        self.window.sheet.start(plan)
        if desk.history is None:
            raise RuntimeError("The tour keeps no history.")
        first = intended_lead(desk.schema, plan.batches[0].leads[0], is_create=False)
        desk.history.intend(desk.history.pushes(limit=1)[0].id, [first], at_s=time.time())

    def _fix(self) -> None:
        for edit in (*FIXES, PASTED_FIX):
            self._type(*edit)
        self._shoot("fixed")

    def _type(self, position: int, key: str, text: str) -> None:
        view = self.window.view
        view.go_to(self._row(position), key)
        view.setFocus()
        QTest.keyClicks(view, text[0])
        editor = view.editing.editor
        if editor is None:
            raise RuntimeError(f"No editor opened in {key}.")
        QTest.keyClicks(editor, text[1:])
        QTest.keyClick(editor, Qt.Key.Key_Return)

    def _row(self, position: int) -> RowId:
        return self.window.model.row_at(position)

    def _on_push_progressed(self, _state: object) -> None:
        """Picture the push in the middle, and paused once what was on its way is counted."""
        score = self.window.push.score
        counts = {} if score is None else score.counts()
        if counts.get(Standing.ACCEPTED, 0) and counts.get(Standing.SENDING, 0) and not self._is_sending_shown:
            self._is_sending_shown = True
            self._shoot("pushing", in_flight=True)
            self.window.changes.pause.click()
        elif self.window.push.is_paused and not counts.get(Standing.SENDING, 0):
            self._shoot("paused", in_flight=True)
            self.window.changes.pause.click()

    def _remember_wanted(self) -> None:
        sheet = self.window.desk.sheet
        for row in sheet.changed_rows():
            for key, edit in sheet.edits(row).items():
                self._wanted[row, key] = edit.value

    def _count(self, score: PushScore | None) -> None:
        for standing in Standing:
            for row in score.rows(standing) if score is not None else ():
                self._final[row] = standing

    def _finish(self, wrong: list[str]) -> None:
        for line in wrong:
            sys.stderr.write(line + "\n")
        counts = {standing: list(self._final.values()).count(standing) for standing in Standing}
        planned = len(self._final)
        told = {
            "planned": planned,
            "accepted": counts[Standing.ACCEPTED],
            "failed": counts[Standing.FAILED],
            "unknown": counts[Standing.UNKNOWN],
            "not_sent": counts[Standing.NOT_SENT],
            "pictures": self._pictures,
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        all_accepted = counts[Standing.ACCEPTED] == planned and planned > 0
        self.exit_code = 0 if all_accepted and not wrong else 1

    def _shoot(self, name: str, widget: QWidget | None = None, *, in_flight: bool = False) -> None:
        """A picture of a window as it is, after everything that waits to be drawn. ``in_flight``: what waits would
        change what is pictured, so it waits on."""
        target = widget or self.window
        if self._shell.window is not None:
            self._shell.window.panels.refresh()
        if in_flight:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        else:
            QApplication.processEvents()
        file = self._folder / f"{len(self._pictures) + 1:02d}-{name}.png"
        if not picture_of(target).save(str(file)):
            raise OSError(f"The picture {file} could not be written.")
        self._pictures.append(str(file))
