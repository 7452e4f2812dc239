"""The parts of the packages that can be looked at without making one: icon files, the desktop's files, the recipe."""

from __future__ import annotations

import configparser
import struct
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.packaging.script import PACKAGING, script


def test_icon_files_name_their_pictures_and_where_they_are() -> None:
    icons = script("icon_file")
    pictures = {size: f"picture of {size}".encode() for size in icons.SIZES_PX}
    ico = icons.ico(pictures)
    _, kind, count = struct.unpack_from("<HHH", ico)
    assert (kind, count) == (1, 7)
    for number in range(count):
        side, _, _, _, _, _, length, at = struct.unpack_from("<BBBBHHII", ico, 6 + 16 * number)
        assert ico[at : at + length] == pictures[side or 256]
    icns = icons.icns(pictures)
    assert icns[:4] == b"icns"
    assert struct.unpack(">I", icns[4:8])[0] == len(icns)


def test_the_desktop_entry_starts_the_command_and_wears_the_icon() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]  # the names of the keys as they are
    entry.read(PACKAGING / "linux/copper-desk.desktop", encoding="utf-8")
    found = entry["Desktop Entry"]
    assert (found["Exec"], found["Icon"], found["Type"]) == ("copper-desk", "copper-desk", "Application")


def test_the_appstream_data_launches_that_entry() -> None:
    path = PACKAGING / "linux/app.copperdesk.CopperDesk.metainfo.xml"
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a file of our own
    assert root.findtext("launchable") == "copper-desk.desktop"
    assert root.findtext("provides/binary") == "copper-desk"


@pytest.mark.skipif(sys.platform == "win32", reason="a Linux desktop is filled")
def test_every_size_of_the_icon_lands_where_the_desktop_looks(tmp_path: Path) -> None:
    package = script("debian_package")
    icons = tmp_path / "icons"
    icons.mkdir()
    for size in (16, 48, 256):
        (icons / f"{size}.png").write_bytes(b"png")
    share = tmp_path / "share"
    package.fill_share(share, icons, "1.2.3", 1_700_000_000)
    assert (share / "icons/hicolor/48x48/apps/copper-desk.png").is_file()
    assert (share / "icons/hicolor/scalable/apps/copper-desk.svg").is_file()
    metainfo = (share / "metainfo/app.copperdesk.CopperDesk.metainfo.xml").read_text(encoding="utf-8")
    assert 'version="1.2.3" date="2023-11-14"' in metainfo
    assert "@" not in metainfo


def test_licences_are_gathered_and_a_library_without_any_is_told(tmp_path: Path) -> None:
    texts = script("licence_text")
    packages = tmp_path / "packages"
    for name in ("Good_One-1.0", "stated-2.0", "other-1.0"):
        (packages / f"{name}.dist-info").mkdir(parents=True)
    (packages / "Good_One-1.0.dist-info/LICENSE").write_text("do as you like")
    (packages / "stated-2.0.dist-info/METADATA").write_text("License-Expression: MIT\n")
    texts.gather_licences(packages, tmp_path / "out", names={"good-one", "stated"})
    assert (tmp_path / "out/good-one.txt").read_text() == "do as you like"
    assert (tmp_path / "out/stated.txt").read_text() == "stated: MIT\n"
    assert "LGPL" in (tmp_path / "out/README.txt").read_text()
    assert (tmp_path / "out/LGPL-3.0.txt").is_file()
    assert not (tmp_path / "out/other.txt").exists()
    (packages / "stated-2.0.dist-info/METADATA").write_text("Name: stated\n")
    with pytest.raises(ValueError, match="stated"):
        texts.gather_licences(packages, tmp_path / "again", names={"stated"})
