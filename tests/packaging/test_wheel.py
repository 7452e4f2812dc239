"""The wheel and the sdist: everything is inside, both make the same, and what was installed from the wheel works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from copper_desk import __version__

ROOT = Path(__file__).parent.parent.parent
SAMPLE = "icons/app.svg"
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the sdist of this checkout."""
    place = tmp_path_factory.mktemp("dist")
    _build("--wheel", ROOT, place)
    _build("--sdist", ROOT, place)
    return next(place.glob("*.whl")), next(place.glob("*.tar.gz"))


def _build(kind: str, source: Path, place: Path) -> None:
    line = [sys.executable, "-m", "build", "--no-isolation", kind, "--outdir", str(place), str(source)]
    subprocess.run(line, check=True, capture_output=True, text=True)


def _contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_module_and_every_resource_is_in_the_wheel(made: tuple[Path, Path]) -> None:
    inside = _contents(made[0])
    modules = [path.relative_to(ROOT).as_posix() for path in (ROOT / "copper_desk").rglob("*.py")]
    resources = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    shipped = [f"copper_desk/_resources/{path.relative_to(ROOT / 'resources').as_posix()}" for path in resources]
    assert set(modules) <= inside.keys()
    assert set(shipped) <= inside.keys()
    assert not [name for name in inside if name.startswith(("tests/", "packaging/", "docs/"))]


def test_the_wheel_says_what_it_is_and_what_it_brings(made: tuple[Path, Path]) -> None:
    inside = _contents(made[0])
    information = f"copper_desk-{__version__}.dist-info"
    entries = inside[f"{information}/entry_points.txt"].decode()
    assert "copper-desk = copper_desk.cli:main" in entries
    assert "copper-desk-gui = copper_desk.app:main" in entries
    assert f"\nVersion: {__version__}\n" in inside[f"{information}/METADATA"].decode()
    assert f"{information}/licenses/LICENSE" in inside


def test_the_sdist_makes_the_same_wheel(made: tuple[Path, Path], tmp_path: Path) -> None:
    wheel, source = made
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path, filter="data")
    [unpacked] = tmp_path.iterdir()
    _build("--wheel", unpacked, tmp_path / "again")
    assert _contents(next((tmp_path / "again").glob("*.whl"))) == _contents(wheel)


def test_what_was_installed_from_the_wheel_works_far_from_the_checkout(made: tuple[Path, Path], tmp_path: Path) -> None:
    place = tmp_path / "environment"
    venv.create(place, with_pip=True, symlinks=os.name != "nt")
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    line = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(made[0])]
    subprocess.run(line, check=True, capture_output=True)
    # The libraries are those of the tests: to fetch them again would need the network.
    code = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    found = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
    (Path(found) / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [scripts / "copper-desk", *arguments],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.stdout

    assert run("--version").strip() == f"copper-desk {__version__}"
    where = "import copper_desk.resource as r; print(r.resource_path('samples/expo-leads.csv'))"
    sample = subprocess.run([python, "-c", where], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert str(place) in sample
    assert json.loads(run("inspect", sample.strip(), "--json"))["row_count"] > 0
