"""Ctrl+C, wherever it breaks in."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

import pytest

from copper_desk.cli.interrupt import stopping_on_interrupt

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process.")

LEAVING = """
import signal, threading
from copper_desk.cli.interrupt import stopping_on_interrupt
lock = threading.Lock()
def leave():
    with lock:
        print("left", flush=True)
with stopping_on_interrupt(lambda: None, leave=leave):
    with lock:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
    threading.Event().wait()
"""


def test_it_may_break_in_while_the_lock_is_held_that_stopping_needs(capsys: pytest.CaptureFixture[str]) -> None:
    lock, stopped = threading.Lock(), threading.Event()

    def stop() -> None:
        with lock:
            stopped.set()

    with stopping_on_interrupt(stop) as interrupted:
        with lock:
            signal.raise_signal(signal.SIGINT)
        assert stopped.wait(timeout=60)
        assert interrupted.is_set()
    assert capsys.readouterr().err.startswith("Stopping.")


def test_a_second_one_leaves_also_while_the_lock_is_held_that_leaving_needs() -> None:
    ended = subprocess.run([sys.executable, "-c", LEAVING], capture_output=True, text=True, check=False, timeout=60)
    assert (ended.returncode, ended.stdout) == (5, "left\n")


STUCK = """
import signal, threading
from copper_desk.cli.interrupt import stopping_on_interrupt
reached = threading.Event()
def stop():
    reached.set()
    threading.Event().wait()
with stopping_on_interrupt(stop):
    signal.raise_signal(signal.SIGINT)
    assert reached.wait(60)
    signal.raise_signal(signal.SIGINT)
    threading.Event().wait()
"""


def test_a_second_one_leaves_though_the_first_is_stuck() -> None:
    ended = subprocess.run([sys.executable, "-c", STUCK], capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 5


def test_without_one_nothing_is_stopped_and_the_former_handler_is_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with stopping_on_interrupt(lambda: pytest.fail("stopped")) as interrupted:
        assert signal.getsignal(signal.SIGINT) is not before
    assert not interrupted.is_set()
    assert signal.getsignal(signal.SIGINT) is before
