"""How the practice server splits a name into its parts and joins them again.

Copper's rule is its own ("My Lead" becomes first "My", last "Lead"; a name with parentheses was seen whole
in first_name: contract, section 1.1), so a client must read the parts back and never compute them. This is
a plain rule in that spirit. Must not know anything else.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameParts:
    """First, middle and last name; None where there is none."""

    first: str | None
    middle: str | None = None
    last: str | None = None


def split_name(name: str | None) -> NameParts:
    """The parts the server gives a full name."""
    words = (name or "").split()
    if not words:
        return NameParts(None)
    if len(words) == 1 or "(" in (name or ""):
        return NameParts(" ".join(words))
    return NameParts(words[0], " ".join(words[1:-1]) or None, words[-1])


def join_name(parts: NameParts) -> str | None:
    """The full name the server shows for parts that were written one by one; None if nothing is left."""
    return " ".join(p for p in (parts.first, parts.middle, parts.last) if p) or None
