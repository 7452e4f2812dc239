"""Everything of ours lies below the one folder that the person or the administrator chose."""

from __future__ import annotations

import sys
from pathlib import Path

from copper_desk.storage.path import data_folder, log_folder, practice_folder, settings_file


def test_the_override_moves_every_folder(tmp_path: Path) -> None:
    environment = {"COPPER_DESK_DATA": str(tmp_path / "desk")}
    places = [data_folder(environment), log_folder(environment), settings_file(environment)]
    places.append(practice_folder(data_folder(environment)))
    assert all(place.is_relative_to(tmp_path / "desk") for place in places)


def test_a_new_folder_is_private(tmp_path: Path) -> None:
    folder = data_folder({"COPPER_DESK_DATA": str(tmp_path / "desk")})
    assert folder.is_dir()
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o077 == 0
