"""The leads that a file is matched against: how many, how old, and whether they are being read. One value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from copper_desk.gui.control.load_controller import LoadProgress
from copper_desk.gui.importing.import_words import STALE_AFTER, age_words
from copper_desk.gui.panel.status_bar import loading_text
from copper_desk.wording import counted, tr


@dataclass(frozen=True, slots=True)
class LeadBasis:
    """``refreshed_at`` is None while not all leads were ever loaded; ``progress`` is there while they are being read;
    ``now`` gives the time of day."""

    count: int
    refreshed_at: datetime | None = None
    progress: LoadProgress | None = None
    now: Callable[[], datetime] = lambda: datetime.now().astimezone()

    @property
    def is_current(self) -> bool:
        """Whether they are all there and were read lately."""
        return self.refreshed_at is not None and self.now() - self.refreshed_at <= STALE_AFTER

    @property
    def is_certain(self) -> bool:
        """Whether a row that finds no lead here is new: else it waits until it was checked."""
        return self.is_current and self.progress is None

    def words(self) -> str:
        """ "Matched against 60,000 leads, refreshed 2 min ago"."""
        age = age_words(self.refreshed_at, self.now())
        return counted(self.count, "Matched against 1 lead, {age}", "Matched against {n} leads, {age}", age=age)

    def waiting_words(self) -> str:
        """What is being read, "" for nothing."""
        if self.progress is None:
            return ""
        return tr("Refreshing the leads first: {progress}", progress=loading_text(self.progress))

    def doubt_words(self) -> str:
        """What follows from leads that could not be refreshed, "" when they could."""
        if self.is_certain or self.progress is not None:
            return ""
        return tr(
            "The leads could not be refreshed, so a row that finds none may have one in Copper. New leads of this file "
            "come into the sheet as “Not confirmed” and are not sent before a refresh has checked them."
        )
