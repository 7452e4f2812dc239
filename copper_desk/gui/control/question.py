"""The questions a window asks, as one value: a test or a tour answers them itself, the program asks the person.

Knows nothing of when they are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from copper_desk.gui.dialog import confirm
from copper_desk.gui.panel.change_bar import Staged
from copper_desk.push.plan import PushPlan


@dataclass(frozen=True, slots=True)
class Questions:
    """Each answers True to go on. ``stop`` gets the number of leads without a result."""

    push: Callable[[QWidget, PushPlan], bool] = confirm.approve_push
    discard: Callable[[QWidget, Staged], bool] = confirm.approve_discard
    loss: Callable[[QWidget, Staged], bool] = confirm.approve_loss
    stop: Callable[[QWidget, int], bool] = confirm.approve_stop
    reset: Callable[[QWidget], bool] = confirm.approve_reset
