"""Writes dist/SHA256SUMS over all that lies in dist: the last step, after installers and disk images were made."""

from __future__ import annotations

import hashlib
from pathlib import Path

DIST = Path(__file__).resolve().parent.parent / "dist"
NAME = "SHA256SUMS"


def write_sums(folder: Path) -> Path:
    """The sums of the folder's files, in the form of sha256sum on every system."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != NAME)
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    target = folder / NAME
    target.write_text("".join(lines), encoding="ascii", newline="\n")
    return target


if __name__ == "__main__":
    write_sums(DIST)
