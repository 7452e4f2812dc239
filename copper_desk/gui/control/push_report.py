"""How a push ended, in one sentence of a person. Knows nothing of widgets."""

from __future__ import annotations

from copper_desk.gui.control.push_score import PushScore, Standing
from copper_desk.push.run import STOPPED
from copper_desk.wording import counted, number, retold, tr


def end_sentence(score: PushScore) -> str:
    """What became of the planned leads; says first what went wrong, and that nothing was lost."""
    counts = score.counts()
    troubles = [
        *_refused(counts[Standing.FAILED] - score.gone, score.planned),
        *_gone(score.gone),
        *_uncertain(counts[Standing.UNKNOWN]),
        *_in_conflict(score.conflicts),
        *_held(counts[Standing.NOT_SENT] - score.conflicts, score.reasons.get(Standing.NOT_SENT, "")),
    ]
    if not troubles:
        return counted(score.planned, "Copper accepted the lead.", "Copper accepted all {n} leads.")
    accepted = counts[Standing.ACCEPTED]
    good = [counted(accepted, "1 lead was accepted.", "{n} leads were accepted.")] if _was_stopped(score) else []
    return " ".join([*troubles, *good, tr("Nothing was lost: they are marked in the sheet.")])


def _was_stopped(score: PushScore) -> bool:
    """Whether the person stopped it: then what went through is news as well."""
    return score.reasons.get(Standing.NOT_SENT, "") == STOPPED


def _refused(failed: int, planned: int) -> tuple[str, ...]:
    if not failed:
        return ()
    if planned == 1:
        return (tr("Copper refused the lead."),)
    return (tr("Copper refused {failed} of {planned} leads.", failed=number(failed), planned=number(planned)),)


def _gone(leads: int) -> tuple[str, ...]:
    if not leads:
        return ()
    return (counted(leads, "1 lead is gone from Copper.", "{n} leads are gone from Copper."),)


def _uncertain(unknown: int) -> tuple[str, ...]:
    if not unknown:
        return ()
    return (counted(unknown, "1 lead is not confirmed.", "{n} leads are not confirmed."),)


def _in_conflict(leads: int) -> tuple[str, ...]:
    if not leads:
        return ()
    return (
        counted(
            leads,
            "1 lead was changed by someone else too and is held back.",
            "{n} leads were changed by someone else too and are held back.",
        ),
    )


def _held(not_sent: int, reason: str) -> tuple[str, ...]:
    if not not_sent:
        return ()
    if reason == STOPPED:
        return (counted(not_sent, "Stopped: 1 lead was not sent.", "Stopped: {n} leads were not sent."),)
    sentence = counted(not_sent, "1 lead was not sent.", "{n} leads were not sent.")
    return (f"{sentence[:-1]}: {_closed(retold(reason))}" if reason else sentence,)


def _closed(sentence: str) -> str:
    """With a stop at its end: what Copper says may have none, and another sentence follows."""
    return sentence if sentence.endswith((".", "!", "?", "…", "”")) else f"{sentence}."
