"""The part of the stylesheet for the import: the steps, the cards of a choice, the place where a file is dropped."""

from __future__ import annotations

from copper_desk.gui.look.metric import Metrics
from copper_desk.gui.look.palette import Tokens


def import_rules(t: Tokens, m: Metrics) -> str:
    """Rules by ``role`` (step, card) and ``panel`` (drop)."""
    return f"""
QPushButton[role="step"] {{ background: {t.chip}; border: 2px solid transparent; border-radius: {m.row // 2}px;
  padding: 1px 11px; min-height: {m.row - 6}px; }}
QPushButton[role="step"]:hover {{ background: {t.hover}; }}
QPushButton[role="step"]:checked {{ background: {t.accent}; color: {t.on_accent}; font-weight: 600; }}
QPushButton[role="step"]:focus {{ border-color: {t.focus}; }}
QPushButton[role="step"]:checked:focus {{ border-color: {t.text}; }}
QPushButton[role="step"]:disabled {{ color: {t.muted}; background: transparent; border-color: transparent; }}
QPushButton[role="step"]:checked:disabled {{ background: {t.chip}; }}
QProgressBar[role="line"] {{ background: transparent; border-radius: 0; min-height: 3px; max-height: 3px; }}
QProgressBar[role="line"]::chunk {{ border-radius: 0; }}
QRadioButton[role="card"] {{ background: {t.raised}; border: 1px solid {t.control}; border-radius: {m.radius}px;
  margin: 1px; padding: 0; }}
QRadioButton[role="card"]:hover {{ background: {t.hover}; }}
QRadioButton[role="card"]:checked {{ border: 2px solid {t.accent}; margin: 0; }}
QRadioButton[role="card"]:focus {{ border: 2px solid {t.focus}; margin: 0; }}
QRadioButton[role="card"]::indicator {{ width: 0; height: 0; border: 0; }}
QRadioButton[role="card"] QLabel {{ background: transparent; }}
QFrame[panel="drop"] {{ background: {t.surface}; border: 2px dashed {t.control}; border-radius: {m.radius + 4}px; }}
QFrame[panel="drop"][over="true"] {{ background: {t.selection}; border-color: {t.focus}; }}
QFrame[panel="boxed"] {{ border: 1px solid {t.line}; border-radius: {m.radius}px; background: {t.bg}; }}
QScrollArea[panel="raised"] {{ border: 0; }}
QListView[pick="true"] {{ background: {t.raised}; border: 0; }}"""
