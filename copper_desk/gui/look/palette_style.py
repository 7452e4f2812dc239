"""The looks of the command palette: a card with round corners, and a line without borders over the list."""

from __future__ import annotations

from copper_desk.gui.look.metric import Metrics
from copper_desk.gui.look.palette import Tokens


def palette_rules(t: Tokens, m: Metrics) -> str:
    """Rules by the properties ``panel`` (palette) and ``role`` (palette, keys)."""
    return f"""
QFrame[panel="palette"] {{ background: {t.raised}; border: 1px solid {t.control}; border-radius: {m.radius + 4}px; }}
QFrame[panel="palette"] QLabel {{ border: 0; background: transparent; }}
QLineEdit[role="palette"] {{ background: transparent; border: 0; border-bottom: 1px solid {t.line}; border-radius: 0;
  padding: 6px 10px; font-size: {m.row - 11}px; min-height: {m.control - 4}px; }}
QFrame[panel="palette"] QListView {{ background: transparent; border: 0; }}
QToolButton[role="keys"] {{ color: {t.muted}; background: {t.bg}; border: 1px solid {t.line};
  border-radius: {m.radius - 2}px; padding: 3px 7px; min-height: 0; }}
QToolButton[role="keys"]:hover {{ color: {t.text}; background: {t.hover}; border-color: {t.control}; }}
QToolButton[role="keys"]:focus {{ color: {t.text}; border: 2px solid {t.focus}; padding: 2px 6px; }}"""
