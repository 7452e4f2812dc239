"""What a review is about and what can be asked for in it, as one value for whoever shows it.

Knows nothing of the window over which it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from copper_desk.gui.look.theme import Theme
from copper_desk.leads.style import TextStyle
from copper_desk.push.plan import PushPlan
from copper_desk.sheet.sheet import Sheet


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """``replan`` makes the plan anew, of the same leads. ``discard`` asks whether to drop all changes and answers
    whether they are gone; ``choose`` lets the person settle conflicts and answers whether any was; ``ask_file`` asks
    where to save a file of the given name. Each takes the window that it stands over. At most ``calls_a_minute`` are
    made."""

    plan: PushPlan
    sheet: Sheet
    style: TextStyle
    theme: Theme
    replan: Callable[[], PushPlan]
    discard: Callable[[QWidget], bool]
    choose: Callable[[QWidget], bool]
    ask_file: Callable[[QWidget, str], Path | None]
    calls_a_minute: int
