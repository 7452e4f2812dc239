"""A file that is dragged over the window, if it is one and looks like a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from copper_desk.gui.dialog.open_file import SUFFIXES


def dropped_file(data: QMimeData) -> Path | None:
    """The one local file that is dragged; None for several, for what is no file, or for another kind of file."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
    if len(paths) != 1 or paths[0].suffix.casefold().removeprefix(".") not in SUFFIXES:
        return None
    return paths[0] if paths[0].is_file() else None
