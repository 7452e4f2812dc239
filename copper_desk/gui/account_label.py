"""How the open account is called and shown in the window."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccountLabel:
    """``name`` as the person calls it; ``practice`` for the built-in account."""

    name: str
    practice: bool = False
