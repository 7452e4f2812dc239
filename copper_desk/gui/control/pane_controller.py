"""From pane to pane by keyboard: Tab stays inside the grid, so F6 is the way out of it.

Knows nothing of what the panes show.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class PaneController:
    """The panes in the order of F6. Hidden ones are skipped."""

    def __init__(self, panes: list[QWidget]) -> None:
        self._panes = panes

    def go_next(self) -> None:
        """Focus the next pane."""
        self._go(1)

    def go_previous(self) -> None:
        """Focus the previous pane."""
        self._go(-1)

    def _go(self, step: int) -> None:
        stops = [(pane, target) for pane in self._panes if (target := _target(pane)) is not None]
        here = QApplication.focusWidget()
        places = [n for n, (pane, _) in enumerate(stops) if here is pane or (here and pane.isAncestorOf(here))]
        if not stops:
            return
        start = places[0] if places else (-1 if step > 0 else 0)
        stops[(start + step) % len(stops)][1].setFocus(Qt.FocusReason.TabFocusReason)


def _target(pane: QWidget) -> QWidget | None:
    """What takes the focus in a pane: itself, or its first part that can."""
    if not pane.isVisible():
        return None
    for piece in (pane, *pane.findChildren(QWidget)):
        if piece.isVisible() and piece.isEnabled() and piece.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return piece
    return None
