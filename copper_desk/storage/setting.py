"""Small settings that people choose, kept in one JSON file that is replaced whole, so that a kill cannot halve it.

Knows nothing of what a setting means, and never holds a key or a lead.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TypeAlias

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None


class Settings:
    """Named JSON values in a file. ``set_aside`` is where a damaged file was moved, or None."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.set_aside: Path | None = None
        self._values = self._read()

    def get(self, name: str, default: Json = None) -> Json:
        """The value of this name, or ``default`` when none was set."""
        return self._values.get(name, default)

    def set(self, name: str, value: Json) -> None:
        """Keep a value and write the file. Raises OSError when the file cannot be written; the old one stays."""
        self._values = {**self._values, name: value}
        self._write()

    def _read(self) -> dict[str, Json]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (json.JSONDecodeError, UnicodeDecodeError):
            return self._start_over()
        return values if isinstance(values, dict) else self._start_over()

    def _start_over(self) -> dict[str, Json]:
        # The damaged file is kept for whoever wants to look; a free name, so that an earlier one stays too.
        number = 1
        while (aside := self._path.with_suffix(f".damaged-{number}.json")).exists():
            number += 1
        self._path.replace(aside)
        self.set_aside = aside
        return {}

    def _write(self) -> None:
        text = json.dumps(self._values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name)
        draft = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
