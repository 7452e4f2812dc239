"""The part of the stylesheet for the Review and the choice between two values: lines, ticks and the fixed columns."""

from __future__ import annotations

from copper_desk.gui.look.metric import Metrics
from copper_desk.gui.look.palette import Tokens


def review_rules(t: Tokens, m: Metrics) -> str:
    """Rules by ``panel`` (line, foot), ``role`` line, ``fixed`` and ``joined``."""
    return f"""
QFrame[panel="line"] {{ background: {t.raised}; border: 1px solid {t.control}; border-radius: {m.row // 2}px; }}
QFrame[panel="line"][chosen="true"] {{ background: {t.selection}; border-color: {t.focus}; }}
QPushButton[role="line"], QPushButton[role="line"]:checked {{ border: 2px solid transparent; background: transparent;
  padding: 1px 6px; min-height: {m.row - 6}px; border-radius: {m.row // 2 - 2}px; }}
QPushButton[role="line"]:hover {{ background: {t.hover}; }}
QPushButton[role="line"]:focus {{ border-color: {t.focus}; }}
QFrame[panel="line"] QPushButton[role="link"] {{ min-height: {m.row - 8}px; }}
QCheckBox::indicator:indeterminate {{ background: {t.accent}; border-color: {t.accent}; }}
QFrame[panel="line"] QCheckBox {{ padding: 1px; spacing: 0; max-width: 17px; border: 2px solid transparent;
  border-radius: 5px; }}
QFrame[panel="line"] QCheckBox:focus {{ border-color: {t.focus}; }}
QPushButton[joined="right"] {{ border-right: 0; border-top-right-radius: 0; border-bottom-right-radius: 0; }}
QPushButton[joined="right"]:focus {{ border-right: 2px solid {t.focus}; }}
QPushButton[joined="left"] {{ border-top-left-radius: 0; border-bottom-left-radius: 0; }}
QFrame[panel="foot"] {{ background: {t.raised}; border: 0; border-top: 1px solid {t.line}; }}
QScrollArea[panel="raised"] QScrollBar:vertical {{ background: {t.raised}; }}
QTableView[fixed="true"] {{ border: 0; border-right: 2px solid {t.line}; }}"""
