"""The checkout as a stranger finds it: requirements that can be trusted, and names that mean something."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ROOT / "requirements"
FILES = sorted(REQUIREMENTS.glob("*.txt"))
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "misc", "base", "core"}


def _locked(path: Path) -> dict[str, str]:
    """Requirement (name, version and marker) -> its hashes, as written."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    entries = re.split(r"\n(?=\S)", "\n".join(lines))
    return {head.rstrip("\\ "): hashes for head, _, hashes in (entry.partition("\n") for entry in entries)}


def _names(path: Path) -> set[str]:
    return {canonicalize_name(Requirement(entry).name) for entry in _locked(path)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_requirement_is_exact_and_hashed(path: Path) -> None:
    for entry, hashes in _locked(path).items():
        assert re.fullmatch(r"[\w.-]+(\[[\w,.-]+\])?==[\w.]+( ; .+)?", entry), entry
        assert re.fullmatch(r"(\s*--hash=sha256:[0-9a-f]{64}( \\)?)+", hashes), entry


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_index_address_is_in_the_requirements(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links|trusted-host|^-[if]\b", text, re.MULTILINE)


def test_the_three_files_agree() -> None:
    def pins(name: str) -> set[str]:
        return {entry.partition(" ;")[0] for entry in _locked(REQUIREMENTS / name)}

    assert pins("runtime.txt") | pins("build.txt") <= pins("dev.txt")


def test_the_requirements_hold_what_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {canonicalize_name(Requirement(line).name) for line in project["project"]["dependencies"]}
    tools = [line for line in project["dependency-groups"]["dev"] if isinstance(line, str)]
    assert declared <= _names(REQUIREMENTS / "runtime.txt")
    assert {canonicalize_name(Requirement(line).name) for line in tools} <= _names(REQUIREMENTS / "dev.txt")


def test_no_module_has_an_empty_name() -> None:
    modules = [path.relative_to(ROOT) for folder in ("copper_desk", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert not [str(path) for path in modules if EMPTY_NAMES & set(path.with_suffix("").parts)]


def test_test_files_have_names_of_their_own() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(set(names)) == sorted(names)
