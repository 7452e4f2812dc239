"""The wheel and the sdist: everything is inside, both make the same, and what was installed from the wheel works."""

from __future__ import annotations

import ast
import email
import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


class Clean:
    """An environment with the wheel and with what it asks for, in turn what that asks for, and nothing else.

    The libraries are those of the tests, linked into it. Fetching them again would ask an index, which may be slow or
    out of reach, and would prove no more: a library that the wheel forgets is not here either way. `make try-packages`
    and the release install from the index, with hashes.
    """

    def __init__(self, place: Path, wheel: Path) -> None:
        self.place = place
        venv.create(place, with_pip=True, symlinks=os.name != "nt")
        self.scripts = place / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.scripts / ("python.exe" if os.name == "nt" else "python")
        self._link(_asked_for(wheel))
        self.run(self.python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel)

    def run(self, *line: object) -> str:
        """Run a program far from the checkout; what it printed."""
        home = self.place.parent
        environment = {**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [str(part) for part in line],
            cwd=home,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def command(self, *arguments: object) -> str:
        """Run the installed command."""
        return self.run(self.scripts / "copper-desk", *arguments)

    def _link(self, names: Iterable[str]) -> None:
        code = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
        target = Path(self.run(self.python, "-c", code).strip())
        for name in names:
            found = distribution(name)
            tops = {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}
            for top in tops:
                if not (target / top).exists():
                    (target / top).symlink_to(str(found.locate_file(top)))


def _asked_for(wheel: Path) -> set[str]:
    """The distributions that a wheel asks for here, and those that they ask for."""
    metadata = email.message_from_bytes(_contents(wheel)[f"copper_desk-{__version__}.dist-info/METADATA"])
    waiting = [Requirement(line) for line in metadata.get_all("Requires-Dist", ())]
    found: set[tuple[str, str]] = set()
    while waiting:
        each = waiting.pop()
        for extra in ("", *each.extras):
            name = canonicalize_name(each.name)
            if (name, extra) not in found:
                found.add((name, extra))
                asked = [Requirement(line) for line in distribution(name).requires or ()]
                waiting += [own for own in asked if own.marker is None or own.marker.evaluate({"extra": extra})]
    return {name for name, _ in found}


def test_what_was_installed_from_the_wheel_works_with_what_it_asks_for(made: tuple[Path, Path], tmp_path: Path) -> None:
    clean = Clean(tmp_path / "environment", made[0])
    clean.run(clean.python, "-m", "pip", "check")
    assert clean.command("--version").strip() == f"copper-desk {__version__}"
    where = "import copper_desk.resource as r; print(r.resource_path('samples/expo-leads.csv'))"
    sample = clean.run(clean.python, "-c", where).strip()
    assert sample.startswith(str(clean.place))
    assert json.loads(clean.command("inspect", sample, "--json"))["row_count"] > 0
    clean.command("pull", tmp_path / "leads.csv", "--demo")
    assert "Lead ID" in (tmp_path / "leads.csv").read_text(encoding="utf-8")
    # A library that somebody forgot to declare is missing here, also where it is imported late.
    find = "import importlib.util, sys; print(*(n for n in sys.argv[1:] if importlib.util.find_spec(n) is None))"
    assert clean.run(clean.python, "-c", find, *sorted(_imported(made[0]))).split() == []


def _imported(wheel: Path) -> set[str]:
    """The modules outside the standard library that the program imports anywhere, by their first name."""
    names: set[str] = set()
    for name, source in _contents(wheel).items():
        for node in ast.walk(ast.parse(source)) if name.endswith(".py") else ():
            if isinstance(node, ast.Import):
                names |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(str(node.module).partition(".")[0])
    return names - sys.stdlib_module_names
