"""The part of the stylesheet for what opens in and over a cell: lines, boxes, chips, lists and the calendar."""

from __future__ import annotations

from copper_desk.gui.look.metric import Metrics
from copper_desk.gui.look.palette import Tokens


def editor_rules(t: Tokens, m: Metrics) -> str:
    """Rules by the properties ``cell`` (true, chips), ``chip`` (plain, bad), ``popup`` and roles step and remove."""
    return f"""
QLineEdit[cell="true"], QLineEdit[cell="true"]:focus {{ border: 2px solid {t.accent}; border-radius: 0;
  padding: 0 5px; min-height: 0; background: {t.bg}; }}
QPlainTextEdit[cell="true"], QPlainTextEdit[cell="true"]:focus {{ border: 2px solid {t.accent}; border-radius: 0;
  padding: 0 2px; background: {t.bg}; }}
QScrollArea[cell="true"] {{ border: 2px solid {t.accent}; background: {t.bg}; }}
QWidget[panel="cell"] {{ background: {t.bg}; }}
QLineEdit[cell="chips"], QLineEdit[cell="chips"]:focus {{ border: 0; border-radius: 0; padding: 0 3px;
  min-height: 0; background: {t.bg}; }}
QLineEdit[cell="true"] QToolButton {{ border: 0; background: transparent; padding: 0; min-height: 0; }}
QLineEdit[cell="true"] QToolButton:hover {{ background: {t.hover}; border-radius: 3px; }}
QFrame[chip] {{ background: {t.chip}; border: 1px solid {t.line}; border-radius: {m.radius - 2}px; }}
QFrame[chip="bad"] {{ background: {t.failed}; border-color: {t.error}; }}
QFrame[chip][chosen="true"] {{ border: 2px solid {t.focus}; }}
QFrame[chip] > QLabel {{ border: 0; background: transparent; }}
QToolButton[role="remove"] {{ border: 0; background: transparent; padding: 0 4px; min-height: 0; border-radius: 3px; }}
QToolButton[role="remove"]:hover {{ background: {t.selection}; }}
QListView[popup="true"] {{ background: {t.raised}; border: 1px solid {t.control}; padding: 0; }}
QFrame[popup="true"] {{ background: {t.raised}; border: 1px solid {t.control}; }}
QFrame[popup="true"] QTableView {{ background: {t.raised}; border: 0; selection-background-color: transparent; }}
QToolButton[role="step"] {{ border: 1px solid transparent; background: transparent; padding: 4px; min-height: 0; }}
QToolButton[role="step"]:hover {{ background: {t.hover}; }}
QToolButton[role="step"]:focus {{ border: 2px solid {t.focus}; padding: 3px; }}"""
