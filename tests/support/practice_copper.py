"""A practice server of its own process for tests that need a Copper to talk to, renewed for each test.

A pytest plugin. The server is started once a run; every test finds its account as the seed made it, without
faults, delays or rate limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from copper_desk.copper.client import CopperClient
from copper_desk.copper.connection import Connection, connection
from copper_desk.desk.desk import Desk
from copper_desk.practice.control import PracticeControl
from copper_desk.practice.process import PracticeAddress, PracticeProcess, PracticeStart

LEADS = 60


@dataclass(frozen=True, slots=True)
class PracticeCopper:
    """A running practice account: how a client reaches it, and a hand behind its scenes."""

    where: PracticeAddress
    control: PracticeControl

    def connection(self) -> Connection:
        """What a person would have typed to sign in."""
        return connection(self.where.base_url, self.where.email, self.where.api_key)

    def environment(self) -> dict[str, str]:
        """The variables with which ``--base-url`` signs in."""
        return {"COPPER_DESK_EMAIL": self.where.email, "COPPER_DESK_API_KEY": self.where.api_key}

    def ids(self) -> list[int]:
        """The ids of all leads, in ascending order."""
        return sorted(lead["id"] for lead in self.control.leads(["id"]))


@pytest.fixture(scope="session")
def _practice_server() -> Iterator[PracticeAddress]:
    with PracticeProcess(PracticeStart(leads=LEADS, limits=False)) as where:
        yield where


@pytest.fixture
def practice_copper(_practice_server: PracticeAddress) -> PracticeCopper:
    """The practice account with 60 leads, as new."""
    control = PracticeControl(_practice_server.address, _practice_server.api_key)
    control.reset(leads=LEADS, seed=1)
    control.limits(enabled=0)
    return PracticeCopper(_practice_server, control)


@pytest.fixture
def open_desk(practice_copper: PracticeCopper) -> Iterator[Desk]:
    """A desk open on ``practice_copper``, nothing loaded."""
    link = practice_copper.connection()
    desk = Desk.open(link, client=CopperClient(link))
    yield desk
    desk.close()
