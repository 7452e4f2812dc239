"""Whose each file of the frozen program is: a Python distribution's, the interpreter's, a system package's or nobody's.

PyInstaller copies shared libraries from wherever they lie. The recipe (copper-desk.spec) notes for each file what it is
a copy of; here the owner of that is looked up. Knows nothing of licences or of bills.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_SUFFIXES = (".so", ".dll", ".pyd", ".dylib", ".exe")
_BEGINNINGS = (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
"""How programs and libraries of Linux and of macOS begin."""

GPL_ONLY = ("libreadline", "libhistory", "libgdbm")
"""Libraries under the GPL alone: with one of them inside, the whole program could be passed on under the GPL only."""


@dataclass(frozen=True, slots=True)
class BundledFile:
    """``place`` is where a library lies in the program, "" for modules and data; ``source`` what it is a copy of."""

    place: str
    source: str


@dataclass(frozen=True, slots=True, order=True)
class SystemPackage:
    """A package of Debian or Ubuntu, and the source package it was made from."""

    name: str
    version: str
    origin: str
    origin_version: str


@dataclass(slots=True)
class Belongings:
    """The places of libraries by whose they are; a distribution that brought modules alone is there without any.

    ``nobodys`` maps a place to where the file came from.
    """

    distributions: dict[str, list[str]] = field(default_factory=dict)
    interpreter: list[str] = field(default_factory=list)
    system: dict[SystemPackage, list[str]] = field(default_factory=dict)
    nobodys: dict[str, str] = field(default_factory=dict)


def write_bundled(target: Path, files: Iterable[BundledFile]) -> None:
    """Note what the recipe bundles."""
    target.write_text(json.dumps([[each.place, each.source] for each in files]), encoding="utf-8")


def read_bundled(path: Path) -> list[BundledFile]:
    """What the recipe noted."""
    return [BundledFile(place, source) for place, source in json.loads(path.read_text(encoding="utf-8"))]


def belongings(files: Iterable[BundledFile], *, packages: Path, interpreter: Path) -> Belongings:
    """Find the owner of each file. ``packages`` is the folder of the distributions, ``interpreter`` the one in which
    Python is installed."""
    found = Belongings()
    owners = distribution_files(packages)
    elsewhere: list[BundledFile] = []
    for each in files:
        name = owners.get(_normal(each.source))
        if name is not None:
            places = found.distributions.setdefault(name, [])
            places += [each.place] if each.place else []
        elif each.place:
            elsewhere.append(each)
    _settle_elsewhere(found, elsewhere, interpreter)
    return found


def _settle_elsewhere(found: Belongings, files: Iterable[BundledFile], interpreter: Path) -> None:
    files = list(files)
    packages = system_packages(each.source for each in files)
    for each in files:
        # Asked first: the interpreter may be the system's own, and its folder then is /usr.
        if each.source in packages:
            found.system.setdefault(packages[each.source], []).append(each.place)
        elif Path(each.source).is_relative_to(interpreter):
            found.interpreter.append(each.place)
        else:
            found.nobodys[each.place] = each.source


def distribution_files(packages: Path) -> dict[str, str]:
    """Each file of the distributions installed in this folder -> the normalized name of its distribution."""
    owners = {}
    for record in packages.glob("*.dist-info/RECORD"):
        name = re.sub(r"[-_.]+", "-", record.parent.name.split("-")[0]).lower()
        for line in record.read_text(encoding="utf-8").splitlines():
            path = line.rsplit(",", 2)[0].strip('"')
            owners[_normal(packages / path)] = name
    return owners


def _normal(path: str | Path) -> str:
    return os.path.normcase(os.path.normpath(path))


def system_packages(files: Iterable[str]) -> dict[str, SystemPackage]:
    """The package of each file that is of one; none at all where there is no dpkg."""
    owners = owning_packages(files)
    if not owners:
        return {}
    form = "${binary:Package}\t${Package}\t${Version}\t${source:Package}\t${source:Version}\n"
    line = ["dpkg-query", "--show", "--showformat", form, *sorted(set(owners.values()))]
    told = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    packages = {}
    for row in told.splitlines():
        key, name, version, origin, origin_version = row.split("\t")
        packages[key] = packages[name] = SystemPackage(name, version, origin, origin_version)
    return {file: packages[name] for file, name in owners.items()}


def owning_packages(files: Iterable[str]) -> dict[str, str]:
    """The name of the package of each file that is of one, as dpkg tells it: ``libc6:amd64``."""
    spelled = {file: _spellings(file) for file in files}
    if not spelled or shutil.which("dpkg-query") is None:
        return {}
    asked = sorted({spelling for spellings in spelled.values() for spelling in spellings})
    # It exits with 1 when one of the files is in no package, and still tells of the others.
    told = subprocess.run(["dpkg-query", "--search", *asked], capture_output=True, text=True, check=False).stdout
    owners = _told_owners(told)
    found = {file: next(filter(None, map(owners.get, spellings)), "") for file, spellings in spelled.items()}
    return {file: name for file, name in found.items() if name}


def _told_owners(told: str) -> dict[str, str]:
    owners = {}
    for line in told.splitlines():
        names, _, path = line.rpartition(": ")
        if not names.startswith("diversion by"):
            owners[path] = names.split(", ")[0]
    return owners


def _spellings(file: str) -> list[str]:
    """A file by each path that dpkg may know it by: /lib may be a link to /usr/lib, and the file one to its version."""
    found = [file, os.path.realpath(file)]
    bare = [path.removeprefix("/usr") for path in found]
    return list(dict.fromkeys([*found, *bare, *(f"/usr{path}" for path in bare)]))


def binaries_of(folder: Path) -> list[str]:
    """The places of all programs and shared libraries in a frozen folder, with ``/`` on every system."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return [path.relative_to(folder).as_posix() for path in files if _is_binary(path)]


def _is_binary(path: Path) -> bool:
    if path.suffix.lower() in _SUFFIXES or ".so." in path.name:
        return True
    with path.open("rb") as file:
        return file.read(4) in _BEGINNINGS


def gpl_only(places: Iterable[str]) -> list[str]:
    """Those of the files that may not be in the program."""
    return [place for place in places if place.rpartition("/")[2].startswith(GPL_ONLY)]
