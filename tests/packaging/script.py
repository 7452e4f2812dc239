"""Loads the modules of ``packaging/``, which are scripts beside each other and not a package."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent.parent
PACKAGING = ROOT / "packaging"


def script(name: str) -> ModuleType:
    """The module of that name; it finds those that it imports beside it."""
    sys.path.insert(0, str(PACKAGING))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(PACKAGING))
