"""How a frozen program, which has no interpreter to start, is told to run a pattern instead of its window."""

PATTERN_SWITCH = "--find-pattern"
"""The first argument."""
