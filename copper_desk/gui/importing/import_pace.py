"""How far a piece of work is and how long it will still take, in words. Time is given, never read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from copper_desk.wording import duration, number, tr

_TELLING_S = 1.0
"""Before that neither a rate nor a time left is worth saying."""


@dataclass(frozen=True, slots=True)
class Pace:
    """``done`` of ``whole`` things ``now_s``, begun at ``began_s``; times are seconds of one clock."""

    began_s: float
    now_s: float = 0.0
    done: int = 0
    whole: int = 0

    def at(self, done: int, whole: int, *, now_s: float) -> Pace:
        """The same work, later."""
        return replace(self, done=done, whole=whole, now_s=now_s)

    @property
    def rate(self) -> float:
        """Things a second so far; 0.0 while nothing is known."""
        span_s = self.now_s - self.began_s
        return self.done / span_s if span_s > 0 else 0.0

    def words(self) -> str:
        """ "45,000 of 100,000", and after a while " · 38,000/s · about 2 s left"; "" before anything is done."""
        if not self.done:
            return ""
        counted = tr("{done} of {whole}", done=number(self.done), whole=number(self.whole))
        left = self.left_words()
        rate = tr("{rate}/s", rate=number(round(self.rate)))
        return f"{counted} · {rate} · {left}" if left else counted

    def left_words(self) -> str:
        """ "about 2 s left"; "" while that is not worth saying."""
        if self.now_s - self.began_s < _TELLING_S or not 0 < self.done < self.whole:
            return ""
        left_s = (self.whole - self.done) / self.rate
        return tr("about {time} left", time=duration(max(1.0, left_s)))
