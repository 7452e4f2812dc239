"""Prints, as JSON, how many references to None and True a stretch of ordinary Qt calls dropped or left behind.

A program of its own, run by test_pyside_canary.py: where the fault is present, the interpreter that meets it
is on its way to an abort and not fit to run another test.
"""

import json
import sys

from PySide6.QtCore import QObject, Signal

# Few enough that the faulty version is measured before it aborts.
CALLS = 50


class Sender(QObject):
    """Something to call and to emit."""

    sent = Signal(object)


def drift() -> dict[str, int]:
    """The change in the reference counts of None and True over CALLS calls without result and CALLS emits."""
    sender = Sender()
    received: list[object] = []
    sender.sent.connect(received.append)
    # Held in a list of fixed size, so that the measurement makes no reference of its own in between.
    before = [sys.getrefcount(None), sys.getrefcount(True)]
    for number in range(CALLS):
        sender.setObjectName("a name")
        sender.blockSignals(False)
        sender.sent.emit(number)
    after = [sys.getrefcount(None), sys.getrefcount(True)]
    assert len(received) == CALLS
    return {"None": after[0] - before[0], "True": after[1] - before[1]}


if __name__ == "__main__":
    drift()  # Fills the caches, which hold references for good.
    sys.stdout.write(json.dumps(drift()))
