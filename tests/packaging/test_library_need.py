"""What a .deb must ask for: the libraries that its files name, beside those that come with what it depends on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.script import script

need = script("library_need")

INSTALLED = {
    "libgl1": "libglvnd0 (= 1.6), libglx0 (>= 1) | libglx-other",
    "libglvnd0": "libc6 (>= 2.34)",
    "libglx-other": "libglx-real:any",
    "libglx-real": "",
    "libc6": "",
}


def test_what_comes_along_is_followed_to_its_end() -> None:
    found = need.closure(["libgl1 (>= 1.3)"], INSTALLED)
    assert found == {"libgl1", "libglvnd0", "libglx-other", "libglx-real", "libc6"}
    assert need.closure(["unknown | libc6"], INSTALLED) == {"libc6"}


def test_libraries_are_read_off_what_readelf_shows() -> None:
    shown = " 0x01 (NEEDED)  Shared library: [libGL.so.1]\n 0x0e (SONAME)  Library soname: [libQt6Gui.so.6]\n"
    assert need.named_libraries(shown) == ["libGL.so.1"]


def test_a_library_that_comes_with_nothing_is_told() -> None:
    needs = {"libGL.so.1": ["libQt6Gui.so.6"], "libc.so.6": ["copper-desk"]}
    assert need.unmet(needs, {"libc.so.6", "libz.so.1"}) == {"libGL.so.1": ["libQt6Gui.so.6"]}


@pytest.mark.skipif(
    not all(map(shutil.which, ("dpkg-query", "readelf", "cc"))), reason="asks the real dpkg of a real program"
)
def test_a_program_without_the_package_that_it_needs_stops_the_packing(tmp_path: Path) -> None:
    subprocess.run(["cc", "-x", "c", "-", "-o", tmp_path / "program"], input=b"int main(){return 0;}", check=True)
    need.check_needs(tmp_path, [tmp_path / "program"], ["libc6 (>= 2.30)"])
    with pytest.raises(need.UnmetNeedError, match=r"libc\.so\.6, for program"):
        need.check_needs(tmp_path, [tmp_path / "program"], [])


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="asks the real dpkg")
def test_what_comes_along_can_be_asked_from_a_script() -> None:
    line = [sys.executable, str(need.__file__), "libc6"]
    told = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    assert "libc6" in told.splitlines()
