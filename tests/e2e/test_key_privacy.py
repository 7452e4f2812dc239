"""No file, log, crash report or argument list holds the key, while the real program signs in, pushes and hits a bug."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.practice_copper import PracticeCopper
from tests.support.secret_service import linux_only

ROOT = Path(__file__).parent.parent.parent
LONGEST_S = 60.0
"""It takes three."""

MOMENTS = ["signing in", "tested", "pushing", "looking", "crashed", "crashed"]
FOLDERS = {
    "HOME": "home",
    "TMPDIR": "tmp",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_RUNTIME_DIR": "runtime",
    "XDG_STATE_HOME": "state",
}
pytestmark = linux_only


@dataclass
class Life:
    """What could be seen of one life of the program. ``arguments`` and ``environments`` are those of the program and of
    every process that it started, at each moment; ``said`` is what it wrote on its standard streams."""

    moments: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    arguments: dict[str, list[bytes]] = field(default_factory=dict)
    environments: list[bytes] = field(default_factory=list)
    said: str = ""

    def look(self, moment: str, text: str, pid: int) -> None:
        """Note what can be seen now."""
        self.moments.append(moment)
        self.texts[moment] = self.texts.get(moment, "") + text
        family = _family(pid)
        self.arguments[moment] = [Path(f"/proc/{each}/cmdline").read_bytes() for each in family]
        self.environments += [Path(f"/proc/{each}/environ").read_bytes() for each in family]


def _family(pid: int) -> list[int]:
    """A process and all that it started, and they."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # it has ended since
            continue
        parents[int(path.parent.name)] = int(fields[1])
    family = [pid]
    for each in family:
        family += [child for child, parent in parents.items() if parent == each]
    return family


def _live(practice: PracticeCopper, place: Path, environment: dict[str, str]) -> Life:
    for folder in FOLDERS.values():
        (place / folder).mkdir(mode=0o700)
    folders = {name: str(place / folder) for name, folder in FOLDERS.items()}
    life = Life()
    with (
        (place / "errors").open("w+") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.privacy_driver", practice.where.base_url, practice.where.email],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**environment, **folders, "QT_QPA_PLATFORM": "offscreen"},
            cwd=ROOT,
        ) as program,
    ):
        assert program.stdin is not None
        assert program.stdout is not None
        watchdog = threading.Timer(LONGEST_S, program.kill)
        watchdog.start()
        print(practice.where.api_key, file=program.stdin, flush=True)
        for line in program.stdout:
            life.said += line
            told = json.loads(line)
            life.look(told["moment"], told["text"], program.pid)
            print(file=program.stdin, flush=True)
        code = program.wait()
        watchdog.cancel()
        errors.seek(0)
        life.said += errors.read()
    assert (code, life.moments) == (0, MOMENTS), life.said
    return life


@pytest.fixture
def life(practice_copper: PracticeCopper, tmp_path: Path, secret_service: dict[str, str]) -> Life:
    return _live(practice_copper, tmp_path, secret_service)


def _spellings(key: str) -> list[bytes]:
    plain = key.encode()
    return [plain, base64.b64encode(plain), key.encode("utf-16-le"), plain.hex().encode()]


def test_nothing_that_can_be_seen_of_the_program_holds_the_key(
    life: Life, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    key = practice_copper.where.api_key
    titles = [write["body"].get("title") for write in practice_copper.control.writes()]
    assert titles == ["Keeper of Keys"]

    assert "Everything works." in life.texts["tested"]
    assert any(b"pattern_main" in line for line in life.arguments["looking"])
    arguments = [line for lines in life.arguments.values() for line in lines]
    assert [line for line in arguments + life.environments if key.encode() in line] == []

    report = life.texts["crashed"]
    assert report.count("builtins.ValueError") == 2
    assert "in _crash" in report
    assert key not in report
    assert key not in life.said

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"copper-desk.log", "journal.sqlite", "cache.sqlite", "settings.json"} <= {path.name for path in files}
    spellings = _spellings(key)
    assert [path for path in files if any(each in path.read_bytes() for each in spellings)] == []

    (log,) = (path for path in files if path.name == "copper-desk.log")
    told = log.read_text(encoding="utf-8")
    assert told.count("builtins.ValueError") == 2
    assert " DEBUG httpcore." in told
    assert " INFO httpx " in told
