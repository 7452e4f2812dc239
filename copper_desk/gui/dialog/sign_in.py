"""Accounts of this computer: sign in to one with e-mail and key, test the way to Copper, open or remove a saved one.

The key is typed here, handed to the account book and never shown again. Opening is left to whoever listens.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from copper_desk.copper.connection import Connection, InvalidConnection
from copper_desk.copper.probe import ProbeStep, it_report
from copper_desk.desk.account_book import AccountBook
from copper_desk.gui.dialog.account_form import AccountForm
from copper_desk.gui.dialog.confirm import ask
from copper_desk.gui.look.layer import MARGIN_PX, foot, layers
from copper_desk.gui.look.piece import button, label, wrapped
from copper_desk.gui.look.room import room_for, take_room
from copper_desk.gui.workers.errand import Crashed, Errand
from copper_desk.gui.workers.probe_worker import Probed, ProbeWorker
from copper_desk.storage.credentials import KeyringFailure
from copper_desk.wording import tr

SIZE = QSize(600, 520)
WIDE = QSize(860, 520)
"""With the saved accounts beside the form."""


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """The account to open: its name and how it is reached."""

    name: str
    connection: Connection


class SignInDialog(QDialog):
    """``account_chosen`` carries AccountChoice; the dialog then closes. ``tested`` follows each test."""

    account_chosen = Signal(object)
    tested = Signal()

    def __init__(self, book: AccountBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._errand: Errand | None = None
        self._steps: list[ProbeStep] = []
        self._tested: Connection | None = None
        self._closing = False
        self.setWindowTitle(tr("Accounts"))
        self._build()
        self._list_accounts()
        self.form.name.setFocus()

    def ask_again(self, name: str, link: Connection) -> None:
        """Ask only for a new key for an account that is open; whose it is stands."""
        self.setWindowTitle(tr("Sign in again"))
        self.heading.setText(tr("Sign in to {name} again", name=name))
        self.saved_part.hide()
        take_room(self, SIZE)
        self.form.fill(name, link.email, link.base_url, link.proxy, key=link.api_key)
        self.form.fix_account()
        self.save.setText(tr("Save and sign in"))
        self.save.setAccessibleName(self.save.text())
        self.form.key.setFocus()

    def done(self, result: int) -> None:
        """Close; a running test is stopped first, so that its thread ends before its owner."""
        if self._errand is not None:
            self._closing = True
            self._errand.cancel()
            self.hide()
            return
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing by the frame is a Cancel."""
        event.ignore()
        self.reject()

    def _build(self) -> None:
        self.saved_part = QWidget()
        self.saved_part.setLayout(self._saved_part())
        self._inside = QWidget()
        self._inside.setLayout(self._form_part())
        self._area = _scrolled(self._inside)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.saved_part, 2)
        middle.addWidget(self._area, 3)
        layout = layers(self)
        layout.addLayout(middle, 1)
        layout.addWidget(self._foot())
        self.form.proxy.lines_changed.connect(self._grow)

    def _saved_part(self) -> QVBoxLayout:
        self.saved = QListWidget()
        self.saved.setAccessibleName(tr("Saved accounts"))
        self.saved.itemActivated.connect(self._on_open_clicked)
        self.saved.currentRowChanged.connect(self._on_saved_row_changed)
        self.open_saved = button(tr("Open account"), tr("Open the chosen account"))
        self.open_saved.clicked.connect(self._on_open_clicked)
        self.change = button(tr("Change…"), tr("Change the chosen account"))
        self.change.clicked.connect(self._on_change_clicked)
        self.remove = button(tr("Remove…"), tr("Remove the chosen account"), role="danger")
        self.remove.clicked.connect(self._on_remove_clicked)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_saved)
        buttons.addWidget(self.change)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        part = QVBoxLayout()
        part.setContentsMargins(MARGIN_PX, 18, 0, 14)
        part.addWidget(label(tr("Saved accounts"), bold=True))
        part.addWidget(self.saved, 1)
        part.addLayout(buttons)
        return part

    def _form_part(self) -> QVBoxLayout:
        self.heading = wrapped(tr("Connect to Copper"), level="heading")
        part = QVBoxLayout()
        part.setContentsMargins(MARGIN_PX, 18, MARGIN_PX, 14)
        part.setSpacing(10)
        part.addWidget(self.heading)
        part.addWidget(
            wrapped(
                tr("You find the key in Copper under Settings › Integrations › API Keys. The e-mail is its owner’s."),
                tone="muted",
            )
        )
        self.form = AccountForm()
        part.addWidget(self.form)
        self.storing = wrapped(self._storing_words(), tone="muted" if self._book.persistent else "warning")
        part.addWidget(self.storing)
        self.steps = wrapped(tone="ok")
        self.steps.setAccessibleName(tr("Steps of the test"))
        self.steps.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        part.addWidget(self.steps)
        self.failure = wrapped(tone="error")
        self.failure.setAccessibleName(tr("What went wrong"))
        self.failure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.failure.hide()
        part.addWidget(self.failure)
        part.addStretch(1)
        return part

    def _foot(self) -> QFrame:
        self.test = button(tr("Test connection"))
        self.test.clicked.connect(self._on_test_clicked)
        self.copy_for_it = button(tr("Copy for IT"), tr("Copy what failed, for the IT department"))
        self.copy_for_it.clicked.connect(self._on_copy_clicked)
        self.copy_for_it.hide()
        cancel = button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save = button(tr("Save and open"), role="primary")
        self.save.clicked.connect(self._on_save_clicked)
        self.save.setDefault(True)
        return foot(self.test, self.copy_for_it, None, cancel, self.save)

    def _grow(self) -> None:
        """Larger where the form needs it and the screen has the room; what is said last is in sight."""
        layout = self._inside.layout()
        if layout is None:
            return
        missing = layout.heightForWidth(self._area.viewport().width()) - self._area.viewport().height()
        if missing > 0:
            self.resize(QSize(self.width(), self.height() + missing).boundedTo(room_for(self)))

    def _storing_words(self) -> str:
        return tr("The key is kept in this computer’s keyring.") if self._book.persistent else self._book.reason

    def _list_accounts(self) -> None:
        self.saved.clear()
        for account in self._book.accounts():
            self.saved.addItem(account.name)
            self.saved.item(self.saved.count() - 1).setToolTip(f"{account.email}\n{account.base_url}")
        self.saved_part.setVisible(self.saved.count() > 0)
        take_room(self, WIDE if self.saved.count() else SIZE)
        self._on_saved_row_changed(self.saved.currentRow())

    def _on_saved_row_changed(self, row: int) -> None:
        for piece in (self.open_saved, self.change, self.remove):
            piece.setEnabled(row >= 0)

    def _on_open_clicked(self) -> None:
        name = self._chosen_name()
        link = self._load(name) if name else None
        if link is not None:
            self._choose(AccountChoice(name, link))

    def _on_change_clicked(self) -> None:
        """Show a saved account in the form, to save it with another proxy, say; its key stays."""
        name = self._chosen_name()
        link = self._load(name) if name else None
        if link is not None:
            self.form.fill(name, link.email, link.base_url, link.proxy, key=link.api_key)
            self.form.email.setFocus()

    def _load(self, name: str) -> Connection | None:
        """How a saved account is reached; None when that is to be typed, or told."""
        try:
            link = self._book.load(name)
        except (KeyringFailure, InvalidConnection) as error:
            self._say(str(error))
            return None
        if link is None:
            self._fill_in(name)
        return link

    def _chosen_name(self) -> str:
        """The name of the chosen account, "" when none is."""
        row = self.saved.currentRow()
        return self.saved.item(row).text() if row >= 0 else ""

    def _fill_in(self, name: str) -> None:
        """The key is not here (another computer's, or kept for a session only): ask for it again."""
        account = next(account for account in self._book.accounts() if account.name == name)
        self.form.fill(name, account.email, account.base_url, account.proxy)
        self.form.key.setFocus()
        self._say(tr("The key of “{name}” is not kept on this computer. Type it again.", name=name))

    def _on_remove_clicked(self) -> None:
        name = self._chosen_name()
        if not name or not self._approve_removal(name):
            return
        try:
            self._book.remove(name)
        except (KeyringFailure, OSError) as error:
            self._say(str(error))
        self._list_accounts()

    def _approve_removal(self, name: str) -> bool:
        return ask(
            self,
            title=tr("Remove account"),
            question=tr("Remove “{name}” from this computer?", name=name),
            more=tr("Its key leaves the keyring. Nothing changes in Copper."),
            yes=tr("Remove"),
            danger=True,
        )

    def _on_test_clicked(self) -> None:
        link = self._typed()
        if link is None or self._errand is not None:
            return
        self._steps = []
        self._tested = link
        self._show_steps(tr("Testing…"))
        worker = ProbeWorker(link)
        worker.step_done.connect(self._on_worker_step_done)
        self._errand = Errand(worker, name="probe")
        self._errand.ended.connect(self._on_errand_ended)
        self.test.setEnabled(False)
        self._errand.start()

    @Slot(object)
    def _on_worker_step_done(self, step: ProbeStep) -> None:
        self._steps.append(step)
        self._show_steps(tr("Testing…"))

    @Slot(object)
    def _on_errand_ended(self, ending: Probed | Crashed) -> None:
        self._errand = None
        self.test.setEnabled(True)
        if self._closing:
            self.reject()
            return
        good = isinstance(ending, Probed) and ending.ok
        self.copy_for_it.setVisible(not good)
        self._show_steps(tr("Everything works.") if good else "")
        # The button that was pressed could not keep the focus while the test ran, and Cancel must not inherit it.
        (self.save if good else self.test).setFocus()
        if any(step.wants_password for step in self._steps):
            self.form.proxy.ask()
        self.tested.emit()

    def _show_steps(self, closing: str) -> None:
        passed = [f"✓  {tr(step.name)}: {step.message}" for step in self._steps if step.ok]
        failed = [f"✕  {tr(step.name)}: {step.message}" for step in self._steps if not step.ok]
        self.steps.setText("\n".join([*passed, closing] if closing else passed))
        self.steps.setVisible(bool(self.steps.text()))
        self._show_failure("\n".join(failed))

    def _on_copy_clicked(self) -> None:
        if self._tested is not None:
            QGuiApplication.clipboard().setText(it_report(self._tested, self._steps))

    def _on_save_clicked(self) -> None:
        link = self._typed()
        if link is None:
            return
        name = self.form.name.text().strip() or link.email
        try:
            self._book.save(name, link)
        except (KeyringFailure, OSError) as error:
            self._say(str(error))
            return
        self.form.key.clear()
        self._choose(AccountChoice(name, link))

    def _typed(self) -> Connection | None:
        try:
            return self.form.typed()
        except InvalidConnection as error:
            self._say(str(error))
            return None

    def _say(self, sentence: str) -> None:
        self.steps.clear()
        self.steps.hide()
        self._show_failure(sentence)

    def _show_failure(self, sentence: str) -> None:
        self.failure.setText(sentence)
        self.failure.setVisible(bool(sentence))
        self._grow()
        last = self.failure if sentence else self.steps
        QTimer.singleShot(0, last, lambda: self._area.ensureWidgetVisible(last, 0, MARGIN_PX))

    def _choose(self, choice: AccountChoice) -> None:
        self.accept()
        self.account_chosen.emit(choice)


def _scrolled(inside: QWidget) -> QScrollArea:
    """The form scrolls where a proxy's lines, a long sentence or large text leave no room; its answers do not."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(tr("How the account is reached"))
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
