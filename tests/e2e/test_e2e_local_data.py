"""What this computer keeps of an account is the person's to decide: the leads, or nothing at all.

With the program's own door and the built-in practice account.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from weakref import ref

import pytest
from pytestqt.qtbot import QtBot

from copper_desk.app import Door
from copper_desk.desk.setting_name import KEEP_LEADS
from copper_desk.gui.dialog.forget import Forgotten, forget_words
from copper_desk.gui.main_window import MainWindow
from copper_desk.gui.shell import Shell
from copper_desk.storage.account_lock import AccountLock
from copper_desk.storage.setting import Settings
from tests.support.window import WAIT_MS, Answers, a_theme

PRACTICE_FOLDER = "practice"


@dataclass
class Program:
    """The program as a person starts it, with its data in ``folder``."""

    qtbot: QtBot
    folder: Path

    def __post_init__(self) -> None:
        self.answers = Answers()
        self.settings = Settings(self.folder / "settings.json")
        self.door = Door(self.settings, data=lambda: self.folder)
        self.shell = Shell(a_theme(), self.door, questions=self.answers.questions())
        self.qtbot.addWidget(self.shell.start_window)

    @property
    def window(self) -> MainWindow:
        assert self.shell.window is not None
        return self.shell.window

    def open(self) -> MainWindow:
        """Open the practice account and wait until Copper was asked for its leads."""
        with self.qtbot.waitSignal(self.shell.opened, timeout=WAIT_MS):
            self.shell.open_practice()
        self.settle()
        return self.window

    def settle(self) -> None:
        """Wait until the load that runs is over."""
        if self.window.load.is_running:
            with self.qtbot.waitSignal(self.window.load.ended, timeout=WAIT_MS):
                pass
        self.window.desk.leads.flush()

    def type(self, title: str) -> None:
        """A change."""
        window = self.window
        index = window.model.index_of(window.model.row_at(0), "title")
        window.model.setData(index, title)

    def kept(self) -> list[str]:
        """The names of the files that are kept of accounts."""
        return sorted({place.name.split("-")[0] for place in self.folder.glob("accounts/*/*")})

    def files(self) -> set[str]:
        """Everything in the data folder, but for what the practice server keeps for itself."""
        places = (place.relative_to(self.folder) for place in self.folder.rglob("*") if place.is_file())
        return {str(place) for place in places if place.parts[0] != PRACTICE_FOLDER}


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    found = Program(qtbot, tmp_path)
    yield found
    shell = found.shell
    with qtbot.waitSignal(shell.over, timeout=WAIT_MS):
        (shell.window or shell.start_window).close()
    found.door.left()


def test_the_next_start_has_everything_at_once(program: Program, qtbot: QtBot) -> None:
    program.open()
    program.type("Quartermaster")
    with qtbot.waitSignal(program.shell.opened, timeout=WAIT_MS):
        program.shell.open_practice()
    assert program.answers.asked == []
    assert not program.window.desk.is_connected
    assert program.window.model.rowCount() == 500
    assert program.window.desk.sheet.counts().changed_leads == 1
    program.settle()
    assert program.window.desk.is_connected


def test_forgetting_removes_everything_after_a_question_with_counts(program: Program, qtbot: QtBot) -> None:
    before = program.files()
    window = program.open()
    program.type("Quartermaster")
    with qtbot.waitSignal(window.push.ended, timeout=WAIT_MS):
        assert window.push.request_push()
    program.type("Chairwoman")
    window.panels.refresh()
    assert any(name.startswith("pace") for name in program.files())
    with qtbot.waitSignal(window.closed, timeout=WAIT_MS):
        window.actions_["forget"].trigger()
    assert program.answers.asked[-1] == ("forget", Forgotten("Practice account", 1, 1, 1))
    assert program.files() == before
    assert program.shell.start_window.isVisible()
    assert program.shell.start_window.note.text() == (
        "Everything that this computer kept of Practice account was removed."
    )
    again = program.open()
    assert again.desk.sheet.counts().changed_leads == 0
    assert again.desk.history is not None
    assert again.desk.history.pushes() == []


def test_what_another_program_has_open_is_not_forgotten_and_the_person_is_told(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = program.open()
    program.type("Quartermaster")
    assert window.desk.local is not None
    folder, before = window.desk.local.folder, program.files()
    left = program.door.left

    def left_and_taken() -> None:
        left()
        locks.append(AccountLock.acquire(folder, program="command"))

    locks: list[AccountLock] = []
    monkeypatch.setattr(program.door, "left", left_and_taken)
    with qtbot.waitSignal(window.closed, timeout=WAIT_MS):
        window.actions_["forget"].trigger()
    monkeypatch.undo()
    assert program.shell.start_window.note.text().startswith("This account is in use by a Copper Desk command")
    assert {name for name in before if name.endswith(".sqlite")} <= program.files()
    locks[0].release()
    assert program.open().desk.sheet.counts().changed_leads == 1


def test_the_leads_of_the_window_before_do_not_stay_in_memory(program: Program, qtbot: QtBot) -> None:
    former = ref(program.open().desk.sheet)
    with qtbot.waitSignal(program.shell.opened, timeout=WAIT_MS):
        program.shell.open_practice()
    program.settle()
    assert former() is None


def test_a_no_forgets_nothing(program: Program) -> None:
    window = program.open()
    program.type("Quartermaster")
    program.answers.forget = False
    window.actions_["forget"].trigger()
    assert window.isVisible()
    assert window.desk.sheet.counts().changed_leads == 1
    assert "cache.sqlite" in program.kept()


def test_leads_are_not_kept_when_a_person_does_not_want_it(program: Program) -> None:
    window = program.open()
    action = window.actions_["keep_leads"]
    assert action.isChecked()
    program.type("Quartermaster")
    action.trigger()
    assert not any(name.startswith("cache") for name in program.kept())
    assert program.settings.get(KEEP_LEADS) is False
    again = program.open()
    assert not again.actions_["keep_leads"].isChecked()
    assert again.desk.sheet.counts().changed_leads == 1
    assert len(again.desk.sheet) == 500
    again.actions_["keep_leads"].trigger()
    again.desk.leads.flush()
    assert "cache.sqlite" in program.kept()
    assert program.settings.get(KEEP_LEADS) is True
    assert again.desk.loads.as_of_s is not None


def test_an_account_that_changed_its_people_opens_anew_with_every_change(program: Program, qtbot: QtBot) -> None:
    window = program.open()
    program.type("Quartermaster")
    desk = window.desk
    desk.account, desk.is_connected = replace(desk.account, users=desk.account.users[:1]), False
    with qtbot.waitSignal(program.shell.opened, timeout=WAIT_MS):
        window.load.start()
    assert program.window is not window
    program.settle()
    assert program.window.desk.is_connected
    assert program.window.desk.sheet.counts().changed_leads == 1
    assert program.window.messages.messages[0].text == (
        "Fields or people of this account have changed in Copper, so it was opened anew. Your changes came along."
    )


def test_renewing_the_practice_account_forgets_what_was_kept(program: Program, qtbot: QtBot) -> None:
    window = program.open()
    program.type("Quartermaster")
    with qtbot.waitSignal(program.shell.opened, timeout=WAIT_MS):
        window.actions_["reset_practice"].trigger()
    program.settle()
    assert program.window.desk.sheet.counts().changed_leads == 0


@pytest.mark.parametrize(
    ("forgotten", "words"),
    [
        (Forgotten("Northwind", 0, 0, 0), []),
        (Forgotten("Northwind", 3, 2, 0), ["3 changes on 2 leads that are not in Copper would be lost."]),
        (
            Forgotten("Northwind", 1, 1, 1),
            [
                "1 change on 1 lead that is not in Copper would be lost.",
                "The history of 1 push goes with it; it cannot be reverted from here any more.",
            ],
        ),
    ],
)
def test_the_question_counts_what_would_be_gone(forgotten: Forgotten, words: list[str]) -> None:
    *told, stays = forget_words(forgotten).split("\n\n")
    assert told == words
    assert stays.startswith("Nothing changes in Copper.")
