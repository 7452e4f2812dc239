"""A stop reaches whoever waits, at once, and stays."""

from __future__ import annotations

import threading

import pytest

from copper_desk.copper.cancel import Cancelled, CancelToken


def test_a_new_token_lets_work_go_on() -> None:
    token = CancelToken()
    token.raise_if_cancelled()
    assert not token.is_cancelled
    assert not token.wait(0)


def test_a_cancelled_token_stays_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    token.cancel()
    assert token.is_cancelled
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()


def test_cancel_ends_a_wait_in_another_thread() -> None:
    token, woken = CancelToken(), threading.Event()

    def work() -> None:
        if token.wait(30):
            woken.set()

    thread = threading.Thread(target=work)
    thread.start()
    token.cancel()
    thread.join(5)
    assert woken.is_set()


def test_a_listener_hears_a_cancel_inside_the_block_only() -> None:
    heard: list[str] = []
    token = CancelToken()
    with token.listening(lambda: heard.append("first")):
        token.cancel()
    token.cancel()
    assert heard == ["first"]


def test_a_listener_hears_a_cancel_that_came_before() -> None:
    heard: list[str] = []
    token = CancelToken()
    token.cancel()
    with token.listening(lambda: heard.append("late")):
        assert heard == ["late"]
