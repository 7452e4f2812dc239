"""Has a pattern run over texts in a process of its own, and ends that process when it takes too long.

Asks ``sheet/pattern_main``; never blocks the window. Knows nothing of cells.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from copper_desk.sheet.pattern import Query
from copper_desk.sheet.pattern_switch import PATTERN_SWITCH
from copper_desk.wording import tr

LIMIT_MS = 5_000
"""A pattern that takes longer is stopped: a sound one is through 100,000 texts in a tenth of a second."""

_END_MS = 2_000


@dataclass(frozen=True, slots=True)
class PatternAnswer:
    """What was found, each text with what it becomes; or ``trouble``, a sentence."""

    found: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""


class PatternProcess(QObject):
    """``answered`` carries a PatternAnswer, once for the question asked last; an earlier one is dropped. ``started``:
    the process of a question runs. ``limit`` ends one that takes too long."""

    answered = Signal(object)
    started = Signal()

    def __init__(self, *, limit_ms: int = LIMIT_MS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._found: dict[str, str] = {}
        self._trouble = ""
        self._has_answer = False
        self.limit = QTimer(self, interval=limit_ms, singleShot=True)
        self.limit.timeout.connect(self._on_limit_timeout)

    @property
    def is_running(self) -> bool:
        """Whether a question is open."""
        return self._process is not None

    def ask(self, query: Query, texts: Sequence[str]) -> None:
        """Run the pattern over these texts."""
        self.begin(query)
        self.give(texts)
        self.finish()

    def begin(self, query: Query) -> None:
        """Ask a new question, whose texts are still to be given."""
        self.stop()
        self._found, self._trouble, self._has_answer = {}, "", False
        process = self._process = QProcess(self)
        process.setProcessEnvironment(_environment())
        process.started.connect(self.started)
        process.finished.connect(self._on_process_finished)
        process.errorOccurred.connect(self._on_process_error)
        process.readyReadStandardOutput.connect(self._on_process_ready)
        program, *arguments = _command()
        process.start(program, arguments)
        self._write(asdict(query))

    def give(self, texts: Sequence[str]) -> None:
        """Some of the texts."""
        self._write(list(texts))

    def finish(self) -> None:
        """These were all the texts: the answer comes, or the time is up."""
        if self._process is not None:
            self._process.closeWriteChannel()
            self.limit.start()

    def stop(self) -> None:
        """Drop the open question, if there is one."""
        process, self._process = self._process, None
        self.limit.stop()
        if process is not None:
            process.finished.disconnect(self._on_process_finished)
            process.errorOccurred.disconnect(self._on_process_error)
            process.readyReadStandardOutput.disconnect(self._on_process_ready)
            process.kill()
            process.waitForFinished(_END_MS)
            process.deleteLater()

    def _on_limit_timeout(self) -> None:
        self.stop()
        self.answered.emit(
            PatternAnswer(
                trouble=tr(
                    "The pattern took longer than {s} seconds and was stopped. Nested repeats such as (a+)+ do that.",
                    s=f"{self.limit.interval() / 1000:g}",
                )
            )
        )

    def _on_process_finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        process = self._process
        if process is None:
            return
        self._on_process_ready()
        self.stop()
        is_whole = code == 0 and self._has_answer
        self.answered.emit(PatternAnswer(self._found, self._trouble) if is_whole else _no_answer())

    def _on_process_ready(self) -> None:
        """Read what it found so far."""
        process = self._process
        while process is not None and process.canReadLine():
            told: dict[str, Any] = json.loads(bytes(process.readLine().data()))
            self._has_answer = True
            self._found |= told.get("found", {})
            text, values = told.get("trouble", ("", {}))
            self._trouble = tr(text, **values) if text else ""

    def _write(self, told: object) -> None:
        if self._process is not None:
            self._process.write(json.dumps(told).encode() + b"\n")

    def _on_process_error(self, error: QProcess.ProcessError) -> None:
        """It did not start; whatever ends it later comes as ``finished``."""
        if error is QProcess.ProcessError.FailedToStart:
            self.stop()
            self.answered.emit(_no_answer())


def _no_answer() -> PatternAnswer:
    return PatternAnswer(trouble=tr("The pattern could not be run. Plain words can be looked for without one."))


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, PATTERN_SWITCH]
    return [sys.executable, "-S", "-m", "copper_desk.sheet.pattern_main"]


def _environment() -> QProcessEnvironment:
    """This environment, in which the package is found even when it was never installed."""
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONPATH", str(Path(__file__).resolve().parents[3]))
    return environment
