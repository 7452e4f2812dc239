"""The look of the app: one object that holds the tokens, measures and font, and lays them over Qt.

Follows the system's colour scheme and contrast unless the user chose a look. Everything that paints reads
``theme.tokens`` and repaints on ``theme.changed``. Knows nothing of windows or leads.
"""

from __future__ import annotations

import sys
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QToolTip

from copper_desk.gui.look.icon import IconSet
from copper_desk.gui.look.metric import Metrics, metrics_for
from copper_desk.gui.look.palette import CONTRAST, DARK, LIGHT, Tokens
from copper_desk.gui.look.stylesheet import stylesheet
from copper_desk.resource import resource_path

_LINUX_FONTS = ("Inter", "Noto Sans")
_PLAIN_POINT_SIZE = 9.75  # 13 px at 96 dots an inch


class Look(Enum):
    """What the user chose. SYSTEM follows the desktop, high contrast included."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


_TOKENS = {Look.LIGHT: LIGHT, Look.DARK: DARK, Look.CONTRAST: CONTRAST}
_SCHEMES = {
    Look.LIGHT: Qt.ColorScheme.Light,
    Look.DARK: Qt.ColorScheme.Dark,
    Look.CONTRAST: Qt.ColorScheme.Dark,
}


def look_named(value: object) -> Look:
    """The look of this value; the system's for whatever is none."""
    return next((look for look in Look if look.value == value), Look.SYSTEM)


class Theme(QObject):
    """The app's look, made once beside the QApplication.

    ``changed`` carries the new ``Tokens``; ``icons`` tints the icon family and follows by itself.
    """

    changed = Signal(object)

    def __init__(self, app: QApplication, *, look: Look = Look.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._look = look
        self.font: QFont = plain_font(app.font())
        self.metrics: Metrics = metrics_for(self.font)
        self.tokens: Tokens = _tokens_for(look)
        self.icons = IconSet(self.tokens)
        app.setStyle("Fusion")
        app.setFont(self.font)
        QToolTip.setFont(self.font)
        self._lay_over()
        self._follow_system()

    @property
    def look(self) -> Look:
        """What was chosen; SYSTEM says nothing about the tokens in use."""
        return self._look

    def choose(self, look: Look) -> None:
        """Change the look now; SYSTEM follows the desktop again."""
        self._look = look
        hints = QGuiApplication.styleHints()
        if look is Look.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(_SCHEMES[look])
        self._refresh()

    def colour(self, token: str) -> QColor:
        """The colour of a token by its name. Raises AttributeError for an unknown one."""
        return QColor(getattr(self.tokens, token))

    def _follow_system(self) -> None:
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        if hasattr(hints, "accessibility"):  # since Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    def _on_system_changed(self, _value: object) -> None:
        if self._look is Look.SYSTEM:
            self._refresh()

    def _refresh(self) -> None:
        tokens = _tokens_for(self._look)
        if tokens is self.tokens:
            return
        self.tokens = tokens
        self._lay_over()
        self.icons.retint(tokens)
        self.changed.emit(tokens)

    def _lay_over(self) -> None:
        self._app.setPalette(qt_palette(self.tokens))
        ground = "dark" if self.tokens.is_dark else "light"
        names = ("arrow", "tick", "dash")
        pictures = {name: resource_path(f"icons/{name}-on-{ground}.svg").as_posix() for name in names}
        self._app.setStyleSheet(
            stylesheet(
                self.tokens,
                self.metrics,
                point_size=self.font.pointSizeF(),
                pictures=pictures,
            )
        )


def plain_font(system: QFont) -> QFont:
    """The font of plain text: the system's own, or Inter or Noto Sans where Linux names none."""
    font = QFont(system)
    if font.pointSizeF() <= 0:  # The system gave pixels.
        font.setPointSizeF(QFontInfo(font).pointSizeF())
    if sys.platform.startswith("linux") and system.family() in {"Sans Serif", "Sans", ""}:
        font.setFamilies([name for name in _LINUX_FONTS if name in QFontDatabase.families()] or ["Sans Serif"])
        font.setPointSizeF(max(_PLAIN_POINT_SIZE, font.pointSizeF()))
    return font


def qt_palette(tokens: Tokens) -> QPalette:
    """The tokens as Qt's palette, for everything that Fusion draws itself."""
    role = QPalette.ColorRole
    plain = {
        role.Window: tokens.surface,
        role.WindowText: tokens.text,
        role.Base: tokens.bg,
        role.AlternateBase: tokens.surface,
        role.Text: tokens.text,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.error,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Highlight: tokens.selection,
        role.HighlightedText: tokens.text,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.raised,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.control,
        role.Shadow: tokens.shadow,
    }
    palette = QPalette()
    for name, colour in plain.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return palette


def _wants_contrast(hints: QStyleHints) -> bool:
    if not hasattr(hints, "accessibility"):  # before Qt 6.10
        return False
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def _tokens_for(look: Look) -> Tokens:
    if look is not Look.SYSTEM:
        return _TOKENS[look]
    hints = QGuiApplication.styleHints()
    if _wants_contrast(hints):
        return CONTRAST
    return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT
