"""How a push ended, in one sentence of a person. Knows nothing of widgets."""

from __future__ import annotations

from copper_desk.gui.control.push_score import PushScore, Standing
from copper_desk.gui.wording import counted, number, tr


def end_sentence(score: PushScore) -> str:
    """What became of the planned leads; says first what went wrong, and that nothing was lost."""
    counts = score.counts()
    troubles = [
        *_refused(counts[Standing.FAILED], score.planned),
        *_uncertain(counts[Standing.UNKNOWN]),
        *_held(counts[Standing.NOT_SENT], score.reasons.get(Standing.NOT_SENT, "")),
    ]
    if not troubles:
        return counted(score.planned, "Copper accepted the lead.", "Copper accepted all {n} leads.")
    return " ".join([*troubles, tr("Nothing was lost: they are marked in the sheet.")])


def _refused(failed: int, planned: int) -> tuple[str, ...]:
    if not failed:
        return ()
    if planned == 1:
        return (tr("Copper refused the lead."),)
    return (tr("Copper refused {failed} of {planned} leads.", failed=number(failed), planned=number(planned)),)


def _uncertain(unknown: int) -> tuple[str, ...]:
    if not unknown:
        return ()
    return (counted(unknown, "1 lead is not confirmed.", "{n} leads are not confirmed."),)


def _held(not_sent: int, reason: str) -> tuple[str, ...]:
    if not not_sent:
        return ()
    sentence = counted(not_sent, "1 lead was not sent.", "{n} leads were not sent.")
    return (f"{sentence[:-1]}: {reason}" if reason else sentence,)
