"""The one stylesheet: what Fusion and the palette cannot say (roles of buttons, focus, borders of 3:1).

Kept small, because every rule is matched against every widget. The sheet's cells are not styled here: their delegate
paints them. A widget chooses its look by dynamic properties: ``role`` (primary, danger, flat, chip, link), ``tone``
(muted, error, warning, ok, conflict), ``panel`` (surface, raised, bar, top, card, badge, practice) and ``level``
(title, heading, lead, small; ``text`` would be QLabel's own property).
"""

from __future__ import annotations

from copper_desk.gui.look.editor_style import editor_rules
from copper_desk.gui.look.import_style import import_rules
from copper_desk.gui.look.metric import Metrics
from copper_desk.gui.look.palette import Tokens
from copper_desk.gui.look.palette_style import palette_rules
from copper_desk.gui.look.review_style import review_rules


def stylesheet(tokens: Tokens, metrics: Metrics, *, point_size: float, pictures: dict[str, str]) -> str:
    """The stylesheet of the whole app; ``point_size`` is the plain text's, ``pictures`` the paths of
    its arrow, tick and dash."""
    parts = (_buttons, _inputs, _views, _panels, _bars, editor_rules, review_rules, import_rules, palette_rules)
    rules = [part(tokens, metrics) for part in parts]
    return "\n".join([*rules, _texts(tokens, point_size), _pictures(pictures, metrics)])


def _buttons(t: Tokens, m: Metrics) -> str:
    """Longer than a function should be: a sheet, one rule a line."""
    least = m.control - 14
    return f"""
QPushButton, QToolButton {{ color: {t.text}; background: {t.raised}; border: 1px solid {t.control};
  border-radius: {m.radius}px; padding: 6px 11px; min-height: {least}px; outline: 0; }}
QToolButton {{ padding: 6px 9px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.hover}; }}
QPushButton:pressed, QToolButton:pressed, QToolButton:checked, QPushButton:checked {{ background: {t.chip}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.focus}; padding: 5px 10px; }}
QToolButton:focus {{ padding: 5px 8px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.muted}; border-color: {t.line}; background: {t.surface}; }}
QPushButton[role="flat"], QToolButton[role="flat"] {{ border-color: transparent; background: transparent; }}
QPushButton[role="flat"]:hover, QToolButton[role="flat"]:hover {{ background: {t.hover}; }}
QPushButton[role="flat"]:checked, QToolButton[role="flat"]:checked {{ background: {t.chip}; }}
QPushButton[role="flat"]:focus, QToolButton[role="flat"]:focus {{ border-color: {t.focus}; }}
QPushButton[role="primary"], QToolButton[role="primary"] {{ color: {t.on_accent}; background: {t.accent};
  border-color: {t.accent}; font-weight: 600; }}
QPushButton[role="primary"]:hover {{ background: {t.accent_hover}; border-color: {t.accent_hover}; }}
QPushButton[role="primary"]:focus {{ border-color: {t.text}; }}
QPushButton[role="primary"]:disabled {{ color: {t.muted}; background: {t.chip}; border-color: {t.line}; }}
QPushButton[role="danger"] {{ color: {t.error}; }}
QPushButton[role="danger"]:disabled {{ color: {t.muted}; }}
QPushButton[role="link"] {{ color: {t.accent}; background: transparent; border-color: transparent; padding: 2px 4px; }}
QPushButton[role="link"]:disabled {{ color: {t.muted}; background: transparent; border-color: transparent; }}
QPushButton[role="link"]:focus {{ border-color: {t.focus}; padding: 1px 3px; }}
QPushButton[role="chip"], QToolButton[role="chip"] {{ border: 1px solid {t.control}; border-radius: {m.row // 2 - 1}px;
  padding: 2px 10px; min-height: {m.row - 8}px; background: {t.raised}; }}
QPushButton[role="chip"]:checked, QToolButton[role="chip"]:checked {{ background: {t.chip}; border-color: {t.accent}; }}
QPushButton[role="chip"]:focus, QToolButton[role="chip"]:focus {{ border: 2px solid {t.focus}; padding: 1px 9px; }}
QFrame[panel="chip"] {{ background: {t.chip}; border: 1px solid {t.control}; border-radius: {m.row // 2 - 1}px; }}
QPushButton[role="inchip"], QToolButton[role="inchip"] {{ border: 2px solid transparent; background: transparent;
  border-radius: {m.row // 2 - 2}px; padding: 0 7px; min-height: {m.row - 8}px; }}
QPushButton[role="inchip"] {{ padding: 0 2px 0 9px; text-align: left; }}
QPushButton[role="inchip"]:disabled {{ color: {t.text}; background: transparent; border-color: transparent; }}
QToolButton[role="inchip"] {{ padding: 0 3px; }}
QPushButton[role="inchip"]:hover:enabled, QToolButton[role="inchip"]:hover {{ background: {t.hover}; }}
QPushButton[role="inchip"]:focus, QToolButton[role="inchip"]:focus {{ border: 2px solid {t.focus}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[tone="error"], QToolButton[tone="error"] {{ color: {t.error}; }}
QPushButton[tone="warning"], QToolButton[tone="warning"] {{ color: {t.warning}; }}
QPushButton[tone="conflict"], QToolButton[tone="conflict"] {{ color: {t.conflict}; }}
QPushButton[tone="ok"], QToolButton[tone="ok"] {{ color: {t.ok}; }}"""


