"""The .deb, and the files that a Linux desktop wants to find: entry, icons, AppStream data, manual page.

Uses dpkg-deb and, to tell what is needed, ldd and dpkg-query: the frozen program brings most libraries along, and what
it takes from the system is read off its files instead of being guessed.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from bundled_library import owning_packages
from library_need import check_needs

LINUX = Path(__file__).resolve().parent / "linux"
_ALSO = ("fontconfig", "libegl1", "libgl1", "libxcb-cursor0")
"""Loaded by name, so that no file tells of them."""
_OTHER_NAMES = {"libglib2.0-0": "libglib2.0-0t64"}
"""A library's package in later releases, where it was renamed for 64-bit times."""


def fill_share(share: Path, icons: Path, version: str, moment_s: int) -> None:
    """Desktop entry, icons, AppStream data and manual page below a folder such as /usr/share."""
    words = {"@VERSION@": version, "@DATE@": time.strftime("%Y-%m-%d", time.gmtime(moment_s))}
    _write(share / "applications/copper-desk.desktop", LINUX / "copper-desk.desktop", words)
    name = "app.copperdesk.CopperDesk.metainfo.xml"
    _write(share / "metainfo" / name, LINUX / name, words)
    manual = _filled(LINUX / "copper-desk.1", words).encode()
    page = share / "man/man1/copper-desk.1.gz"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(gzip.compress(manual, mtime=0))
    for picture in icons.glob("[0-9]*.png"):
        place = share / f"icons/hicolor/{picture.stem}x{picture.stem}/apps/copper-desk.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(picture, place)
    scalable = share / "icons/hicolor/scalable/apps/copper-desk.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(LINUX.parent.parent / "resources/icons/app.svg", scalable)


def build_deb(frozen: Path, icons: Path, version: str, moment_s: int, dist: Path, tree: Path) -> Path:
    """Put the frozen program into ``tree`` as it is to be installed and pack it. Returns the .deb.

    Raises UnmetNeedError when it would lack a library where nothing else is installed.
    """
    shutil.rmtree(tree, ignore_errors=True)
    home = tree / "usr/lib/copper-desk"
    shutil.copytree(frozen, home, symlinks=True)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/copper-desk").symlink_to("../lib/copper-desk/copper-desk")
    fill_share(tree / "usr/share", icons, version, moment_s)
    _documents(tree / "usr/share/doc/copper-desk", version, moment_s)
    size_kb = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir()) // 1024
    control = tree / "DEBIAN/control"
    control.parent.mkdir()
    depends = needed(home)
    check_needs(home, elf_files(home), depends)
    control.write_text(_control(version, size_kb, depends), encoding="utf-8")
    _settle_modes(tree, moment_s)
    target = dist / f"copper-desk_{version}_amd64.deb"
    line = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(target)]
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": str(moment_s)})
    return target


def needed(home: Path) -> list[str]:
    """The packages whose libraries the program takes from the system."""
    inside = home / "_internal"  # Where the program looks first.
    found = {each for path in elf_files(home) for each in _libraries(path, inside)}
    outside = {each for each in found if not each.startswith(str(home))}
    names = {*_ALSO, *(name.partition(":")[0] for name in owning_packages(outside).values())}
    return [f"{name} | {_OTHER_NAMES[name]}" if name in _OTHER_NAMES else name for name in sorted(names)]


def elf_files(home: Path) -> list[Path]:
    """The programs and libraries below a folder."""
    return [path for path in sorted(home.rglob("*")) if path.is_file() and not path.is_symlink() and _is_binary(path)]


def _is_binary(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _libraries(path: Path, inside: Path) -> Iterable[str]:
    environment = {**os.environ, "LD_LIBRARY_PATH": str(inside)}
    listed = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=False, env=environment).stdout
    for line in listed.splitlines():
        _, arrow, place = line.partition(" => ")
        if arrow and place.startswith("/"):
            yield place.split(" (")[0]


def _documents(folder: Path, version: str, moment_s: int) -> None:
    folder.mkdir(parents=True)
    licence = (LINUX.parent.parent / "LICENSE").read_text(encoding="utf-8")
    head = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: Copper Desk\n"
    body = "".join(f" {line}\n" if line.strip() else " .\n" for line in licence.splitlines()[1:] if line is not None)
    rest = "\nFiles: usr/lib/copper-desk/*\nCopyright: their authors\nLicense: various\n"
    told = " The texts are in /usr/lib/copper-desk/licences. Qt is used under the LGPL, version 3;\n"
    told += " /usr/share/common-licenses/LGPL-3 holds its text, too.\n"
    text = f"{head}\nFiles: *\nCopyright: 2026 Copper Desk contributors\nLicense: MIT\n{body}{rest}{told}"
    (folder / "copyright").write_text(text, encoding="utf-8")
    day = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(moment_s))
    entry = f"copper-desk ({version}) unstable; urgency=medium\n\n  * See the changelog of Copper Desk.\n\n"
    entry += f" -- Copper Desk contributors <maintainers@copperdesk.invalid>  {day}\n"
    (folder / "changelog.gz").write_bytes(gzip.compress(entry.encode(), mtime=0))


def _control(version: str, size_kb: int, depends: list[str]) -> str:
    return (
        f"Package: copper-desk\nVersion: {version}\nArchitecture: amd64\nSection: misc\nPriority: optional\n"
        "Maintainer: Copper Desk contributors <maintainers@copperdesk.invalid>\n"
        f"Installed-Size: {size_kb}\nDepends: {', '.join(depends)}\n"
        "Recommends: fonts-inter, gnome-keyring | kwalletmanager | keepassxc\n"
        "Description: spreadsheet for the leads of Copper CRM\n"
        " Load the leads of a Copper account, edit, paste or import as in any spreadsheet,\n"
        " and push what changed. Rows that Copper refuses are marked with its own words,\n"
        " and every change is on the disk before the next key. A practice account is built in.\n"
    )


def _settle_modes(tree: Path, moment_s: int) -> None:
    """The modes and times that the files of a package have, whoever made them."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or (os.access(path, os.X_OK) and _is_binary(path) and ".so" not in path.name)
            path.chmod(0o755 if runs else 0o644)
            os.utime(path, (moment_s, moment_s))


def _filled(source: Path, words: dict[str, str]) -> str:
    text = source.read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(word, value)
    return text


def _write(target: Path, source: Path, words: dict[str, str]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_filled(source, words), encoding="utf-8")
