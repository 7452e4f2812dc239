"""What the program remembers of how a person works, on this computer: the keys, and what was used last.

Without settings it remembers until the end. Knows nothing of what the habits mean.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from copper_desk.storage.setting import Json, Settings
from copper_desk.wording import tr

ASKS = "asks_before_discard"
ENTER_EDITS = "enter_edits"
LANGUAGE = "language"
LOOK = "look"
NUMBERS = "numbers"
RECENT = "palette_recent"
SHORTCUTS = "shortcuts"
TIPS = "shows_tips"
TIPS_TOLD = "tips_told"
WINDOW = "window"


class Habits(QObject):
    """``troubled`` carries a sentence when something could not be kept."""

    troubled = Signal(object)

    def __init__(self, settings: Settings | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._here: dict[str, Json] = {}

    @property
    def outlives_the_start(self) -> bool:
        """Whether what is kept here is there at the next start."""
        return self._settings is not None

    def value(self, habit: str) -> Json:
        """What is kept under a habit, None for nothing."""
        return self._get(habit)

    def names(self, habit: str) -> list[str]:
        """The names kept under a habit; what is no list of names was damaged, and counts as none."""
        return _names(self._get(habit))

    def lists(self, habit: str) -> dict[str, list[str]]:
        """The lists of names kept under a habit, by name."""
        kept = self._get(habit)
        return {name: _names(names) for name, names in kept.items()} if isinstance(kept, dict) else {}

    def keep(self, habit: str, value: Json) -> None:
        """Keep a value, here in any case."""
        self._here[habit] = value
        if self._settings is None:
            return
        try:
            self._settings.set(habit, value)
        except OSError as error:
            self.troubled.emit(
                tr("This could not be kept for the next start: {reason}", reason=error.strerror or error)
            )

    def _get(self, habit: str) -> Json:
        if habit in self._here or self._settings is None:
            return self._here.get(habit)
        return self._settings.get(habit)


def _names(kept: Json) -> list[str]:
    return [each for each in kept if isinstance(each, str)] if isinstance(kept, list) else []
