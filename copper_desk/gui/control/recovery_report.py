"""How pushes stood that the program did not finish, and what came of the leads in doubt, in sentences of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from copper_desk.copper.error import CopperError
from copper_desk.desk.recovery import Recovery
from copper_desk.push.settle_run import Settled
from copper_desk.sheet.outcome import Accepted, Gone, NotSent, Unknown
from copper_desk.wording import counted, later, number, tr


def recovered_sentence(recoveries: Iterable[Recovery]) -> str:
    """ "The last push was cut short: 3,905 accepted, 7 being checked, 4,088 not sent." """
    found = list(recoveries)
    doubts, unsent = sum(len(each.doubts) for each in found), sum(len(each.unsent) for each in found)
    return _cut_short(found, arrived=0, doubts=doubts, unsent=unsent)


def settled_sentence(
    recoveries: Iterable[Recovery], told: Mapping[type[Settled], int], *, arrived: int, unsent: int
) -> str:
    """ "The last push was cut short: 3,910 accepted, 4,090 not sent. 7 leads were checked in Copper: 5 had arrived,
    2 had not arrived." ``told`` is what this check came to, ``arrived`` counts what all checks found in Copper."""
    return f"{_cut_short(list(recoveries), arrived=arrived, doubts=0, unsent=unsent)} {checked_sentence(told)}"


def _cut_short(found: Sequence[Recovery], *, arrived: int, doubts: int, unsent: int) -> str:
    parts = (
        (sum(each.accepted for each in found) + arrived, later("{n} accepted")),
        (sum(each.failed for each in found), later("{n} failed")),
        (doubts, later("{n} being checked")),
        (unsent, later("{n} not sent")),
    )
    counts = ", ".join(tr(words, n=number(count)) for count, words in parts if count) or tr("nothing was sent")
    return counted(
        len(found), "The last push was cut short: {counts}.", "{n} pushes were cut short: {counts}.", counts=counts
    )


def checked_sentence(told: Mapping[type[Settled], int]) -> str:
    """ "7 leads were checked in Copper: 5 had arrived, 2 had not arrived." """
    total = sum(told.values())
    parts = (
        (told.get(Accepted, 0), later("{n} had arrived")),
        (told.get(NotSent, 0), later("{n} had not arrived")),
        (
            told.get(Gone, 0),
            later("{n} is gone from Copper") if told.get(Gone) == 1 else later("{n} are gone from Copper"),
        ),
        (told.get(Unknown, 0), later("{n} cannot be told")),
    )
    counts = ", ".join(tr(words, n=number(count)) for count, words in parts if count)
    return counted(
        total, "1 lead was checked in Copper: {counts}.", "{n} leads were checked in Copper: {counts}.", counts=counts
    )


def unreached_sentence(leads: int, error: CopperError) -> str:
    """Why some are still in doubt."""
    rest = counted(
        leads,
        "1 lead could not be checked and stays marked as not confirmed.",
        "{n} leads could not be checked and stay marked as not confirmed.",
    )
    return f"{rest} {error.message}"
