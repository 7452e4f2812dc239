"""Makes the packages of this system into ``dist``: ``package.py`` after ``make environment``.

The program is frozen by PyInstaller in an environment of its own, from the wheel, so that what is packed is what
``pip install`` would bring. Linux gets a tarball and a .deb, Windows and macOS what their own tools make of the frozen
folder (.github/workflows/release.yml); beside them the wheel, the sdist, a bill of materials and SHA-256 sums.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import time
import venv
from pathlib import Path

from bill_of_materials import IncompleteBillError, completed, unlisted
from bundled_library import belongings, binaries_of, gpl_only, read_bundled
from checksum import write_sums
from debian_package import build_deb, fill_share
from system_licence import copyright_text

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "package"
DIST = ROOT / "dist"
VENV = BUILD / "venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
BUNDLED = BUILD / "bundled.json"
"""What the recipe bundles, and what each file is a copy of."""

LICENCES = BUILD / "licences"
VALIDATION = """import json, sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

text = open(sys.argv[1], encoding="utf-8").read()
version = SchemaVersion.from_version(json.loads(text)["specVersion"])
sys.exit(JsonStrictValidator(version).validate_str(text) and "The bill of materials is not valid CycloneDX.")
"""
REQUIREMENTS = ("requirements/runtime.txt", "requirements/package.txt")


def main() -> int:
    """Make every package of this system; the exit code."""
    version = version_of((ROOT / "copper_desk/__init__.py").read_text(encoding="utf-8"))
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment_s()), "COPPER_DESK_VERSION": version}
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    prepare()
    run(PYTHON, "-m", "build", "--no-isolation", "--outdir", DIST, ROOT, environment=environment)
    wheel = next(DIST.glob("*.whl"))
    run(PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall", wheel)
    icons = BUILD / "icons"
    run(PYTHON, ROOT / "packaging" / "icon_file.py", icons, environment=environment, cwd=BUILD)
    shutil.rmtree(LICENCES, ignore_errors=True)
    places = {"ICONS": icons, "BUNDLED": BUNDLED, "LICENCES": LICENCES}
    frozen = freeze(environment | {f"COPPER_DESK_{name}": str(place) for name, place in places.items()})
    check_freedom(frozen)
    shutil.copytree(LICENCES, frozen / "licences")
    bill_of_materials(DIST / f"copper-desk-{version}-{system_name()}-sbom.cdx.json", frozen)
    print(f"The frozen program takes {size_mb(frozen):.0f} MB.")
    if sys.platform == "linux":
        tarball(frozen, icons, version)
        build_deb(frozen, icons, version, moment_s(), DIST, BUILD / "deb")
    write_sums(DIST)
    for path in sorted(DIST.iterdir()):
        print(f"  {path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.1f} MB")
    return 0


def version_of(source: str) -> str:
    """The version that the package's own module names. Raises ValueError."""
    found = re.search(r'__version__ = "([^"]+)"', source)
    if found is None:
        raise ValueError("copper_desk/__init__.py names no version.")
    return found[1]


def prepare() -> None:
    """An environment with the locked requirements of the program and of what packs it."""
    stamp = BUILD / "requirements.sha256"
    wanted = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in REQUIREMENTS)).hexdigest()
    if PYTHON.exists() and stamp.is_file() and stamp.read_text() == wanted:
        return
    venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")
    files = [part for name in REQUIREMENTS for part in ("--requirement", ROOT / name)]
    run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:", *files)
    stamp.write_text(wanted)


def freeze(environment: dict[str, str]) -> Path:
    """Run PyInstaller; the folder that it made."""
    target = BUILD / "frozen"
    shutil.rmtree(target, ignore_errors=True)
    spec = ROOT / "packaging" / "copper-desk.spec"
    places = ("--distpath", target, "--workpath", BUILD / "work")
    line = (PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *places, spec)
    # Not in the checkout: there its modules would be found before those of the wheel.
    run(*line, environment=environment, cwd=BUILD)
    return target / "copper-desk"


def tarball(frozen: Path, icons: Path, version: str) -> None:
    """The program in one folder that can be unpacked anywhere, with its desktop entry and icons under share."""
    name = f"copper-desk-{version}"
    top = BUILD / name
    shutil.rmtree(top, ignore_errors=True)
    shutil.copytree(frozen, top, symlinks=True)
    fill_share(top / "share", icons, version, moment_s())

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = moment_s()
        return entry

    with tarfile.open(DIST / f"{name}-linux-x86_64.tar.gz", "w:gz", compresslevel=6) as archive:
        archive.add(top, arcname=name, filter=plain)


def bill_of_materials(target: Path, frozen: Path) -> None:
    """What is inside, as CycloneDX. Raises IncompleteBillError for a library that it does not name."""
    run(PYTHON, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--output-file", target, PYTHON)
    found = belongings(read_bundled(BUNDLED), packages=site_packages(), interpreter=Path(sys.base_prefix))
    binaries = binaries_of(frozen)
    bill = completed(
        json.loads(target.read_text(encoding="utf-8")),
        found,
        starters=[place for place in binaries if "/" not in place],
        python=(platform.python_version(), (LICENCES / "python.txt").read_text(encoding="utf-8")),
        text_of=copyright_text,
    )
    if left := unlisted(bill, binaries):
        raise IncompleteBillError(f"Bundled, and not in the bill of materials: {', '.join(left)}.")
    target.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    run(PYTHON, "-c", VALIDATION, target)


def check_freedom(frozen: Path) -> None:
    """Raises ValueError when a library is inside that would put the whole program under its own licence."""
    if found := gpl_only(binaries_of(frozen)):
        raise ValueError(f"Under the GPL alone, and bundled: {', '.join(found)}.")


def system_name() -> str:
    """What the packages of this system are called after: linux-x86_64."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    return f"{system}-{platform.machine().lower().replace('amd64', 'x86_64')}"


def site_packages() -> Path:
    """Where the distributions of the environment are."""
    code = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    return Path(subprocess.run([PYTHON, "-c", code], check=True, capture_output=True, text=True).stdout.strip())


def moment_s() -> int:
    """When the packed version was committed, so that the same commit gives the same files."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return int(asked.stdout) if asked.returncode == 0 and asked.stdout.strip() else int(time.time())


def size_mb(folder: Path) -> float:
    """What a folder takes on the disk, in millions of bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def run(*line: object, environment: dict[str, str] | None = None, cwd: Path = ROOT) -> None:
    """Run a program, and stop here when it fails."""
    subprocess.run([str(part) for part in line], cwd=cwd, check=True, env=environment)


if __name__ == "__main__":
    sys.exit(main())
