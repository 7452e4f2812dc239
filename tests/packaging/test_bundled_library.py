"""Whose each bundled file is, its text beside the program and its place in the bill of materials."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.packaging.script import script

library = script("bundled_library")
bill_of_materials = script("bill_of_materials")
system_licence = script("system_licence")
licence_text = script("licence_text")

ZLIB = library.SystemPackage("zlib1g", "1:1.2.13", "zlib", "1:1.2.13")
BILL: dict[str, Any] = {
    "components": [
        {"name": "Good_One", "bom-ref": "good", "type": "library"},
        {"name": "pyinstaller", "bom-ref": "pyinstaller", "type": "library"},
        {"name": "unused", "bom-ref": "unused", "type": "library"},
    ],
    "dependencies": [{"ref": "good", "dependsOn": ["unused"]}, {"ref": "unused"}],
}


def _packages(folder: Path) -> Path:
    """A folder with one distribution that brings a library."""
    info = folder / "Good_One-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "RECORD").write_text(
        "good_one/fast.so,sha256=x,1\ngood_one/__init__.py,,\nGood_One-1.0.dist-info/RECORD,,\n"
    )
    return folder


@pytest.fixture
def dpkg(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dpkg that knows zlib under the path that it was installed by."""

    def run(line: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        told = "zlib1g:amd64: /lib/x/libz.so.1\ndiversion by other from: /lib/x/libz.so.1\n"
        told = told if "--search" in line else "zlib1g:amd64\tzlib1g\t1:1.2.13\tzlib\t1:1.2.13\n"
        return subprocess.CompletedProcess(line, 1, told, "no path found")

    monkeypatch.setattr(library.shutil, "which", lambda _name: "/usr/bin/dpkg-query")
    monkeypatch.setattr(library.subprocess, "run", run)


@pytest.mark.usefixtures("dpkg")
def test_each_file_is_given_to_its_owner(tmp_path: Path) -> None:
    packages = _packages(tmp_path / "packages")
    files = [
        library.BundledFile("_internal/fast.so", str(packages / "good_one/fast.so")),
        library.BundledFile("", str(packages / "good_one/__init__.py")),
        library.BundledFile("_internal/libpython.so", str(tmp_path / "python/lib/libpython.so")),
        library.BundledFile("_internal/libz.so.1", "/usr/lib/x/libz.so.1"),
        library.BundledFile("_internal/libodd.so", "/opt/odd/libodd.so"),
    ]
    noted = tmp_path / "bundled.json"
    library.write_bundled(noted, files)
    found = library.belongings(library.read_bundled(noted), packages=packages, interpreter=tmp_path / "python")
    assert found.distributions == {"good-one": ["_internal/fast.so"]}
    assert found.interpreter == ["_internal/libpython.so"]
    assert found.system == {ZLIB: ["_internal/libz.so.1"]}
    assert found.nobodys == {"_internal/libodd.so": "/opt/odd/libodd.so"}


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="asks the real dpkg")
def test_a_library_of_this_debian_is_found_by_any_of_its_paths() -> None:
    listed = subprocess.run(["dpkg-query", "--listfiles", "libc6"], capture_output=True, text=True, check=False).stdout
    path = next(line for line in listed.splitlines() if line.endswith("/libc.so.6"))
    other = path.removeprefix("/usr") if path.startswith("/usr") else f"/usr{path}"
    found = library.system_packages([path, other, "/opt/nothing.so"])
    assert {package.name for package in found.values()} == {"libc6"}
    assert found.keys() == {path, other}


def _completed(found: Any, *, text_of: Callable[[str], str] = "The zlib licence of {}".format) -> dict[str, Any]:
    python = ("3.11.0", "The PSF licence")
    bill: dict[str, Any] = bill_of_materials.completed(
        BILL, found, starters=["copper-desk"], python=python, text_of=text_of
    )
    return bill


