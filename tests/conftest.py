"""What holds for every test; each part explains itself in its own plugin."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "pytester",
    "tests.support.boundary",
    "tests.support.silence",
    "tests.support.secret_service",
    "tests.support.room_coverage",
    "tests.support.practice_copper",
    "tests.support.closed_window",
    "tests.benchmarks.record",
]

# No deadline: a busy machine would turn a slow example into a failure. Timings belong to `make bench`.
settings.register_profile("default", deadline=None, max_examples=50)
# The same examples in every run, so that a red build is the fault of its change.
settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))
