"""The recipe of the frozen program, run with stand-ins for PyInstaller: what it leaves out and what it puts in."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.packaging.script import PACKAGING

QT = "PySide6/Qt/lib"


class Recipe:
    """One run of the recipe and what it handed to PyInstaller."""

    def __init__(self, binaries: list[str]) -> None:
        self.excluded: list[str] = []
        self.data: list[str] = []
        self.collected: list[Any] = []
        self._binaries = binaries

    def analysis(self, _scripts: list[str], *, excludes: list[str], datas: list[Any], **_: object) -> SimpleNamespace:
        self.excluded, self.data = excludes, [entry[0] for entry in datas]
        entries = [(name, f"/nowhere/{name}", "BINARY") for name in self._binaries]
        return SimpleNamespace(binaries=entries, datas=[], pure=[], scripts=[])

    def collect(self, *parts: Any, **_: object) -> None:
        self.collected = [entry[0] for part in parts if isinstance(part, list) for entry in part]


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyInstaller's own helpers; of data files they find one for each package."""
    module = ModuleType("PyInstaller.utils.hooks")
    for name in ("collect_submodules", "copy_metadata"):
        setattr(module, name, lambda *_: [])
    module.collect_data_files = lambda name, **_: [(f"{name}/data", f"/nowhere/{name}", "DATA")]  # type: ignore[attr-defined]
    for name in ("PyInstaller", "PyInstaller.utils"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", module)


def _run(place: Path, monkeypatch: pytest.MonkeyPatch, *, system: str, binaries: list[str]) -> Recipe:
    recipe = Recipe(binaries)
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(sys, "path", list(sys.path))
    places = {"VERSION": "1.0", "ICONS": "icons", "LICENCES": "licences", "BUNDLED": "bundled.json"}
    for name, own in places.items():
        monkeypatch.setenv(f"COPPER_DESK_{name}", str(place / own))
    names = {
        "SPECPATH": str(PACKAGING),
        "Analysis": recipe.analysis,
        "PYZ": lambda *_: None,
        "EXE": lambda *_, **__: None,
        "COLLECT": recipe.collect,
        "BUNDLE": lambda *_, **__: None,
    }
    path = PACKAGING / "copper-desk.spec"
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)  # noqa: S102 - as PyInstaller does
    return recipe


@pytest.mark.usefixtures("hooks")
def test_on_a_mac_the_licences_are_sealed_inside_the_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = _run(tmp_path, monkeypatch, system="darwin", binaries=[])
    assert {"licences/README.txt", "licences/python.txt", "licences/qt.txt"} <= set(recipe.collected)


@pytest.mark.usefixtures("hooks")
def test_elsewhere_they_are_left_to_lie_beside_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = _run(tmp_path, monkeypatch, system="linux", binaries=["libz.so.1"])
    assert recipe.collected == ["libz.so.1"]
    assert (tmp_path / "licences/README.txt").is_file()
    assert "libz.so.1 was copied from /nowhere/libz.so.1" in (tmp_path / "licences/system-libraries.txt").read_text()
    assert json.loads((tmp_path / "bundled.json").read_text()) == [["_internal/libz.so.1", "/nowhere/libz.so.1"]]


@pytest.mark.usefixtures("hooks")
def test_libraries_that_read_files_of_their_own_have_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = _run(tmp_path, monkeypatch, system="linux", binaries=[])
    assert {"copper_desk/data", "tzdata/data", "dukpy/data"} <= set(recipe.data)


@pytest.mark.usefixtures("hooks")
def test_what_is_under_the_gpl_alone_and_what_nothing_asks_for_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unused = [f"{QT}/libQt6EglFsKmsSupport.so.6", f"{QT}/libQt6Qml.so.6", "libgtk-3.so.0"]
    recipe = _run(tmp_path, monkeypatch, system="linux", binaries=[*unused, f"{QT}/libQt6Core.so.6"])
    assert {"readline", "_gdbm", "dbm.gnu"} <= set(recipe.excluded)
    assert recipe.collected == [f"{QT}/libQt6Core.so.6"]
