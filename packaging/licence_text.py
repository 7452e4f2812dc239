"""Gathers the licence texts of what is bundled, since most licences ask for just that, and says how Qt is bound."""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
from collections.abc import Iterable, Set
from pathlib import Path

from bundled_library import Belongings
from system_licence import gather_system_texts

_OURS = Path(__file__).resolve().parent / "licences"
_NOTICE = """Copper Desk is free software under the MIT licence (copper-desk.txt).

It comes with the Python interpreter (python.txt), with the Python libraries whose licences are in this folder, and on
Linux with libraries of the system where it was packed (system-libraries.txt). It is started by a part of PyInstaller,
under the GNU General Public License with an exception for the programs that it starts (pyinstaller.txt).

Qt and Qt for Python (PySide6, Shiboken6) are used under the GNU Lesser General Public License, version 3: the texts are
LGPL-3.0.txt and GPL-3.0.txt. They are dynamically linked, unmodified, and lie in the folder PySide6 of this program as
shared libraries: they can be replaced by other builds of the same version. Their source is offered at
https://code.qt.io by The Qt Company. What they hold of others is told in qt.txt.
"""
_QT_NOTICE = """Qt for Python {version} brings these modules of Qt into this program:

{modules}

Qt holds code of others: PCRE2, zlib, libpng, HarfBuzz, FreeType, the Unicode data and more, each under a licence that
allows it. PySide6's package brings no texts of them. The Qt Company publishes them by module, with authors and
licences, at https://doc.qt.io/qt-6/licenses-used-in-qt.html

{icu}
"""
_ICU = "ICU ({files}) is under the Unicode License: https://www.unicode.org/license.txt"


def gather_all(found: Belongings, packages: Path, target: Path) -> None:
    """Every text and notice of what is bundled, into ``target``. Raises ValueError when one is missing."""
    gather_licences(packages, target, names=found.distributions.keys() - {"copper-desk"})
    shutil.copyfile(python_licence(), target / "python.txt")
    qt = found.distributions.get("pyside6-essentials", [])
    (target / "qt.txt").write_text(qt_notice(qt, version=_version(packages, "pyside6_essentials")), encoding="utf-8")
    gather_system_texts(found.system, found.nobodys, target)


def gather_licences(packages: Path, target: Path, *, names: Set[str]) -> None:
    """Copy the licence files of these distributions (normalized names) out of ``packages`` into ``target``.

    Raises ValueError when a distribution neither brings a licence file nor names its licence.
    """
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(__file__).resolve().parent.parent / "LICENSE", target / "copper-desk.txt")
    for own in sorted(_OURS.glob("*.txt")):
        shutil.copy(own, target / own.name)
    (target / "README.txt").write_text(_NOTICE, encoding="utf-8")
    for info in sorted(packages.glob("*.dist-info")):
        name = re.sub(r"[-_.]+", "-", info.name.split("-")[0]).lower()
        if name in names:
            _copy(info, target, name)


def python_licence(stdlib: Path | None = None, prefix: Path = Path(sys.base_prefix)) -> Path:
    """The licence of the interpreter that runs this, where its installation keeps it. Raises ValueError."""
    library = stdlib or Path(sysconfig.get_path("stdlib"))
    debian = Path("/usr/share/doc") / library.name / "copyright"
    for path in (library / "LICENSE.txt", prefix / "LICENSE.txt", debian):
        if path.is_file():
            return path
    raise ValueError(f"Python brings no licence text in {library} or {prefix}.")


def qt_notice(places: Iterable[str], *, version: str) -> str:
    """The modules of Qt among these files, and where what they hold of others is told."""
    names = [place.rpartition("/")[2] for place in places]
    modules = {found[1] for name in names if (found := re.match(r"(?:lib)?Qt6?([A-Z]\w+)(?:\.so|\.dll|$)", name))}
    files = sorted(name for name in names if re.match(r"(lib)?icu", name))
    icu = _ICU.format(files=", ".join(files)) if files else ""
    listed = "\n".join(f"  Qt {name}" for name in sorted(modules))
    return _QT_NOTICE.format(version=version, modules=listed, icu=icu).rstrip() + "\n"


def _version(packages: Path, name: str) -> str:
    found = next(packages.glob(f"{name}-*.dist-info"), None)
    return "" if found is None else found.name.removesuffix(".dist-info").partition("-")[2]


def _copy(info: Path, target: Path, name: str) -> None:
    found = [path for path in sorted(info.rglob("*")) if path.is_file() and _is_licence(path)]
    for number, path in enumerate(found):
        suffix = "" if number == 0 else f"-{number + 1}"
        shutil.copy(path, target / f"{name}{suffix}.txt")
    if not found:
        stated = _stated(info / "METADATA")
        if not stated:
            raise ValueError(f"{name} brings no licence text and names none.")
        (target / f"{name}.txt").write_text(f"{name}: {stated}\n", encoding="utf-8")


def _is_licence(path: Path) -> bool:
    return path.name.upper().startswith(("LICEN", "COPYING", "NOTICE", "AUTHORS")) or path.parent.name == "licenses"


def _stated(metadata: Path) -> str:
    lines = metadata.read_text(encoding="utf-8", errors="replace").splitlines()
    kinds = ("License-Expression:", "License:", "Classifier: License ::")
    return "; ".join(line.split(":", 1)[1].strip() for line in lines if line.startswith(kinds))
