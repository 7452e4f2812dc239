"""How often Python looks for garbage in a program that holds a hundred thousand leads.

Its usual pace, a look after each 700 new objects, is made for small heaps: it took a third of the time of a load, to
find next to nothing, since leads and answers hold no circles. It is set for a whole process: only its start may do so.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_NEW_OBJECTS: Final = 50_000
"""Containers that came and stayed: the answers of eight pages in flight are about as many."""

_YOUNG_LOOKS: Final = 5
"""Looks at one generation before the next older one is looked at, too."""


def collect_rarely() -> None:
    """From now on garbage is looked for seldom. What that leaves lying about is a few megabytes at most."""
    gc.set_threshold(_NEW_OBJECTS, _YOUNG_LOOKS, _YOUNG_LOOKS)


def set_apart() -> None:
    """What is alive now is not looked at again before ``collect_now``: one look at the million small objects of a
    large import would stop the window for a third of a second."""
    gc.freeze()


@contextmanager
def collection_paused() -> Iterator[None]:
    """No garbage is looked for meanwhile: what a large gesture makes, it keeps, and looking at it took a quarter of the
    time. For a second or two of work that leaves no circles behind."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def collect_now() -> None:
    """Let go of everything that nobody holds: a closed account would keep its leads for long."""
    gc.unfreeze()
    gc.collect()
