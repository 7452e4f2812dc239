"""A cell in words: its tooltip and what a screen reader says. Never colour alone.

Text out of a sheet; knows nothing of widgets.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable

from copper_desk.gui.grid.cell_state import CellState
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.problem import Origin, Problem
from copper_desk.leads.value import CellValue, Unparsed
from copper_desk.wording import retold, tr

_TOOLTIP_COLUMNS = 80


def sentence(problem: Problem) -> str:
    """A problem as people read it; Copper's own words are introduced as such."""
    if problem.origin is Origin.COPPER:
        return tr("Copper refused: {message}", message=retold(problem.message))
    return retold(problem.message)


def tooltip(*, full_text: str, loaded: str | None, problems: Iterable[Problem], notes: Iterable[str] = ()) -> str:
    """The lines of a cell's tooltip: problems, notes, then the loaded value, then text of several lines."""
    lines = [*(sentence(problem) for problem in problems), *notes]
    if loaded is not None:
        lines.append(tr("Loaded: {value}", value=loaded or tr("(empty)")))
    if "\n" in full_text:
        lines.append(full_text)
    return "\n".join(wrapped for line in lines for wrapped in _wrapped(line))


def sent_note(sent: str) -> str:
    """Beside a value that Copper accepted and shows in another form than ``sent``."""
    return tr("Accepted, but Copper shows it differently. Sent: {value}", value=sent or tr("(empty)"))


def former_option_notes(field: Field, value: CellValue, former: Callable[[str, int], str | None]) -> list[str]:
    """One line for each option in a cell that the account no longer lists and whose name is still known.

    ``former`` answers with the name, by field key and option id.
    """
    if field.kind not in {FieldKind.DROPDOWN, FieldKind.MULTI_SELECT} or field.choices is None:
        return []
    ids = value if isinstance(value, tuple) else (value,)
    unlisted = [each for each in ids if isinstance(each, int) and each not in field.choices]
    named = [(each, former(field.key, each)) for each in unlisted]
    return [
        tr("#{id} was “{name}”, which {field} no longer offers.", id=each, name=name, field=field.label)
        for each, name in named
        if name
    ]


def spoken(label: str, text: str, state: CellState, problems: Iterable[Problem]) -> str:
    """What a screen reader says: "Email, ben@harbor, changed, Copper refused: is invalid"."""
    parts = [label, text or tr("empty")]
    if state.cleared:
        parts[1:] = [tr("cleared")]
    elif state.changed:
        parts.append(tr("changed"))
    elif state.altered:
        parts.append(tr("accepted, changed by Copper"))
    if state.read_only:
        parts.append(tr("read-only"))
    return ", ".join([*parts, *(sentence(problem) for problem in problems)])


def problem_of(value: CellValue, found: Problem | None) -> Problem | None:
    """The problem to tell for a cell: the one that was found, else that its text could not be read."""
    if found is None and isinstance(value, Unparsed):
        return Problem(value.message)
    return found


def _wrapped(text: str) -> list[str]:
    return [wrapped for line in text.splitlines() for wrapped in textwrap.wrap(line, _TOOLTIP_COLUMNS) or [""]]
