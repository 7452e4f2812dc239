"""Makes the packages of this system into ``dist``: ``package.py`` after ``make environment``.

The program is frozen by PyInstaller in an environment of its own, from the wheel, so that what is packed is what
``pip install`` would bring. Linux gets a tarball and a .deb, Windows and macOS what their own tools make of the frozen
folder (.github/workflows/release.yml); beside them the wheel, the sdist, a bill of materials and SHA-256 sums.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import venv
from pathlib import Path

from debian_package import build_deb, fill_share
from licence_text import gather_licences

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "package"
DIST = ROOT / "dist"
VENV = BUILD / "venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
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
    frozen = freeze(environment | {"COPPER_DESK_ICONS": str(icons)})
    gather_licences(site_packages(), frozen / "licences", names=bundled())
    bill_of_materials(DIST / f"copper-desk-{version}-sbom.cdx.json")
    print(f"The frozen program takes {size_mb(frozen):.0f} MB.")
    if sys.platform == "linux":
        tarball(frozen, icons, version)
        build_deb(frozen, icons, version, moment_s(), DIST, BUILD / "deb")
    write_sums()
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


def bill_of_materials(target: Path) -> None:
    """What is inside, as CycloneDX: of all that is in the environment, that which the program needs."""
    run(PYTHON, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--output-file", target, PYTHON)
    bill = json.loads(target.read_text(encoding="utf-8"))
    wanted = bundled() | {"copper-desk"}
    bill["components"] = [each for each in bill["components"] if plain_name(each["name"]) in wanted]
    kept = {each["bom-ref"] for each in bill["components"]}
    bill["dependencies"] = [
        {**each, "dependsOn": [ref for ref in each.get("dependsOn", []) if ref in kept]}
        for each in bill.get("dependencies", [])
        if each["ref"] in kept
    ]
    target.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def bundled() -> set[str]:
    """The names of the distributions that the program needs."""
    text = (ROOT / "requirements/runtime.txt").read_text(encoding="utf-8")
    return {plain_name(found) for found in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", text, re.MULTILINE)}


def plain_name(name: str) -> str:
    """The name of a distribution, however it is spelled (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def site_packages() -> Path:
    """Where the distributions of the environment are."""
    code = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    return Path(subprocess.run([PYTHON, "-c", code], check=True, capture_output=True, text=True).stdout.strip())


def write_sums() -> None:
    """SHA-256 sums of all packages, in the form of sha256sum."""
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(DIST.iterdir()))
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


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