def _inputs(t: Tokens, m: Metrics) -> str:
    fields = "QLineEdit, QComboBox, QSpinBox, QDateEdit"
    tick, dot = max(15, m.icon - 1), max(14, m.icon - 2)
    focused = "QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus"
    return f"""
{fields} {{ color: {t.text}; placeholder-text-color: {t.muted}; background: {t.bg};
  border: 1px solid {t.control}; border-radius: {m.radius}px; padding: 5px 8px; min-height: {m.control - 12}px;
  selection-background-color: {t.focus};
  selection-color: {t.bg}; }}
{focused} {{ border: 2px solid {t.focus}; padding: 4px 7px; }}
QLineEdit QToolButton {{ border: 0; background: transparent; padding: 0; min-height: 0; }}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{ color: {t.muted}; border-color: {t.line};
  background: {t.surface}; }}
QPlainTextEdit, QTextEdit {{ color: {t.text}; background: {t.bg}; border: 1px solid {t.control};
  border-radius: {m.radius}px; padding: 4px; selection-background-color: {t.focus}; selection-color: {t.bg}; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {t.focus}; padding: 3px; }}
QComboBox::drop-down {{ border: 0; width: {m.icon + 6}px; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: 0; }}
QDateEdit::up-button, QDateEdit::down-button {{ width: 0; border: 0; }}
QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator {{ width: {tick}px; height: {tick}px;
  border: 1px solid {t.control}; border-radius: 3px; background: {t.bg}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QGroupBox::indicator:checked {{
  background: {t.accent}; border-color: {t.accent}; }}
QRadioButton::indicator {{ width: {dot}px; height: {dot}px; border: 1px solid {t.control};
  border-radius: {dot // 2 + 1}px; background: {t.bg}; }}
QRadioButton::indicator:checked {{ width: {dot - 2 * (dot // 3)}px; height: {dot - 2 * (dot // 3)}px;
  border: {dot // 3 + 1}px solid {t.accent}; background: {t.on_accent}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {t.focus}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.focus}; }}"""


def _views(t: Tokens, m: Metrics) -> str:
    return f"""
QTableView {{ background: {t.bg}; gridline-color: {t.grid}; border: 0; }}
QTableView[plain="true"] {{ outline: 0; }}
QTableView[plain="true"]::item {{ padding: 0 5px; border: 0; }}
QTableView[plain="true"]::item:selected {{ background: {t.selection}; color: {t.text}; }}
QTableView[plain="true"]::item:focus {{ border: 1px solid {t.focus}; padding: 0 4px; }}
QListView, QTreeView {{ background: {t.bg}; border: 1px solid {t.line}; outline: 0; }}
QListView[framed="false"] {{ border: 0; }}
QListView::item, QTreeView::item {{ padding: 4px 8px; min-height: {m.row - 10}px; color: {t.text}; }}
QListView::item:hover, QTreeView::item:hover {{ background: {t.hover}; }}
QListView::item:selected, QTreeView::item:selected {{ background: {t.selection}; color: {t.text}; }}
QHeaderView {{ background: {t.surface}; border: 0; }}
QHeaderView::section {{ background: {t.surface}; color: {t.muted}; border: 0; border-right: 1px solid {t.grid};
  border-bottom: 1px solid {t.line}; padding: 0 8px; font-weight: 600; }}
QScrollBar:vertical {{ background: {t.bg}; width: 12px; margin: 0; border: 0; }}
QScrollBar:horizontal {{ background: {t.bg}; height: 12px; margin: 0; border: 0; }}
QScrollBar::handle:vertical {{ background: {t.control}; border-radius: 3px; margin: 2px 3px; min-height: 36px; }}
QScrollBar::handle:horizontal {{ background: {t.control}; border-radius: 3px; margin: 3px 2px; min-width: 36px; }}
QScrollBar::handle:vertical:hover, QScrollBar::handle:horizontal:hover {{ background: {t.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QAbstractScrollArea::corner {{ background: {t.bg}; border: 0; }}"""


