"""The icon family is complete, tinted, and changes with the theme."""

import re

import pytest
from PySide6.QtGui import QAction, QColor, QImage, QPixmap

from copper_desk.gui.look.colour import channels
from copper_desk.gui.look.icon import IconSet, app_icon, app_pixmap
from copper_desk.gui.look.palette import DARK, LIGHT
from copper_desk.resource import resource_path

pytestmark = pytest.mark.usefixtures("qapp")

FAMILY = [
    "refresh",
    "import",
    "export",
    "history",
    "columns",
    "filter",
    "undo",
    "redo",
    "account",
    "problem",
    "warning",
    "conflict",
    "check",
    "plus",
    "search",
    "settings",
    "close",
    "chevron-down",
    "chevron-up",
    "chevron-left",
    "chevron-right",
    "pause",
    "stop",
    "play",
    "panel",
    "help",
]
FILES = sorted(path.stem for path in resource_path("icons").glob("*.svg"))
TINTED = [name for name in FILES if not name.startswith(("app", "arrow-on", "dash-on", "tick-on"))]


ROUNDING = 2
"""Where strokes overlap, blending may be off by so much a channel."""


def distance(first: str, second: str) -> int:
    """How far two colours are apart in the channel that differs most."""
    return max(abs(a - b) for a, b in zip(channels(first), channels(second), strict=True))


def inked(pixmap: QPixmap) -> set[str]:
    """The colours of the pixels that are drawn whole."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in colours if colour.alpha() == 255}


def test_the_family_is_there() -> None:
    assert set(FAMILY) <= set(FILES)


@pytest.mark.parametrize("name", TINTED)
def test_an_icon_has_no_colour_of_its_own_and_draws_something(name: str) -> None:
    source = resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in source
    assert not re.search(r"#[0-9a-fA-F]{3,6}", source)
    drawn = inked(IconSet(LIGHT).pixmap(name, tone="accent", size_px=24, ratio=2.0))
    assert LIGHT.accent in drawn
    assert max(distance(colour, LIGHT.accent) for colour in drawn) <= ROUNDING


def test_those_who_wear_an_icon_follow_the_theme() -> None:
    icons, action, gone = IconSet(LIGHT), QAction(), QAction()
    icons.wear(action, "check", "ok")
    icons.wear(gone, "close")
    del gone
    assert inked(action.icon().pixmap(24, 24)) == {LIGHT.ok}
    icons.retint(DARK)
    assert inked(action.icon().pixmap(24, 24)) == {DARK.ok}


def test_an_unknown_icon_or_tone_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        IconSet(LIGHT).icon("no-such-icon")
    with pytest.raises(AttributeError):
        IconSet(LIGHT).icon("check", "no_such_token")


def test_a_picture_is_as_sharp_as_the_screen() -> None:
    pixmap = IconSet(LIGHT).pixmap("check", size_px=16, ratio=2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)


def test_the_application_icon_comes_in_every_size() -> None:
    sizes = {size.width() for size in app_icon().availableSizes()}
    assert {16, 24, 32, 48, 64, 128, 256, 512} <= sizes
    copper = app_pixmap(256).toImage().pixelColor(30, 128)
    assert copper.red() > copper.green() > copper.blue()
    assert app_pixmap(16).toImage().pixelColor(0, 0).alpha() < QColor("white").alpha()
