"""Gathers the licence texts of what is bundled, since most licences ask for just that, and says how Qt is bound."""

from __future__ import annotations

import re
import shutil
from collections.abc import Set
from pathlib import Path

_OURS = Path(__file__).resolve().parent / "licences"
_NOTICE = """Copper Desk is free software under the MIT licence (copper-desk.txt).

It comes with the Python interpreter (PSF licence) and the libraries whose licences are in this folder. Qt and Qt for
Python (PySide6, Shiboken6) are used under the GNU Lesser General Public License, version 3: the texts are LGPL-3.0.txt
and GPL-3.0.txt. They are dynamically linked, unmodified, and lie in the folder PySide6 of this program as shared
libraries: they can be replaced by other builds of the same version. Their source is offered at https://code.qt.io by
The Qt Company.
"""


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
