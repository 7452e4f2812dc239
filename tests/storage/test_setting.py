"""The settings file survives damage and a full disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copper_desk.storage.setting import Settings


def test_a_value_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    Settings(path).set("theme", "dark")
    assert Settings(path).get("theme") == "dark"


def test_an_unset_name_gives_the_default(tmp_path: Path) -> None:
    assert Settings(tmp_path / "settings.json").get("theme", "system") == "system"


@pytest.mark.parametrize("damage", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b"null"])
def test_a_damaged_file_is_set_aside_and_kept(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    settings = Settings(path)
    assert settings.get("theme") is None
    assert settings.set_aside is not None
    assert settings.set_aside.read_bytes() == damage


def test_a_second_damaged_file_does_not_replace_the_first(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    kept = []
    for damage in (b"{", b"["):
        path.write_bytes(damage)
        kept.append(Settings(path).set_aside)
    assert [aside.read_bytes() for aside in kept if aside] == [b"{", b"["]


def test_a_failed_write_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    settings = Settings(path)
    settings.set("theme", "dark")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        settings.set("theme", "light")
    assert json.loads(path.read_text()) == {"theme": "dark"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]
