"""The copyright texts of the system's libraries that are bundled, as Debian keeps them, and a list of whose each is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from bundled_library import SystemPackage

DOCUMENTS = Path("/usr/share/doc")
COMMON = Path("/usr/share/common-licenses")
_HEAD = """These libraries were copied from the system where the program was packed: each with its package and
version, and the source package that it was made from. The text of each is in the folder system, under the name of its
package; the licences that those texts name, such as GPL-2, are in system/common.

"""


def gather_system_texts(
    system: Mapping[SystemPackage, Sequence[str]],
    nobodys: Mapping[str, str],
    target: Path,
    *,
    documents: Path = DOCUMENTS,
    common: Path = COMMON,
) -> None:
    """Write ``system-libraries.txt`` and the texts below ``system``. Raises ValueError when a package has none here."""
    lines = [_line(package, places) for package, places in sorted(system.items())]
    lines += [no_package(place, source) for place, source in sorted(nobodys.items())]
    if not lines:
        return
    target.mkdir(parents=True, exist_ok=True)
    (target / "system-libraries.txt").write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    (target / "system").mkdir(exist_ok=True)
    for package in system:
        text = copyright_text(package.name, documents=documents)
        (target / f"system/{package.name}.txt").write_text(text, encoding="utf-8")
        for name in _common_names(text, common):
            (target / "system/common").mkdir(exist_ok=True)
            shutil.copyfile(common / name, target / f"system/common/{name}.txt")


def copyright_text(package: str, *, documents: Path = DOCUMENTS) -> str:
    """What Debian says of a package's authors and licences. Raises ValueError when it is not on this computer."""
    path = documents / package / "copyright"
    if not path.is_file():
        raise ValueError(f"{package} is bundled and has no copyright text in {path}.")
    return path.read_text(encoding="utf-8", errors="replace")


def no_package(place: str, source: str) -> str:
    """The sentence on a library of which nobody tells whose it is."""
    whose = "which belongs to no package of the system: its licence has to be asked where it came from."
    return f"{place} was copied from {source}, {whose}"


def _line(package: SystemPackage, places: Sequence[str]) -> str:
    made_from = f"{package.origin} {package.origin_version}"
    return f"{', '.join(sorted(places))}: {package.name} {package.version}, from {made_from}"


def _common_names(text: str, common: Path) -> list[str]:
    named = re.findall(r"/usr/share/common-licenses/([A-Za-z0-9.+-]*[A-Za-z0-9+])", text)
    return sorted({name for name in named if (common / name).is_file()})
