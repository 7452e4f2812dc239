"""From the first window to an open account and on to the next: which window is there, and what closes it.

Opens accounts through an ``AccountDoor``; knows neither keys nor how the practice account runs. What is heavy is
imported when it is needed, after the first window was painted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from copper_desk.copper.cancel import CancelToken
from copper_desk.desk.collector import collect_now
from copper_desk.gui.account_label import AccountLabel
from copper_desk.gui.control.message import Tone
from copper_desk.gui.dialog.first_run import StartWindow
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.workers.errand import Crashed, Errand
from copper_desk.gui.workers.open_worker import NotOpened, Opened, OpenWorker
from copper_desk.wording import tr

if TYPE_CHECKING:
    from copper_desk.desk.account_book import AccountBook
    from copper_desk.desk.desk import Desk
    from copper_desk.gui.control.question import Questions
    from copper_desk.gui.desktop.desktop import Desktop
    from copper_desk.gui.dialog.guide import GuideWindow
    from copper_desk.gui.dialog.sign_in import AccountChoice
    from copper_desk.gui.main_window import MainWindow
    from copper_desk.storage.setting import Settings


class AccountDoor(Protocol):
    """Opens accounts; the openers run on a thread of their own and raise CopperError or CannotOpen."""

    def book(self) -> AccountBook: ...
    def practice(self, cancel: CancelToken) -> Desk: ...
    def renewed_practice(self, cancel: CancelToken) -> Desk: ...
    def chosen(self, choice: AccountChoice) -> Callable[[CancelToken], Desk]: ...
    def saved(self, name: str) -> Callable[[CancelToken], Desk]: ...
    def keep_leads(self, wanted: bool) -> None: ...
    def forget(self, desk: Desk, *, is_practice: bool) -> None: ...
    def left(self) -> None: ...


class Shell(QObject):
    """The windows of the program. ``opened`` carries each MainWindow; ``troubled`` comes when an account did
    not open, ``over`` when the last window is closed. ``desktop`` counts from when an account opens."""

    opened = Signal(object)
    troubled = Signal()
    over = Signal()

    def __init__(
        self,
        theme: Theme,
        door: AccountDoor,
        *,
        questions: Questions | None = None,
        desktop: Desktop | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self.desktop = desktop
        self._theme = theme
        self._door = door
        self._questions = questions
        self._settings = settings
        self._errand: Errand | None = None
        self._opener: Callable[[CancelToken], Desk] | None = None
        self._label = AccountLabel("")
        self._next: Callable[[], None] | None = None
        self._is_quitting = False
        self._greeting = ""
        self._is_renewed = False
        self.window: MainWindow | None = None
        self._guide: GuideWindow | None = None
        self.start_window = StartWindow(theme)
        self.start_window.connect_wished.connect(self.show_accounts)
        self.start_window.practice_wished.connect(self.open_practice)
        self.start_window.guide_wished.connect(self.show_guide)
        self.start_window.retry_wished.connect(self._open)
        self.start_window.cancel_wished.connect(self._on_start_window_cancel_wished)
        self.start_window.closed.connect(self._on_start_window_closed)

    def show_doors(self) -> None:
        """The three doors."""
        self.start_window.show_doors()
        self.start_window.show()

    def open_practice(self) -> None:
        """Open the built-in practice account."""
        self.open(self._door.practice, AccountLabel(tr("Practice account"), practice=True))

    def open_saved(self, name: str) -> None:
        """Open a saved account."""
        self.open(self._door.saved(name), AccountLabel(name))

    def open(self, opener: Callable[[CancelToken], Desk], label: AccountLabel) -> None:
        """Open an account; an account that is open closes first, if it may."""
        self._opener, self._label = opener, label
        self._after_closing(self._open)

    def show_accounts(self) -> None:
        """Sign in, or choose among the saved accounts."""
        from copper_desk.gui.dialog.sign_in import SignInDialog

        dialog = SignInDialog(self._door.book(), self.window or self.start_window)
        dialog.account_chosen.connect(self._on_dialog_account_chosen)
        dialog.open()

    def show_guide(self) -> None:
        """The guide, in a window of its own."""
        from copper_desk.gui.dialog.guide import GuideWindow

        if self._guide is None:
            self._guide = GuideWindow()
        self._guide.show()
        self._guide.raise_()

    def _open(self) -> None:
        if self._opener is None or self._errand is not None:
            return
        self.start_window.show_opening(self._label.name)
        self.start_window.show()
        self._errand = Errand(OpenWorker(self._opener), name="open")
        self._errand.ended.connect(self._on_errand_ended)
        self._errand.start()

    @Slot(object)
    def _on_errand_ended(self, ending: Opened | NotOpened | Crashed) -> None:
        self._errand = None
        if isinstance(ending, Opened) and not self._is_quitting:
            self._show_window(ending.desk)
            return
        if isinstance(ending, Opened):
            ending.desk.close()
        self._door.left()
        if self._is_quitting:
            self.over.emit()
        elif isinstance(ending, NotOpened) and ending.sentence:
            self.start_window.show_trouble(ending.sentence)
            self.troubled.emit()
        else:
            self.start_window.show_doors()

    def _show_window(self, desk: Desk) -> None:
        from copper_desk.gui.main_window import MainWindow

        window = MainWindow(desk, self._theme, self._label, questions=self._questions, settings=self._settings)
        window.accounts_wished.connect(self.show_accounts)
        window.practice_wished.connect(self.open_practice)
        window.reset_wished.connect(self._on_window_reset_wished)
        window.guide_wished.connect(self.show_guide)
        window.sign_in_wished.connect(self._on_window_sign_in_wished)
        window.renew_wished.connect(self._on_window_renew_wished)
        window.keep_leads_wished.connect(self._on_window_keep_leads_wished)
        window.forget_wished.connect(self._on_window_forget_wished)
        window.closed.connect(self._on_window_closed)
        self._comfort(window)
        self.window = window
        window.start()
        self._greet(window)
        self.start_window.hide()
        self.opened.emit(window)
        # The window before this one, with all its leads, stays until somebody looks for what nobody holds.
        QTimer.singleShot(0, collect_now)

    def _greet(self, window: MainWindow) -> None:
        """Say why the window is another one than a moment ago."""
        self._is_renewed = bool(self._greeting)
        if self._greeting:
            window.messages.say(self._greeting)
        self._greeting = ""

    def _comfort(self, window: MainWindow) -> None:
        """A long push asks the desktop for what it needs."""
        desktop = self.desktop
        if desktop is None:
            return
        from copper_desk.gui.control.push_comfort import PushComfort

        comfort = PushComfort(
            window.push,
            window,
            notifier=desktop.notifier,
            wakefulness=desktop.wakefulness,
            stop_wished=window.agree_to_stop,
        )
        # Qt asks and goes on with what was answered when the call returns.
        desktop.session_ending.connect(comfort.let_session_end, Qt.ConnectionType.DirectConnection)

    def _after_closing(self, step: Callable[[], None]) -> None:
        if self.window is None:
            step()
            return
        self._next = step
        if not self.window.close() and self.window.isVisible():
            self._next = None  # The person stayed.
            self._greeting = ""

    @Slot()
    def _on_window_closed(self) -> None:
        window, self.window = self.window, None
        self._door.left()
        if window is not None:
            # Its own close event is still on the stack.
            QTimer.singleShot(0, window.deleteLater)
        step, self._next = self._next, None
        if step is not None:
            step()
        else:
            self._quit()

    @Slot()
    def _on_window_sign_in_wished(self) -> None:
        from copper_desk.gui.dialog.sign_in import SignInDialog

        window = self.window
        if window is None:
            return
        dialog = SignInDialog(self._door.book(), window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ask_again(self._label.name, window.desk.connection)
        dialog.account_chosen.connect(lambda choice: window.continuation.sign_in(choice.connection))
        dialog.open()

    @Slot()
    def _on_window_renew_wished(self) -> None:
        window = self.window
        if window is None or self._opener is None:
            return
        if self._is_renewed:
            # What is kept did not take the news in: without it, Copper is asked before the window opens.
            window.desk.leads.switch(on=False)
        self._greeting = tr(
            "Fields or people of this account have changed in Copper, so it was opened anew. Your changes came along."
        )
        self.open(self._opener, self._label)

    @Slot(bool)
    def _on_window_keep_leads_wished(self, wanted: bool) -> None:
        try:
            self._door.keep_leads(wanted)
        except OSError as error:
            if self.window is not None:
                self.window.messages.say(
                    tr("The setting cannot be saved: {reason}.", reason=error.strerror or error), tone=Tone.TROUBLE
                )

    @Slot()
    def _on_window_forget_wished(self) -> None:
        window = self.window
        if window is not None and window.desk.local is not None:
            desk, label = window.desk, self._label
            self._after_closing(lambda: self._forget(desk, label))

    def _forget(self, desk: Desk, label: AccountLabel) -> None:
        """The account of a closed desk."""
        from copper_desk.storage.account_lock import AccountHeld
        from copper_desk.storage.trouble import StorageTrouble

        told = tr("Everything that this computer kept of {account} was removed.", account=label.name)
        self.start_window.show_doors(told)
        try:
            self._door.forget(desk, is_practice=label.practice)
        except (AccountHeld, StorageTrouble) as error:
            self.start_window.show_doors(str(error))
        self.start_window.show()

    @Slot()
    def _on_window_reset_wished(self) -> None:
        self.open(self._door.renewed_practice, self._label)

    @Slot(object)
    def _on_dialog_account_chosen(self, choice: AccountChoice) -> None:
        self.open(self._door.chosen(choice), AccountLabel(choice.name))

    @Slot()
    def _on_start_window_cancel_wished(self) -> None:
        if self._errand is not None:
            self._errand.cancel()

    @Slot()
    def _on_start_window_closed(self) -> None:
        if self.window is None:
            self._quit()

    def _quit(self) -> None:
        self._is_quitting = True
        if self._guide is not None:
            self._guide.close()
        if self._errand is not None:
            self._errand.cancel()
            return
        self.over.emit()
