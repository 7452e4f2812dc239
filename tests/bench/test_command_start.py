"""How long the command line takes before it can do anything, beside the interpreter alone."""

import subprocess
import sys

import pytest
from pytest_benchmark.fixture import BenchmarkFixture


@pytest.mark.benchmark(group="start of the command line")
@pytest.mark.parametrize("code", ["pass", "import copper_desk.cli.command"], ids=["interpreter alone", "copper-desk"])
def test_start(benchmark: BenchmarkFixture, code: str) -> None:
    answer = benchmark(subprocess.run, [sys.executable, "-c", code], check=True)
    assert answer.returncode == 0
