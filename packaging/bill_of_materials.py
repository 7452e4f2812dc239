"""Completes the bill of materials (CycloneDX): the distributions that cyclonedx-py finds, the interpreter, the system's
libraries, and for each the files that are in the program. A file that is in no part of the bill stops the packing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bundled_library import Belongings, SystemPackage
from system_licence import no_package

Component = dict[str, Any]
STARTER = "pyinstaller"
"""The programs themselves are PyInstaller's: each starts the interpreter on our modules."""

_STARTER_LICENCE = "GPL-2.0-or-later WITH Bootloader-exception"
"""Its metadata leaves out the exception, which is what lets it start programs under other licences."""


class IncompleteBillError(Exception):
    """Something is bundled that the bill does not name."""


def completed(
    bill: Mapping[str, Any],
    found: Belongings,
    *,
    starters: Sequence[str],
    python: tuple[str, str],
    text_of: Callable[[str], str],
) -> dict[str, Any]:
    """The bill with all that is bundled and nothing else.

    ``starters`` are the programs, ``python`` is the interpreter's version and licence, ``text_of`` gives the copyright
    text of a system package. Raises IncompleteBillError for a distribution that the bill does not know.
    """
    places = {**found.distributions, STARTER: list(starters)}
    components = [_placed(each, places[name]) for each in bill["components"] if (name := _name_of(each)) in places]
    components = [_told_apart(each) if _name_of(each) == STARTER else each for each in components]
    if missing := places.keys() - {_name_of(each) for each in components}:
        raise IncompleteBillError(f"Bundled, and not in the bill of materials: {', '.join(sorted(missing))}.")
    components.append(_interpreter(python, found.interpreter))
    components += [_system(package, own, text_of) for package, own in sorted(found.system.items())]
    components += [_nobodys(place, source) for place, source in sorted(found.nobodys.items())]
    kept = {each["bom-ref"] for each in components}
    dependencies = [
        {**each, "dependsOn": [ref for ref in each.get("dependsOn", []) if ref in kept]}
        for each in bill.get("dependencies", [])
        if each["ref"] in kept
    ]
    return {**bill, "components": components, "dependencies": dependencies}


def unlisted(bill: Mapping[str, Any], places: Iterable[str]) -> list[str]:
    """Those of the files that no component of the bill names."""
    named = {
        each["location"] for part in bill["components"] for each in part.get("evidence", {}).get("occurrences", [])
    }
    return [place for place in places if place not in named]


def distro(release: Path = Path("/etc/os-release")) -> tuple[str, str]:
    """The name and version of the Linux that packs, as its package addresses (purl) want them: debian, 12."""
    text = release.read_text(encoding="utf-8") if release.is_file() else ""
    told = dict(re.findall(r'^(ID|VERSION_ID)="?([^"\n]*)"?$', text, re.MULTILINE))
    return told.get("ID", "debian"), told.get("VERSION_ID", "")


def plain_name(name: str) -> str:
    """The name of a distribution, however it is spelled (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _name_of(component: Component) -> str:
    return plain_name(component["name"])


def _placed(component: Component, places: Sequence[str]) -> Component:
    if not places:
        return component
    return {**component, "evidence": {"occurrences": [{"location": place} for place in sorted(places)]}}


def _told_apart(starter: Component) -> Component:
    return {**starter, "licenses": [{"expression": _STARTER_LICENCE, "acknowledgement": "concluded"}]}


def _interpreter(python: tuple[str, str], places: Sequence[str]) -> Component:
    version, text = python
    purl = f"pkg:generic/python@{version}"
    licence = {"id": "Python-2.0", "text": _attached(text)}
    part = {"type": "platform", "name": "Python", "version": version, "purl": purl, "bom-ref": purl}
    return _placed({**part, "licenses": [{"license": licence}]}, places)


def _system(package: SystemPackage, places: Sequence[str], text_of: Callable[[str], str]) -> Component:
    name, number = distro()
    purl = f"pkg:deb/{name}/{package.name}@{quote(package.version, safe='')}?distro={name}-{number}"
    part = {"type": "library", "name": package.name, "version": package.version, "purl": purl, "bom-ref": purl}
    part["description"] = f"Made from {package.origin} {package.origin_version}."
    licence = {"name": f"system/{package.name}.txt", "text": _attached(text_of(package.name))}
    return _placed({**part, "licenses": [{"license": licence}]}, places)


def _nobodys(place: str, source: str) -> Component:
    part = {"type": "library", "name": place, "description": no_package(place, source), "bom-ref": f"file:{place}"}
    return _placed(part, [place])


def _attached(text: str) -> dict[str, str]:
    return {"contentType": "text/plain", "content": text}
