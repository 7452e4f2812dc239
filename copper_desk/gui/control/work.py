"""What asks Copper in the background and can be stopped: a sweep, a check of leads in doubt, a read before a revert.

So that closing, signing in anew and the like treat all of them alike. Knows none of them.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance


class Stoppable(Protocol):
    """Something that may run, and can be told to end soon."""

    @property
    def is_running(self) -> bool: ...
    def stop(self) -> None: ...


class Work(Stoppable, Protocol):
    """``over`` comes whenever it stops running, also after ``stop``."""

    @property
    def over(self) -> SignalInstance: ...
