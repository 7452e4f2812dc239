"""The icon family: our own SVG strokes, tinted with a token and kept as pixmaps.

Rendered at the sizes that buttons ask for at 1.0 to 3.0 scale. Knows nothing of what an icon stands for.
"""

from __future__ import annotations

import weakref
from functools import cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from shiboken6 import isValid

from copper_desk.gui.look.palette import Tokens
from copper_desk.resource import resource_path

_SIZES_PX = (16, 20, 32, 48)
_APP_SIZES_PX = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256, 512)
_SMALL_APP_PX = 32
"""Up to here the application icon is drawn from its simpler picture; fine lines would blur."""


class Wearer(Protocol):
    """Anything that shows an icon: an action or a button."""

    def setIcon(self, icon: QIcon, /) -> None:
        """Show this icon from now on."""


class IconSet:
    """The icons in one theme's colours. Those who wear one get a new one when the theme changes."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._cache: dict[tuple[str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._worn: list[tuple[weakref.ref[Wearer], str, str]] = []

    def icon(self, name: str, tone: str = "text") -> QIcon:
        """The icon ``name`` (a file of resources/icons) in the colour of the token ``tone``.

        Raises FileNotFoundError for an unknown icon and AttributeError for an unknown token.
        """
        found = self._cache.get((name, tone))
        if found is None:
            found = self._cache[name, tone] = self._drawn(name, tone)
        return found

    def pixmap(self, name: str, *, tone: str = "text", size_px: int = 16, ratio: float = 1.0) -> QPixmap:
        """One picture of an icon, ``size_px`` wide on a screen of this device pixel ratio."""
        key = (name, tone, size_px, ratio)
        found = self._pixmaps.get(key)
        if found is None:
            svg = _tinted(name, getattr(self._tokens, tone))
            found = self._pixmaps[key] = _pixmap(_renderer(svg), size_px, ratio)
        return found

    def wear(self, wearer: Wearer, name: str, tone: str = "text") -> None:
        """Give ``wearer`` an icon, now and after each change of theme, for as long as it lives."""
        self._worn = [entry for entry in self._worn if entry[0]() not in (None, wearer)]
        self._worn.append((weakref.ref(wearer), name, tone))
        wearer.setIcon(self.icon(name, tone))

    def retint(self, tokens: Tokens) -> None:
        """Take other colours, and hand new icons to all who wear one."""
        self._tokens = tokens
        self._cache.clear()
        self._pixmaps.clear()
        self._worn = [entry for entry in self._worn if _is_alive(entry[0]())]
        for reference, name, tone in self._worn:
            wearer = reference()
            if wearer is not None:
                wearer.setIcon(self.icon(name, tone))

    def _drawn(self, name: str, tone: str) -> QIcon:
        icon = QIcon()
        plain = _renderer(_tinted(name, getattr(self._tokens, tone)))
        disabled = _renderer(_tinted(name, self._tokens.control))
        for size_px in _SIZES_PX:
            icon.addPixmap(_pixmap(plain, size_px))
            icon.addPixmap(_pixmap(disabled, size_px), QIcon.Mode.Disabled)
        return icon


def app_icon() -> QIcon:
    """The application's own icon in every size that a desktop asks for."""
    icon = QIcon()
    for size_px in _APP_SIZES_PX:
        icon.addPixmap(app_pixmap(size_px))
    return icon


def app_pixmap(size_px: int) -> QPixmap:
    """The application's icon, ``size_px`` wide."""
    return _pixmap(_renderer(_source("app-small" if size_px <= _SMALL_APP_PX else "app")), size_px)


def _is_alive(wearer: object) -> bool:
    # Qt may have deleted what Python still names.
    return isinstance(wearer, QObject) and isValid(wearer)


@cache
def _source(name: str) -> str:
    return resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")


def _tinted(name: str, colour: str) -> str:
    return _source(name).replace("currentColor", colour)


def _renderer(svg: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg.encode()))


def _pixmap(picture: QSvgRenderer, size_px: int, ratio: float = 1.0) -> QPixmap:
    pixmap = QPixmap(round(size_px * ratio), round(size_px * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    picture.render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