def test_the_bill_names_the_interpreter_the_systems_libraries_and_what_nobody_knows() -> None:
    found = library.Belongings(
        {"good-one": ["a/fast.so"]}, ["libpython.so"], {ZLIB: ["libz.so.1"]}, {"o.so": "/opt/o.so"}
    )
    bill = _completed(found)
    parts = {part["name"]: part for part in bill["components"]}
    assert parts.keys() == {"Good_One", "pyinstaller", "Python", "zlib1g", "o.so"}
    assert (parts["zlib1g"]["version"], parts["Python"]["version"]) == ("1:1.2.13", "3.11.0")
    assert parts["zlib1g"]["purl"].partition("?")[0].endswith("/zlib1g@1%3A1.2.13")
    assert "The zlib licence of zlib1g" in json.dumps(parts["zlib1g"]["licenses"])
    assert "The PSF licence" in json.dumps(parts["Python"]["licenses"])
    assert "o.so was copied from /opt/o.so, which belongs to no package" in parts["o.so"]["description"]
    assert bill["dependencies"] == [{"ref": "good", "dependsOn": []}]


def test_a_library_that_is_in_no_part_of_the_bill_is_told() -> None:
    bill = _completed(library.Belongings({"good-one": ["a/fast.so"]}, [], {ZLIB: ["libz.so.1"]}))
    assert bill_of_materials.unlisted(bill, ["copper-desk", "a/fast.so", "libz.so.1", "b.so"]) == ["b.so"]


def test_a_distribution_that_the_bill_does_not_know_stops_the_packing() -> None:
    with pytest.raises(bill_of_materials.IncompleteBillError, match="stray"):
        _completed(library.Belongings({"good-one": [], "stray": []}))


def test_programs_and_libraries_are_told_from_other_files(tmp_path: Path) -> None:
    for name in ("a.so", "deep/b.so.6", "c.DLL", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"text")
    (tmp_path / "program").write_bytes(b"\x7fELF...")
    assert library.binaries_of(tmp_path) == ["a.so", "c.DLL", "deep/b.so.6", "program"]


def test_libraries_under_the_gpl_alone_are_told() -> None:
    places = ["_internal/libreadline.so.8", "_internal/libz.so.1", "_internal/python3.11/readline.so"]
    assert library.gpl_only(places) == ["_internal/libreadline.so.8"]


def test_the_texts_of_the_systems_libraries_lie_beside_those_that_they_name(tmp_path: Path) -> None:
    documents, common = tmp_path / "doc", tmp_path / "common"
    (documents / "zlib1g").mkdir(parents=True)
    (documents / "zlib1g/copyright").write_text("By Mark. See /usr/share/common-licenses/GPL-2, or not.")
    common.mkdir()
    (common / "GPL-2").write_text("The GPL")
    target = tmp_path / "out"
    nobodys = {"_internal/o.so": "/opt/o.so"}
    system_licence.gather_system_texts(
        {ZLIB: ["_internal/libz.so.1"]}, nobodys, target, documents=documents, common=common
    )
    listed = (target / "system-libraries.txt").read_text()
    assert "_internal/libz.so.1: zlib1g 1:1.2.13, from zlib 1:1.2.13\n" in listed
    assert "_internal/o.so was copied from /opt/o.so, which belongs to no package of the system" in listed
    assert (target / "system/zlib1g.txt").read_text().startswith("By Mark.")
    assert (target / "system/common/GPL-2.txt").read_text() == "The GPL"
    with pytest.raises(ValueError, match="zlib1g is bundled and has no copyright text"):
        system_licence.gather_system_texts({ZLIB: []}, {}, target, documents=tmp_path / "none", common=common)


def test_the_licence_of_python_is_found_where_it_was_installed(tmp_path: Path) -> None:
    assert "PYTHON SOFTWARE FOUNDATION" in licence_text.python_licence().read_text(encoding="utf-8").upper()
    with pytest.raises(ValueError, match="Python brings no licence text"):
        licence_text.python_licence(tmp_path, tmp_path)


def test_the_modules_of_qt_are_named_with_where_their_notices_are() -> None:
    places = [
        "_internal/PySide6/Qt/lib/libQt6Core.so.6",
        "Qt6Gui.dll",
        "PySide6/Qt/lib/libicuuc.so.73",
        "QtCore.abi3.so",
    ]
    told = licence_text.qt_notice(places, version="6.11.3")
    assert "6.11.3" in told
    assert "  Qt Core\n  Qt Gui\n\n" in told
    assert "licenses-used-in-qt" in told
    assert "ICU (libicuuc.so.73)" in told
