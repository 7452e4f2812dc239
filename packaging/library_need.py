"""Proves that a .deb asks for all that it needs: each library that its files name is in it or comes with what it
depends on.

What it depends on is read off with ldd (debian_package.py), which follows what this computer happens to have. Here the
same question is asked the other way round, of the control file alone: what comes with these packages, and with those
that they depend on in turn? Knows nothing of libraries that are opened by name.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

Needs = dict[str, list[str]]
"""The name of a library (soname) -> the files that name it."""


class UnmetNeedError(Exception):
    """A library is neither in the package nor in what it depends on."""


def check_needs(home: Path, files: Iterable[Path], depends: Iterable[str]) -> None:
    """Raises UnmetNeedError. ``files`` are the programs and libraries below ``home``, ``depends`` the entries of
    Depends."""
    needs: Needs = {}
    for path in files:
        for name in named_libraries(_dynamic_section(path)):
            needs.setdefault(name, []).append(path.relative_to(home).as_posix())
    inside = {path.name for path in home.rglob("*") if not path.is_dir()}
    around = closure(depends, installed_packages())
    left = unmet(needs, inside | _files_of(around))
    if left:
        lines = [f"{name}, for {', '.join(sorted(places)[:3])}" for name, places in sorted(left.items())]
        raise UnmetNeedError("Neither in the package nor in what it depends on: " + "; ".join(lines) + ".")


def named_libraries(section: str) -> list[str]:
    """The libraries that a file names, by what readelf shows of it."""
    return re.findall(r"\(NEEDED\)\s+Shared library: \[([^]]+)\]", section)


def unmet(needs: Mapping[str, list[str]], there: Iterable[str]) -> Needs:
    """The needs for which no file of that name is there."""
    names = set(there)
    return {name: places for name, places in needs.items() if name not in names}


def closure(depends: Iterable[str], installed: Mapping[str, str]) -> set[str]:
    """The packages that these entries bring, and those that they bring in turn. ``installed`` maps each package of this
    computer to what it depends on. Of several that would do, the first that is here counts."""
    found: set[str] = set()
    waiting = list(depends)
    while waiting:
        names = [re.split(r"[\s(:]", name.strip(), maxsplit=1)[0] for name in waiting.pop().split("|")]
        name = next((name for name in names if name in installed), "")
        if name and name not in found:
            found.add(name)
            waiting += [entry for entry in installed[name].split(",") if entry.strip()]
    return found


def installed_packages() -> dict[str, str]:
    """Each package of this computer -> its Pre-Depends and Depends; a name that others provide stands for the first."""
    form = "${Package}\t${Provides}\t${Pre-Depends},${Depends}\n"
    told = subprocess.run(
        ["dpkg-query", "--show", "--showformat", form], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split("\t") for line in told.splitlines()]
    packages = {name: depends for name, _, depends in rows}
    for name, provides, _ in rows:
        for virtual in re.findall(r"[a-z0-9][a-z0-9+.-]+(?=[\s,(]|$)", re.sub(r"\([^)]*\)", "", provides)):
            packages.setdefault(virtual, name)
    return packages


def _dynamic_section(path: Path) -> str:
    english = {**os.environ, "LC_ALL": "C"}
    line = ["readelf", "--dynamic", "--wide", str(path)]
    return subprocess.run(line, capture_output=True, text=True, check=True, env=english).stdout


def _files_of(packages: Iterable[str]) -> set[str]:
    names = sorted(packages)
    if not names:
        return set()
    listed = subprocess.run(["dpkg-query", "--listfiles", *names], capture_output=True, text=True, check=False).stdout
    return {line.rpartition("/")[2] for line in listed.splitlines()}


if __name__ == "__main__":
    # What comes along with a line of Depends, one package a line: for bare-system.sh.
    print("\n".join(sorted(closure(sys.argv[1].split(","), installed_packages()))))
