"""The rooms import each other only along the arrows, and each library only where it is at home."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.import_rule import ARROWS, violations

ROOT = Path(__file__).parent.parent
# What the command line must not load before it is asked to: seconds of start, and a machine without a screen.
HEAVY = {"PySide6", "shiboken6", "numpy", "pandas", "starlette", "uvicorn"}

FORBIDDEN = [
    ("leads/field.py", "import copper_desk.sheet.edit", "leads imports sheet"),
    ("leads/field.py", "from copper_desk.copper import client", "leads imports copper"),
    ("leads/field.py", "from copper_desk import desk", "leads imports desk"),
    ("leads/field.py", "from ..storage.journal import Journal", "leads imports storage"),
    ("sheet/sheet.py", "from .. import push", "sheet imports push"),
    ("storage/ledger.py", "def open():\n    from copper_desk.copper import pace", "storage imports copper"),
    ("practice/server.py", "from copper_desk.leads import Lead", "practice imports leads"),
    ("gui/window.py", "import copper_desk.practice.server", "gui imports practice"),
    ("gui/window.py", "import copper_desk.cli", "gui imports cli"),
    ("push/run.py", "if TYPE_CHECKING:\n    import copper_desk.desk", "push imports desk"),
    ("push/run.py", "import importlib\nimportlib.import_module('copper_desk.gui')", "push imports gui"),
    ("push/run.py", "from importlib import import_module\nimport_module(name)", "cannot be read"),
    ("resource.py", "import copper_desk.leads", "resource imports leads"),
    ("helpers.py", "import copper_desk.leads", "helpers is not in the table of rooms"),
    ("desk/desk.py", "from PySide6.QtCore import QObject", "imports PySide6, whose home is gui and app"),
    ("push/run.py", "import httpx", "imports httpx, whose home is copper"),
    ("desk/load.py", "import pandas as pd", "imports pandas, whose home is tabular"),
    ("storage/setting.py", "import keyring", "imports keyring, whose home is storage.credentials"),
    ("storage/credentials_note.py", "import keyring", "imports keyring, whose home is storage.credentials"),
    ("desk/desk.py", "import sqlite3", "imports sqlite3, whose home is storage and practice"),
    ("cli/serve.py", "import uvicorn", "imports uvicorn, whose home is practice"),
    ("app.py", "import typer", "imports typer, whose home is cli"),
]  # fmt: skip
ALLOWED = [
    ("sheet/sheet.py", "from copper_desk.leads import Lead\nfrom .edit import Edit\nfrom ..leads.field import Field"),
    ("gui/workers/push.py", "from PySide6.QtCore import QThread\nfrom copper_desk.push.run import run"),
    ("storage/credentials.py", "import keyring.errors"),
    ("copper/client.py", "from copper_desk import __version__\nimport httpx"),
    ("cli/open.py", "def window():\n    from copper_desk.app import main\n    import rich.progress"),
    ("__main__.py", "from copper_desk.cli import main"),
    ("practice/__main__.py", "from copper_desk.resource import resource_path\nfrom copper_desk.practice import server"),
]  # fmt: skip


def _package(folder: Path, path: str, source: str) -> Path:
    package = folder / "copper_desk"
    (package / path).parent.mkdir(parents=True)
    (package / path).write_text(source)
    return package


def test_the_rooms_import_along_the_arrows() -> None:
    assert violations(ROOT / "copper_desk") == []


def test_every_room_is_in_the_table() -> None:
    rooms = {path.parent.name for path in (ROOT / "copper_desk").glob("*/*.py")}
    assert rooms <= ARROWS.keys()


def test_the_arrows_make_no_circle() -> None:
    placed: set[str] = set()
    while ready := {room for room, below in ARROWS.items() if room not in placed and below <= placed}:
        placed |= ready
    assert placed == ARROWS.keys()


@pytest.mark.parametrize(("path", "source", "reason"), FORBIDDEN)
def test_a_forbidden_import_is_found(tmp_path: Path, path: str, source: str, reason: str) -> None:
    found = violations(_package(tmp_path, path, source))
    assert len(found) == 1
    assert reason in found[0]


@pytest.mark.parametrize(("path", "source"), ALLOWED)
def test_an_allowed_import_is_not_held_up(tmp_path: Path, path: str, source: str) -> None:
    assert violations(_package(tmp_path, path, source)) == []


@pytest.mark.parametrize("module", ["copper_desk.cli", "copper_desk.cli.command"])
def test_the_command_line_starts_without_the_heavy_libraries(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert HEAVY.isdisjoint(name.partition(".")[0] for name in loaded.stdout.split())