def _panels(t: Tokens, m: Metrics) -> str:
    return f"""
QToolTip {{ color: {t.text}; background: {t.raised}; border: 1px solid {t.control}; padding: 5px 7px; }}
QMenu {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.control}; padding: 5px; }}
QMenu::item {{ padding: 5px 26px 5px 12px; border-radius: 4px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {t.selection}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.muted}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 5px 4px; }}
QWidget[panel="surface"] {{ background: {t.surface}; }}
QWidget[panel="raised"] {{ background: {t.raised}; }}
QFrame[panel="bar"] {{ background: {t.raised}; border: 0; border-top: 1px solid {t.line}; }}
QFrame[panel="top"] {{ background: {t.surface}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame[panel="badge"] {{ background: {t.chip}; border: 0; border-radius: {m.radius}px; }}
QFrame[panel="practice"] {{ background: {t.changed}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame[panel="card"] {{ background: {t.raised}; border: 1px solid {t.control}; border-radius: {m.radius + 2}px; }}
QFrame[frameShape="4"], QFrame[frameShape="5"] {{ background: {t.line}; border: 0; }}
QFrame[panel="card"][chosen="true"] {{ border: 2px solid {t.accent}; }}
QLabel[role="chip"] {{ background: {t.chip}; color: {t.text}; border-radius: 9px; padding: 1px 8px; }}
QProgressBar {{ background: {t.chip}; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
QSplitter::handle {{ background: {t.line}; }}"""


def _bars(t: Tokens, m: Metrics) -> str:
    return f"""
QMenuBar {{ background: {t.surface}; color: {t.text}; padding: 1px 8px 0 8px; }}
QMenuBar::item {{ background: transparent; padding: 4px 8px; border-radius: 4px; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {t.selection}; color: {t.text}; }}
QToolBar {{ background: {t.surface}; border: 0; border-bottom: 1px solid {t.line}; padding: 0 {m.gap * 2}px;
  spacing: {m.gap}px; min-height: {m.toolbar - 1}px; }}
QStatusBar {{ background: {t.surface}; color: {t.muted}; border-top: 1px solid {t.line}; }}
QStatusBar QLabel {{ color: {t.muted}; }}
QStatusBar::item {{ border: 0; }}"""


def _texts(t: Tokens, point_size: float) -> str:
    tones = "\n".join(
        f'QLabel[tone="{tone}"] {{ color: {getattr(t, tone)}; }}'
        for tone in ("muted", "error", "warning", "ok", "conflict")
    )
    sizes = {"title": 2.2, "heading": 1.25, "lead": 1.15, "small": 0.92}
    scaled = "\n".join(
        f'QLabel[level="{name}"] {{ font-size: {point_size * scale:.2f}pt; }}' for name, scale in sizes.items()
    )
    return f'{tones}\n{scaled}\nQLabel[level="title"], QLabel[level="heading"] {{ font-weight: 700; }}'


def _pictures(pictures: dict[str, str], m: Metrics) -> str:
    arrow = max(14, m.icon - 2)
    boxes = ("QCheckBox", "QAbstractItemView", "QGroupBox")
    ticked = ", ".join(f"{box}::indicator:checked" for box in boxes)
    return (
        f"QComboBox::down-arrow {{ image: url({pictures['arrow']}); width: {arrow}px; height: {arrow}px; }}\n"
        f"{ticked} {{ image: url({pictures['tick']}); }}\n"
        f"QCheckBox::indicator:indeterminate {{ image: url({pictures['dash']}); }}"
    )
