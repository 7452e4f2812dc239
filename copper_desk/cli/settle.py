"""``copper-desk settle``: asks Copper about the leads of which nobody knows whether it took them. Sends nothing new.

Also what every command that writes does first: a lead in doubt is held until Copper was asked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.interrupt import stopping_on_interrupt
from copper_desk.cli.progress import progressing
from copper_desk.cli.speech import counted, say, show_json
from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import CopperError
from copper_desk.desk.desk import Desk
from copper_desk.desk.file_memory import file_memory
from copper_desk.push.settle_run import Settled, SettleEnd
from copper_desk.sheet.outcome import Accepted, Gone, NotSent, Unknown
from copper_desk.sheet.phase import Phase

_WORDS = {Accepted: "accepted", NotSent: "not_sent", Gone: "gone", Unknown: "unknown"}
_SENTENCES = {
    "accepted": "{n} had arrived",
    "not_sent": "{n} had not arrived",
    "gone": "{n} gone from Copper",
    "unknown": "{n} cannot be told",
}
_STOPPING = "Stopping. What was not asked yet stays in doubt; press Ctrl+C again to leave at once."


@dataclass(frozen=True, slots=True)
class Answers:
    """What Copper said, counted by the words of the JSON; ``left`` leads could not be asked about, for ``error``."""

    counts: Counter[str] = field(default_factory=Counter)
    left: int = 0
    error: CopperError | None = None
    is_stopped: bool = False


def settle(desk: Desk, *, as_json: bool) -> ExitCode:
    """Ask about every lead in doubt, and say what waits to be sent. Raises Finished when Copper cannot be asked."""
    asked = len(desk.doubts)
    answers = ask_doubts(desk)
    waiting = sum(desk.sheet.phase(row) is Phase.NOT_SENT for row in desk.sheet.changed_rows())
    if as_json:
        counts = {word: answers.counts[word] for word in _WORDS.values()}
        show_json({"asked": asked, **counts, "left": answers.left, "waiting": waiting})
    if not asked:
        say("No lead is in doubt.")
    if waiting:
        leads = counted(waiting, "1 lead was not sent and waits", "{n} leads were not sent and wait")
        say(f"{leads}: “copper-desk push --resume” sends what is left of a file, the window all else.")
    if answers.error is not None:
        raise Finished(ExitCode.NO_CONNECTION, answers.error.message)
    if answers.is_stopped:
        return ExitCode.STOPPED
    return ExitCode.SOME_LEFT if answers.left or answers.counts["unknown"] else ExitCode.DONE


def settle_first(desk: Desk) -> None:
    """What every command that sends does before anything else. Raises Finished with code 5 when it is stopped."""
    if ask_doubts(desk).is_stopped:
        raise Finished(ExitCode.STOPPED, "Stopped. Nothing was sent.")


def ask_doubts(desk: Desk) -> Answers:
    """Ask, put what Copper says into the sheet, and say it in a sentence. Does nothing where nothing is in doubt."""
    answers = _asked(desk) if len(desk.doubts) else Answers()
    memory = file_memory(desk)
    if memory is not None:
        memory.learn_created()
        memory.close_what_is_over()
    if answers.counts:
        total = counted(answers.counts.total(), "1 lead was in doubt", "{n} leads were in doubt")
        told = (_SENTENCES[word].format(n=f"{count:,}") for word, count in answers.counts.items() if count)
        say(f"{total} since an earlier push: {', '.join(told)}.")
    if answers.left:
        say(counted(answers.left, "1 lead is still in doubt.", "{n} leads are still in doubt."))
    return answers


def _asked(desk: Desk) -> Answers:
    counts: Counter[str] = Counter()

    def take(result: Settled) -> None:
        desk.settle_doubt(result)
        counts[_WORDS[type(result)]] += 1

    cancel = CancelToken()
    with (
        progressing(f"Asking Copper about {counted(len(desk.doubts), '1 lead', '{n} leads')}") as progress,
        stopping_on_interrupt(cancel.cancel, sentence=_STOPPING, leave=progress.stop) as interrupted,
    ):
        end: SettleEnd = desk.settle_run().run(take, cancel)
    return Answers(counts, len(end.unsettled), end.error, interrupted.is_set())
