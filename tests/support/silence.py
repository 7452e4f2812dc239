"""A log message at WARNING or above fails the test in which it was written, unless the test expects it.

A pytest plugin. Python's own warnings fail by ``filterwarnings = error`` and Qt's messages by
``qt_log_level_fail`` in pyproject.toml.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest


class LogWatch(logging.Handler):
    """Holds the records at WARNING and above until somebody expects them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    @contextmanager
    def expect(self, pattern: str) -> Iterator[None]:
        """The block must log at WARNING or above, and only messages in which ``pattern`` is found."""
        start = len(self.records)
        yield
        logged = self.records[start:]
        assert logged, f"No log message at WARNING or above; expected {pattern!r}."
        self.records[start:] = [record for record in logged if not re.search(pattern, record.getMessage())]


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Watches the root logger while the test and its fixtures run."""
    watch = LogWatch()
    logging.getLogger().addHandler(watch)
    yield watch
    logging.getLogger().removeHandler(watch)
    lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in watch.records]
    assert not lines, "The test logged what it did not expect (see expect_log):\n" + "\n".join(lines)


@pytest.fixture
def expect_log(log_watch: LogWatch) -> Callable[[str], AbstractContextManager[None]]:
    """``with expect_log("refused"):`` around the code that is meant to log a warning or an error."""
    return log_watch.expect
