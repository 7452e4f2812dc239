"""The bar under the menus: which account this is, what can be done now, and the filter box at the right.

Shows what it is given and says what is wished for; decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from copper_desk.gui.look.find_line import FindLine
from copper_desk.gui.look.piece import label
from copper_desk.gui.look.theme import Theme
from copper_desk.wording import counted, tr

_LONGEST_VIEW = 24
_FILTER_PX, _ROOMY_FILTER_PX, _ROOMY_PX = 160, 220, 1300
FILTER_DELAY_MS = 120
"""A pause in typing after which the filter is applied."""


class Dot(QWidget):
    """A small disc in the colour of a token."""

    def __init__(self, theme: Theme, token: str) -> None:
        super().__init__()
        self._theme = theme
        self._token = token
        self.setFixedSize(QSize(8, 8))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._token))
        painter.drawEllipse(self.rect())


class AccountBadge(QFrame):
    """The account's name with its dot; amber for the practice account, green for a real one."""

    def __init__(self, theme: Theme, name: str, *, practice: bool) -> None:
        super().__init__()
        self.setProperty("panel", "badge")
        self.setAccessibleName(tr("Account: {name}", name=name))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 12, 5)
        layout.setSpacing(8)
        layout.addWidget(Dot(theme, "warning" if practice else "ok"))
        text = label(name, bold=True)
        text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        layout.addWidget(text)


class PracticeBanner(QFrame):
    """A plain line that says that this is not a real account."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "practice")
        self.setAccessibleName(tr("Practice account"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.setSpacing(8)
        layout.addWidget(label(tr("Practice account"), bold=True))
        words = label(tr("Invented leads on this computer. Nothing here reaches Copper, so try what you like."))
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(words, 1)


class ToolBar(QToolBar):
    """``filter_changed`` carries the text of the filter box, a moment after the last key."""

    filter_changed = Signal(str)

    def __init__(
        self, theme: Theme, name: str, *, practice: bool, actions: list[QAction], quiet: Sequence[QAction] = ()
    ) -> None:
        super().__init__()
        self._quiet: list[QToolButton] = []
        self.setObjectName("toolBar")
        self._words_px = 0
        self.setAccessibleName(tr("Tools"))
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(theme.metrics.icon, theme.metrics.icon))
        self.addWidget(AccountBadge(theme, name, practice=practice))
        for action in (*actions, *quiet):
            self._add(action, is_quiet=action in quiet)
        self._quieten()
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self._add_filter(theme)

    def add_palette(self, action: QAction) -> None:
        """At the far right the keys of the command palette, which a click opens, too."""
        self.keys = QToolButton()
        self.keys.setProperty("role", "keys")
        self.keys.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.keys.clicked.connect(action.trigger)
        action.changed.connect(self._show_keys)
        self._palette_action = action
        self.addWidget(self.keys)
        self._show_keys()

    def _show_keys(self) -> None:
        keys = self._palette_action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.keys.setText(keys.replace("+", " ") or tr("Commands"))
        self.keys.setToolTip(self._palette_action.toolTip())
        self.keys.setAccessibleName(self._palette_action.toolTip())

    def show_view(self, name: str, *, altered: bool) -> None:
        """Say which saved view is in force, none for ""; ``altered`` since it was saved."""
        shown = name if len(name) <= _LONGEST_VIEW else name[: _LONGEST_VIEW - 1] + "…"
        words = tr("View: {name}", name=shown or tr("All leads")) + (" *" if altered else "")
        self.view.setText(words.replace("&", "&&"))
        spoken = tr("View: {name}", name=name or tr("All leads"))
        self.view.setAccessibleName(tr("{view}, altered", view=spoken) if altered else spoken)
        self.view.setToolTip(tr("{view}, altered since it was saved", view=spoken) if altered else spoken)

    def show_total(self, leads: int) -> None:
        """Say in the empty filter box how many leads it filters."""
        self.filter.setPlaceholderText(counted(leads, "Filter 1 lead", "Filter {n} leads"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where their words do not fit, the buttons show their icons alone, so that the filter box keeps its place."""
        super().resizeEvent(event)
        self.filter.setMinimumWidth(_ROOMY_FILTER_PX if self.width() >= _ROOMY_PX else _FILTER_PX)
        style = Qt.ToolButtonStyle
        if self.toolButtonStyle() == style.ToolButtonTextBesideIcon:
            self._words_px = self.sizeHint().width()
        wanted = style.ToolButtonTextBesideIcon if self.width() >= self._words_px else style.ToolButtonIconOnly
        if self.toolButtonStyle() != wanted:
            self.setToolButtonStyle(wanted)
            self._quieten()

    def _quieten(self) -> None:
        for piece in self._quiet:
            piece.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _add(self, action: QAction, *, is_quiet: bool) -> None:
        self.addAction(action)
        piece = self.widgetForAction(action)
        if isinstance(piece, QToolButton):
            if is_quiet:
                self._quiet.append(piece)
            piece.setProperty("role", "flat")
            piece.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            piece.setAccessibleName(action.text().replace("&", "").rstrip("…"))

    def _add_filter(self, theme: Theme) -> None:
        self.filter = FindLine(theme.icons, name=tr("Filter leads"))
        self.filter.setMinimumWidth(_FILTER_PX)
        self.filter.setMaximumWidth(280)
        self.filter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(FILTER_DELAY_MS)
        self._delay.timeout.connect(self._on_delay_timeout)
        self.filter.textChanged.connect(self._delay.start)
        self.filter.returnPressed.connect(self._on_delay_timeout)
        self.addWidget(self.filter)
        self.view_menu = QMenu(self)
        self.view = QToolButton()
        self.view.setProperty("role", "flat")
        self.view.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.view.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        theme.icons.wear(self.view, "chevron-down", "muted")
        self.view.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.view.setMenu(self.view_menu)
        self.addWidget(self.view)
        self.show_view("", altered=False)
        self.show_total(0)

    def _on_delay_timeout(self) -> None:
        self._delay.stop()
        self.filter_changed.emit(self.filter.text())
