"""Where things are kept on this computer, for the person who is signed in to it.

The one place that knows the system's folders. ``COPPER_DESK_DATA`` moves all of them below one folder, for
managed set-ups and tests.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import platformdirs

_APP = "copper-desk"
_OVERRIDE = "COPPER_DESK_DATA"


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The per-user folder for settings and everything that must outlive a restart; made with mode 0700."""
    override = environment.get(_OVERRIDE)
    return private_folder(Path(override) if override else Path(platformdirs.user_data_dir(_APP, appauthor=False)))


def log_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of the log files."""
    override = environment.get(_OVERRIDE)
    if override:
        return private_folder(Path(override) / "log")
    return private_folder(Path(platformdirs.user_log_dir(_APP, appauthor=False)))


def log_file(environment: Mapping[str, str] = os.environ) -> Path:
    """The log of the window; earlier ones lie beside it."""
    return log_folder(environment) / "copper-desk.log"


def practice_folder(data: Path) -> Path:
    """Where the practice account keeps its leads between starts; ``data`` is the data folder."""
    return private_folder(data / "practice")


def settings_file(environment: Mapping[str, str] = os.environ) -> Path:
    """The file of the settings and the list of accounts (names and e-mails, never keys)."""
    return data_folder(environment) / "settings.json"


def private_folder(folder: Path) -> Path:
    """``folder``, made with mode 0700 where it was not there, and so what is above it. Raises OSError."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(exist_ok=True, mode=0o700)
    if not folder.is_dir():
        folder.mkdir()  # Something else has its name: the system says so in its own words.
    return folder


def remove(place: Path) -> None:
    """Remove a file, or a folder with all that is in it. Raises OSError."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink()
