"""The table from errors to verdicts, the sizes of a split, and the waits."""

from __future__ import annotations

import pytest

from copper_desk.copper.error import (
    AuthRejected,
    BatchTooLarge,
    CertificateRejected,
    CopperError,
    ProtocolSurprise,
    ProxyRejected,
    RateLimited,
    RequestRejected,
    ServerFault,
    TransportFailure,
)
from copper_desk.push.retry import backoff_s
from copper_desk.push.verdict import Verdict, split_size, verdict_on


@pytest.mark.parametrize(
    ("error", "leads", "verdict"),
    [
        (RateLimited("", retry_after_s=None), 10, Verdict.RESEND),
        (RateLimited("", retry_after_s=7.0), 1, Verdict.RESEND),
        (TransportFailure("", sent=False), 10, Verdict.RECONNECT),
        (ProxyRejected("", status=407), 10, Verdict.STOP),
        (ProxyRejected("", status=502), 10, Verdict.RECONNECT),
        (ProxyRejected("", status=None), 10, Verdict.RECONNECT),
        (CertificateRejected(""), 10, Verdict.STOP),
        (TransportFailure("", sent=True), 10, Verdict.VERIFY),
        (ServerFault("", status=500), 10, Verdict.VERIFY),
        (ServerFault("", status=502), 1, Verdict.VERIFY),
        (ProtocolSurprise("", sample="<html>"), 10, Verdict.VERIFY),
        (CopperError("of a kind that is not known yet"), 10, Verdict.VERIFY),
        (AuthRejected("", status=401), 10, Verdict.STOP),
        (AuthRejected("", status=403), 1, Verdict.STOP),
        (RequestRejected("", status=422), 10, Verdict.SPLIT),
        (RequestRejected("", status=400), 2, Verdict.SPLIT),
        (RequestRejected("", status=404), 1, Verdict.REFUSE),
        (RequestRejected("", status=408), 10, Verdict.VERIFY),
        (BatchTooLarge("", status=422, limit=5), 10, Verdict.SHRINK),
        (BatchTooLarge("", status=422, limit=10), 10, Verdict.SPLIT),
        (BatchTooLarge("", status=422, limit=0), 10, Verdict.SPLIT),
        (BatchTooLarge("", status=422, limit=1), 1, Verdict.REFUSE),
    ],
)
def test_verdict(error: CopperError, leads: int, verdict: Verdict) -> None:
    assert verdict_on(error, leads=leads) is verdict


@pytest.mark.parametrize(("leads", "size"), [(10, 5), (6, 5), (5, 1), (2, 1)])
def test_a_split_always_gets_smaller(leads: int, size: int) -> None:
    assert split_size(leads) == size < leads


def test_waits_grow_to_a_bound_and_spread() -> None:
    assert [backoff_s(n, random=lambda: 0.0) for n in range(7)] == [0.5, 1, 2, 4, 8, 15, 15]
    assert backoff_s(0, random=lambda: 0.999) == pytest.approx(1.0, abs=0.01)
    assert backoff_s(10_000 % 900, random=lambda: 0.5) <= 30
