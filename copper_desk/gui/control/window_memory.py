"""How a window was left: its place and size, the panels beside the sheet and their share. For the next start.

Qt brings a window back onto a screen that is there, if its own is not. Knows nothing of what the panels show.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QSplitter

from copper_desk.storage.setting import Json


def window_form(window: QMainWindow, splitters: Mapping[str, QSplitter], *, details: bool) -> dict[str, Json]:
    """The state of a window as JSON."""
    return {
        "geometry": _text(window.saveGeometry()),
        "details": details,
        **{name: _text(splitter.saveState()) for name, splitter in splitters.items()},
    }


def restore_window(form: Json, window: QMainWindow, splitters: Mapping[str, QSplitter]) -> bool | None:
    """Bring a window to the state that ``window_form`` described. Returns whether the details were shown, None where
    nothing can be made of ``form``; then nothing was changed."""
    if not isinstance(form, dict) or not window.restoreGeometry(_bytes(form.get("geometry"))):
        return None
    for name, splitter in splitters.items():
        splitter.restoreState(_bytes(form.get(name)))
    return form.get("details") is True


def _text(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode("ascii")


def _bytes(text: Json) -> QByteArray:
    try:
        return QByteArray(base64.b64decode(text, validate=True)) if isinstance(text, str) else QByteArray()
    except (binascii.Error, ValueError):
        return QByteArray()
