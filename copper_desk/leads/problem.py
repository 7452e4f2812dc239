"""What is wrong with a cell or a row, in words for a person.

Knows nothing of how a problem is found or shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    ERROR = "error"  # Copper would surely refuse, or did refuse
    WARNING = "warning"  # Copper might refuse; never blocks


class Origin(Enum):
    CHECK = "check"  # found here, as it was typed
    COPPER = "copper"  # said by the server


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about one cell or row. A problem that came from Copper carries the server's own words."""

    message: str
    severity: Severity = Severity.ERROR
    origin: Origin = Origin.CHECK
