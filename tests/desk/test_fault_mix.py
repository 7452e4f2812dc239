"""Several faults in one push, thrown by the dice: no count is determined, but all that must hold of any."""

from __future__ import annotations

import os
import random

import pytest

from tests.desk.faulty_push import LEADS, Job, Kind
from tests.desk.honesty import assert_can_be_finished, assert_honest
from tests.desk.kept_desk import Computer, computer

__all__ = ["computer"]

THROWS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 3

_ON_WRITES = (
    "drop-before", "drop-after", "500", "500-after", "502", "502-after", "html", "truncate", "cut", "empty", "short=3",
    "long", "reorder", "object", "unfaithful", "429", "422",
)  # fmt: skip
"""Not "other-id": in an answer for one new lead alone, nobody could tell that its id is another's."""
_ON_READS = ("500", "502", "drop-before", "429", "html", "short=2", "truncate")


def _thrown(dice: random.Random, kind: Kind) -> str:
    faults = [f"{dice.choice(_ON_WRITES)}@bulk:{dice.randint(1, 6)}" for _ in range(4)]
    others = [
        f"{dice.choice(_ON_READS)}@{dice.choice(['search', 'fetch', 'reads'])}:{dice.randint(1, 5)}x3",
        f"limit={dice.choice([1, 3, 5])}@bulk:{dice.randint(1, 3)}",
    ]
    if kind is Kind.UPDATES:
        others.append("rival=details@bulk_update:%2")
    # A lead deleted under a refused call would be both not sent and gone.
    is_deleted = kind is Kind.UPDATES and dice.random() < 1 / 2
    others.append("gone=2@bulk_update:2" if is_deleted else f"401@bulk:{dice.randint(3, 6)}x*")
    return ",".join([*faults, *(fault for fault in others if dice.random() < 1 / 3)])


@pytest.mark.soak
@pytest.mark.parametrize("throw", range(THROWS))
@pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.value)
def test_several_faults(computer: Computer, kind: Kind, throw: int) -> None:
    job = Job.begun(computer, kind)
    job.control.faults(_thrown(random.Random(throw), kind))
    assert job.push().planned == LEADS
    assert_honest(job)
    assert_can_be_finished(job)
