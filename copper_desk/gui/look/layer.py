"""The layers of a window that is no plain question: a head, what the window is about, and a foot with its answers.

Only their measures and looks; knows nothing of what stands in them.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

MARGIN_PX = 22


def layers(window: QWidget) -> QVBoxLayout:
    """Layers over each other, with no gap between them or around them."""
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout


def head(*pieces: QWidget, above_px: int = 16, below_px: int = 12, gap_px: int = 3) -> QVBoxLayout:
    """What stands over the middle of a window, line by line."""
    layout = QVBoxLayout()
    layout.setContentsMargins(MARGIN_PX, above_px, MARGIN_PX, below_px)
    layout.setSpacing(gap_px)
    for piece in pieces:
        layout.addWidget(piece)
    return layout


def foot(*pieces: QWidget | None, margin_px: int = MARGIN_PX) -> QFrame:
    """The answers of a window; None is the room between them."""
    piece = QFrame()
    piece.setProperty("panel", "foot")
    row = in_a_row(*pieces)
    row.setContentsMargins(margin_px, 11, margin_px, 11)
    piece.setLayout(row)
    return piece


def in_a_row(*pieces: QWidget | None) -> QHBoxLayout:
    """Pieces beside each other; None is the room between them."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for piece in pieces:
        row.addStretch(1) if piece is None else row.addWidget(piece)
    return row
