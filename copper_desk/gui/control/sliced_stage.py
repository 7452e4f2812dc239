"""Puts very many changes into the sheet in slices, so that the window stays alive; together they are one gesture.

Each slice is written down like any gesture before the next begins: if the program ends in the middle, the leads of the
slices so far are changed, whole, and the others are not. Who listens to the sheet is told once, at the end. Knows
nothing of where the changes come from.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QUndoCommand

from copper_desk.desk.collector import set_apart
from copper_desk.desk.desk import Desk
from copper_desk.sheet.edit import AddRow, Applied, Change, ChangeSet, Delta

AIM_S = 0.03
"""What one slice is meant to take: under two frames of an animation, and many keys a second."""
FIRST = 2_000
"""Changes in the first slice: some 30 ms. A smaller one would cost ten thousand cells a dozen waits for the disk."""
_FEWEST, _MOST = 40, 20_000
_TOLD_EVERY_S = 0.1
_MANY = 10_000
_PIECE = 300

Bundle = Sequence[Change]
"""Changes that stay together."""


@dataclass(frozen=True, slots=True)
class StagedSlices:
    """What was put into the sheet. ``inverses`` take it back, in this order. ``cells`` now show something else;
    ``skipped`` changes could not be made."""

    delta: Delta
    inverses: tuple[ChangeSet, ...]
    cells: int
    skipped: int


class SlicedStage(QObject):
    """``progressed`` carries (changes done, all changes); ``ended`` StagedSlices, or None when it was taken back.

    ``first`` is how many changes the first slice holds, while nothing is known of the disk.
    """

    progressed = Signal(int, int)
    ended = Signal(object)

    def __init__(
        self,
        desk: Desk,
        *,
        first: int = FIRST,
        clock: Callable[[], float] = time.perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clock = clock
        self._bundles: Sequence[Bundle] = ()
        self._label = self._source = ""
        self._at = self._done = self._whole = 0
        self._size = first
        self._parts: list[Applied] = []
        self._told: list[int] = []
        self._is_taking_back = False
        self._is_ending = False
        self._told_s = 0.0
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._on_next_timeout)

    @property
    def is_running(self) -> bool:
        """Whether changes are being put."""
        return self._next.isActive() or self._is_ending

    def start(self, bundles: Sequence[Bundle], *, label: str, source: str = "") -> None:
        """Begin. ``label`` and ``source`` are those of ChangeSet."""
        self._bundles, self._label, self._source = bundles, label, source
        self._at = self._done = 0
        # A loop of its own: a call for each of a hundred thousand leads would hold the window up.
        self._whole = sum(map(len, bundles)) - sum(len(each) > 1 for each in bundles if type(each[0]) is AddRow)
        self._parts, self._told = [], []
        self._is_taking_back = False
        self._set_apart()
        self._next.start()

    def run(self, bundles: Sequence[Bundle], *, label: str, source: str = "") -> StagedSlices:
        """All of it at once, for few."""
        self._bundles, self._label, self._source, self._at, self._parts = bundles, label, source, 0, []
        self._told, self._is_taking_back = [], False
        while self._at < len(self._bundles):
            self._put_slice()
        return self._gathered()

    def stop(self) -> None:
        """Take back what was put so far; ``ended`` comes."""
        if self._next.isActive() and not self._is_taking_back:
            self._bundles = [applied.inverse.changes for applied in reversed(self._parts)]
            self._at, self._is_taking_back = 0, True

    @Slot()
    def _on_next_timeout(self) -> None:
        if self._at < len(self._bundles):
            began_s = self._clock()
            self._put_slice()
            now_s = self._clock()
            self._adapt(now_s - began_s)
            if now_s - self._told_s >= _TOLD_EVERY_S:
                self._told_s = now_s
                self.progressed.emit(self._done, self._whole)
            return
        self._next.stop()
        self._is_ending = True
        self._set_apart()
        QTimer.singleShot(0, self, self._end)

    def _end(self) -> None:
        self._is_ending = False
        self.ended.emit(None if self._is_taking_back else self._gathered())

    def _set_apart(self) -> None:
        """Very many changes would be looked through by the collector of garbage, at a third of a second a time."""
        if self._whole >= _MANY:
            set_apart()

    def _put_slice(self) -> None:
        changes: list[Change] = []
        told = 0
        while self._at < len(self._bundles) and (
            not changes or len(changes) + len(self._bundles[self._at]) < self._size
        ):
            bundle = self._bundles[self._at]
            changes += bundle
            told += self._told.pop() if self._is_taking_back else _told_count(bundle)
            self._at += 1
        self._parts.append(self._desk.stage(ChangeSet(tuple(changes), self._label, self._source)))
        self._done += -told if self._is_taking_back else told
        if not self._is_taking_back:
            self._told.append(told)

    def _adapt(self, took_s: float) -> None:
        """A slow disk gets smaller slices, a quick one larger."""
        factor = min(max(AIM_S / max(took_s, 1e-4), 0.5), 2.0)
        self._size = round(min(max(self._size * factor, _FEWEST), _MOST))

    def _gathered(self) -> StagedSlices:
        changed, added, removed = set[int](), dict[int, None](), dict[int, None]()
        for applied in self._parts:
            changed |= applied.delta.changed
            added |= dict.fromkeys(applied.delta.added)
            removed |= dict.fromkeys(applied.delta.removed)
        delta = Delta(frozenset(changed - added.keys() - removed.keys()), tuple(added), tuple(removed))
        inverses = tuple(applied.inverse for applied in reversed(self._parts))
        cells, skipped = (sum(getattr(applied, name) for applied in self._parts) for name in ("cells", "skipped"))
        return StagedSlices(delta, inverses, cells, skipped)


def in_pieces(changes: Sequence[Change]) -> Iterator[Bundle]:
    """Very many changes in bundles of some hundreds; those of one lead that follow each other stay together."""
    start = 0
    while start < len(changes):
        end = min(start + _PIECE, len(changes))
        while end < len(changes) and changes[end].row == changes[end - 1].row:
            end += 1
        yield changes[start:end]
        start = end


def _told_count(bundle: Bundle) -> int:
    """How many changes a person counts: a new lead is one only where it says nothing."""
    return len(bundle) - (len(bundle) > 1 and type(bundle[0]) is AddRow)


class SlicedGesture(QUndoCommand):
    """A gesture of many slices that was made already; undo and redo swap it with its inverse."""

    def __init__(self, staged: StagedSlices, label: str, *, put: Callable[[Sequence[ChangeSet]], StagedSlices]) -> None:
        super().__init__(label)
        self._inverses = staged.inverses
        self._put = put
        self._is_new = True
        self.left = 0
        """As in Gesture."""

    def redo(self) -> None:
        """Make it again. Qt also calls this when the command is pushed, when there is nothing to do."""
        if self._is_new:
            self._is_new = False
            return
        self._swap()

    def undo(self) -> None:
        """Take it back."""
        self._swap()

    def _swap(self) -> None:
        staged = self._put(self._inverses)
        self._inverses, self.left = staged.inverses, staged.skipped
