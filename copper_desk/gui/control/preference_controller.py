"""Preferences: reads them where they are kept, applies them at the start and whenever they are changed.

Knows the parts of the window; what stands in the window of preferences is its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from copper_desk.copper.window import CALLS_PER_MINUTE
from copper_desk.desk.local_data import HISTORY_DAYS
from copper_desk.desk.read_only import with_account
from copper_desk.desk.setting_name import CALLS_A_MINUTE, KEPT_DAYS, READ_ONLY
from copper_desk.gui.control.habit import ASKS, ENTER_EDITS, LANGUAGE, LOOK, NUMBERS, TIPS, TIPS_TOLD
from copper_desk.gui.dialog.preference_window import Preferences, PreferenceWindow
from copper_desk.gui.system_style import SYSTEM
from copper_desk.gui.translation import ENGLISH
from copper_desk.wording import tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow


class PreferenceController(QObject):
    """The preferences of one window; ``asks_before_discard`` is asked by its commands."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._w = window
        self.window: PreferenceWindow | None = None
        self._apply(self.preferences())

    @property
    def asks_before_discard(self) -> bool:
        """Whether the question comes."""
        return self._w.habits.value(ASKS) is not False

    def preferences(self) -> Preferences:
        """As they are kept now."""
        w = self._w
        numbers, calls, days = (w.habits.value(name) for name in (NUMBERS, CALLS_A_MINUTE, KEPT_DAYS))
        language = w.habits.value(LANGUAGE)
        return Preferences(
            language if isinstance(language, str) else ENGLISH,
            w.theme.look,
            numbers if isinstance(numbers, str) else SYSTEM,
            w.habits.value(ENTER_EDITS) is True,
            self.asks_before_discard,
            w.habits.value(TIPS) is not False,
            calls if isinstance(calls, int) else CALLS_PER_MINUTE,
            days if isinstance(days, int) else HISTORY_DAYS,
            None if w.desk.local is None or w.load.is_running else w.actions_["keep_leads"].isChecked(),
            None if w.desk.folder is None else w.desk.is_read_only,
        )

    @Slot()
    def show(self) -> None:
        """Open the window (Ctrl+,)."""
        self._w.commit_editors()
        self.window = window = PreferenceWindow(self.preferences(), self._w.account.name, self._w)
        window.chosen.connect(self._on_window_chosen)
        window.open()

    def _apply(self, preferences: Preferences) -> None:
        w = self._w
        w.view.enter_edits = preferences.enter_edits
        w.desk.client.pacer.allow(preferences.calls_a_minute)
        w.changes.show_read_only(w.desk.is_read_only)

    @Slot(object)
    def _on_window_chosen(self, chosen: Preferences) -> None:
        w, before = self._w, self.preferences()
        for name, kept, now in (
            (LANGUAGE, before.language, chosen.language),
            (LOOK, before.look.value, chosen.look.value),
            (NUMBERS, before.numbers, chosen.numbers),
            (ENTER_EDITS, before.enter_edits, chosen.enter_edits),
            (ASKS, before.asks_before_discard, chosen.asks_before_discard),
            (TIPS, before.shows_tips, chosen.shows_tips),
            (CALLS_A_MINUTE, before.calls_a_minute, chosen.calls_a_minute),
            (KEPT_DAYS, before.history_days, chosen.history_days),
        ):
            if kept != now:
                w.habits.keep(name, now)
        if chosen.shows_tips and not before.shows_tips:
            w.habits.keep(TIPS_TOLD, [])
        if chosen.look is not before.look:
            w.theme.choose(chosen.look)
        if chosen.keeps_leads is not None and chosen.keeps_leads != before.keeps_leads:
            w.actions_["keep_leads"].setChecked(chosen.keeps_leads)
        if chosen.is_read_only is not None and chosen.is_read_only != before.is_read_only:
            self._switch(read_only=chosen.is_read_only)
        self._apply(chosen)
        if replace(chosen, numbers=before.numbers) == before and chosen.numbers != before.numbers:
            w.messages.say(tr("Numbers and dates are shown so from the next opening of an account on."))

    def _switch(self, *, read_only: bool) -> None:
        w, folder = self._w, self._w.desk.folder
        if folder is None:
            return
        w.habits.keep(READ_ONLY, with_account(w.habits.names(READ_ONLY), folder.path.name, read_only=read_only))
        w.desk.is_read_only = read_only
        w.possible.show()
        told = tr("This account is read-only now: changes are kept, and nothing is pushed from this computer.")
        w.messages.say(told if read_only else tr("Changes can be pushed to this account again."))
