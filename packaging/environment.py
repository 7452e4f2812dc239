"""Makes the virtual environment in .venv and fills it: ``environment.py runtime`` or ``environment.py dev``.

Runs with any Python from 3.11 and only the standard library, before anything is installed. It does nothing,
quickly, when the environment already holds what the hashed requirements ask for. It must not know of system
packages: system-packages.sh sees to those.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
SUPPORTED = ((3, 11), (3, 14))

# dev.txt holds everything that the other two hold, in the same versions.
REQUIREMENTS = {
    "runtime": ("requirements/runtime.txt", "requirements/build.txt"),
    "dev": ("requirements/dev.txt",),
}
CONTENTS = {
    "runtime": "what Copper Desk needs (the first time, about 125 MB to fetch)",
    "dev": "the tools that check and test it",
}
IMPLIED = {"runtime": ("runtime",), "dev": ("dev", "runtime")}


def main(kind: str) -> int:
    """Bring .venv up to date for ``kind`` (runtime or dev); the exit code."""
    if not SUPPORTED[0] <= sys.version_info[:2] <= SUPPORTED[1]:
        print(f"Copper Desk needs Python 3.11 to 3.14; {sys.executable} is {sys.version.split()[0]}.")
        return 1
    if not _usable():
        print(f"Making .venv with Python {sys.version.split()[0]}.", flush=True)
        venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")
    if _stamp(kind).is_file() and _stamp(kind).read_text() == _digest(kind):
        return 0
    print(f"Installing into .venv: {CONTENTS[kind]}.", flush=True)
    return _install(kind)


def _usable() -> bool:
    """Is there an environment that works and has this Python's version?"""
    version = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([PYTHON, "-c", version], capture_output=True, text=True, check=True, timeout=60)
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def _install(kind: str) -> int:
    files = [argument for name in REQUIREMENTS[kind] for argument in ("--requirement", name)]
    # Wheels only: building a source archive would run packages that no hash vouches for.
    if code := _pip("--require-hashes", "--only-binary", ":all:", *files):
        print("The packages could not be installed: pip's message above says why. Then try again.")
        return code
    if code := _pip("--no-deps", "--no-build-isolation", "--editable", "."):
        return code
    for implied in IMPLIED[kind]:
        _stamp(implied).write_text(_digest(implied))
    return 0


def _pip(*arguments: str) -> int:
    loudness = [] if sys.stdout.isatty() else ["--quiet"]
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *loudness, *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _stamp(kind: str) -> Path:
    return VENV / f"copper-desk-{kind}.stamp"


def _digest(kind: str) -> str:
    """Everything that decides what is installed; the place too, for the editable installation names it."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in (*REQUIREMENTS[kind], "pyproject.toml", "packaging/environment.py"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in REQUIREMENTS:
        sys.exit("usage: environment.py runtime|dev")
    sys.exit(main(sys.argv[1]))
