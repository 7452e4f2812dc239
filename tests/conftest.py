"""What holds for every test; each part explains itself in its own plugin."""

import os

import pytest
from hypothesis import HealthCheck, settings

MOST_WORKERS = 8
"""Each holds Qt, pandas and a practice server: some 300 MB."""

pytest_plugins = [
    "pytester",
    "tests.support.boundary",
    "tests.support.silence",
    "tests.support.secret_service",
    "tests.support.room_coverage",
    "tests.support.unmeasured",
    "tests.support.practice_copper",
    "tests.support.closed_window",
    "tests.support.spoken",
    "tests.benchmarks.record",
]

# No deadline: a busy machine would turn a slow example into a failure. Timings belong to `make bench`.
settings.register_profile("default", deadline=None, max_examples=50)
# The same examples in every run, so that a red build is the fault of its change.
settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two workers a processor for ``--numprocesses=auto``: one waits for its pace while the other computes."""
    return min(2 * (os.cpu_count() or 1), MOST_WORKERS)
