"""The shipped files are found in a checkout and in a built wheel."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from copper_desk.resource import resource_path

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the checkout, with the hatchling that is installed, so that no network is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=50)
    (built,) = folder.glob("*.whl")
    return built


def test_a_checkout_has_its_resources_at_the_top() -> None:
    assert resource_path("README.md") == ROOT / "resources" / "README.md"


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.svg is missing"):
        resource_path("icons/nowhere.svg")


@pytest.mark.parametrize("name", ["/etc/passwd", "../pyproject.toml", "icons\\push.svg", "c:/windows"])
def test_a_name_that_leaves_the_resources_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="relative path"):
        resource_path(name)


def test_a_wheel_carries_every_resource_and_its_types(wheel: Path) -> None:
    resources = [path.relative_to(ROOT / "resources") for path in (ROOT / "resources").rglob("*") if path.is_file()]
    held = set(zipfile.ZipFile(wheel).namelist())
    assert {f"copper_desk/_resources/{path.as_posix()}" for path in resources} <= held
    assert "copper_desk/py.typed" in held
    assert not [name for name in held if name.startswith(("tests/", "resources/"))]


def test_an_installed_wheel_finds_them(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "from copper_desk.resource import resource_path; print(resource_path('README.md'))"
    # Unmeasured: coverage would count the copy in the wheel as one more file.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    environment = {**inherited, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert Path(answer.stdout.strip()) == tmp_path / "copper_desk" / "_resources" / "README.md"
