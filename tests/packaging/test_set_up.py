"""The set-up scripts beside machines that lack something. Debian's programs are stood in for by small scripts."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Debian's programs and sh are stood in for.")

Machine = Callable[..., Path]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Makes a folder of programs, to be the whole PATH: name -> what its shell script does."""

    def make(**programs: str) -> Path:
        for name in ("sh", "sed", "tr", "cat", "rm", "mktemp", "env"):
            (tmp_path / name).symlink_to(str(shutil.which(name)))
        for name, script in programs.items():
            path = tmp_path / name.replace("_", "-")
            path.write_text(f'#!/bin/sh\necho {path.name} "$@" >> {tmp_path}/calls\n{script}\n')
            path.chmod(0o755)
        return tmp_path

    return make


def _run(script: str, *arguments: str, path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / "packaging" / script), *arguments]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run(
        command,
        cwd=path,
        env={**inherited, **environment, "PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_nothing_is_installed_where_nothing_is_missing(machine: Machine) -> None:
    path = machine(dpkg_query="echo installed xvfb; echo installed xauth", apt_get="")
    answer = _run("system-packages.sh", "screen", path=path)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert "apt-get" not in (path / "calls").read_text()


def test_root_installs_just_what_is_missing(machine: Machine) -> None:
    dpkg = "echo installed xauth; echo config-files xvfb"
    path = machine(dpkg_query=dpkg, apt_get="", apt_cache="", id="echo 0")
    assert _run("system-packages.sh", "screen", path=path).returncode == 0
    calls = (path / "calls").read_text().splitlines()
    assert calls[-1].endswith("install --yes --no-install-recommends xvfb")


def test_every_group_asked_for_is_installed(machine: Machine) -> None:
    path = machine(dpkg_query="", apt_get="", apt_cache="", id="echo 0")
    assert _run("system-packages.sh", "screen", "package", "test", path=path).returncode == 0
    installed = (path / "calls").read_text().splitlines()[-1].partition("--no-install-recommends ")[2]
    assert installed == "xvfb xauth desktop-file-utils dbus-daemon gnome-keyring"


def test_the_name_that_this_release_knows_is_taken(machine: Machine) -> None:
    knows = 'test "$2" = libglib2.0-0t64'
    path = machine(dpkg_query="", apt_get="", apt_cache=knows, id="echo 0")
    answer = _run("system-packages.sh", "window", path=path)
    assert (path / "calls").read_text().splitlines()[-1].endswith("--no-install-recommends libglib2.0-0t64")
    assert "this system has no package fonts-inter" in answer.stderr


def test_lists_that_cannot_be_refreshed_stop_nothing(machine: Machine) -> None:
    path = machine(dpkg_query="", apt_get='case "$*" in *update) exit 100;; esac', apt_cache="", id="echo 0")
    answer = _run("system-packages.sh", "screen", path=path)
    assert answer.returncode == 0
    assert "trying with those at hand" in answer.stderr


def test_without_the_right_to_install_the_line_to_type_is_shown(machine: Machine) -> None:
    path = machine(dpkg_query="", apt_get="", id="echo 1000", sudo="exit 1")
    answer = _run("system-packages.sh", "screen", path=path)
    assert answer.returncode == 1
    line = "  sudo apt-get update && sudo apt-get install --yes --no-install-recommends xvfb xauth"
    assert line in answer.stderr.splitlines()
    assert "apt-get install" not in (path / "calls").read_text()


def test_the_packages_can_be_passed_by(machine: Machine) -> None:
    answer = _run("system-packages.sh", "screen", path=machine(dpkg_query="", apt_get=""), SKIP_SYSTEM_PACKAGES="1")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_other_systems_are_left_alone(machine: Machine) -> None:
    answer = _run("system-packages.sh", "screen", path=machine())
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_a_python_that_fits_is_found_behind_one_that_does_not(machine: Machine) -> None:
    path = machine(**{"python3": "exit 1", "python3.12": "exit 0"})
    assert _run("find-python.sh", path=path).stdout == "python3.12\n"


def test_without_a_python_that_fits_one_sentence_says_so(machine: Machine) -> None:
    answer = _run("find-python.sh", path=machine(python3='[ "$1" = --version ] && echo Python 3.9.2'))
    assert answer.returncode == 1
    assert "needs Python 3.11, 3.12, 3.13 or 3.14; found Python 3.9.2." in answer.stderr
