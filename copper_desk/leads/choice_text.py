"""Owners, statuses, sources and options as text: by name in any case, and a sentence that helps when there is none.

Knows nothing of lists of choices on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from copper_desk.leads.account import Choice
from copper_desk.leads.builtin import EMAIL_CATEGORIES
from copper_desk.leads.character import code_line, folded_name
from copper_desk.leads.choice import Choices
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.style import TextStyle
from copper_desk.leads.unreadable import Unreadable, quoted
from copper_desk.wording import later, number, tr

_NO_CHOICES = Choices(())
_MAILBOX = re.compile(r".*<([^<>]+)>")
_LISTED = 8
_NEAR_PERCENT = 72
_LONGEST_NAME = 120

_NOUNS = {
    FieldKind.PERSON: (later("a user of this account"), later("Users")),
    FieldKind.STATUS: (later("a status of this account"), later("Statuses")),
    FieldKind.SOURCE: (later("a source of this account"), later("Sources")),
}


def choice_text(field: Field, value: int, _style: TextStyle) -> str:
    """The label of an id: its name, or ``#167775 (unknown)``."""
    return choices_of(field).label_of(value)


def choice_value(field: Field, text: str, _style: TextStyle) -> int:
    """The id that ``text`` names. Raises Unreadable when none or more than one goes by it."""
    return choice_named(field, code_line(text))


def choice_named(field: Field, word: str) -> int:
    """The id that goes by ``word``. Raises Unreadable, naming all that do, or the nearest, or the whole list."""
    choices = choices_of(field)
    ids = choices.ids_named(word)
    if not ids and field.kind is FieldKind.PERSON and (mailbox := _MAILBOX.fullmatch(word)):
        ids = choices.ids_named(mailbox[1])
    if len(ids) > 1:
        ids = tuple(i for i in ids if choices.name_of(i) == word) or ids
    if len(ids) == 1:
        return ids[0]
    raise Unreadable(_ambiguous(field, word, ids) if ids else _unlisted(field, word))


def names_nothing(field: Field, text: str) -> bool:
    """Whether no choice goes by ``text``; known at once, where ``choice_value`` looks for the nearest to name."""
    try:
        word = code_line(text)
    except Unreadable:
        return False
    choices = choices_of(field)
    mailbox = _MAILBOX.fullmatch(word) if field.kind is FieldKind.PERSON else None
    return not (choices.ids_named(word) or (mailbox and choices.ids_named(mailbox[1])))


def unlisted_sentence(field: Field, word: str) -> str:
    """That no choice goes by a word: “Bo” is not a user of this account."""
    known = _NOUNS.get(field.kind)
    noun = tr("an option of {field}", field=field.label) if known is None else tr(known[0])
    return tr("{word} is not {noun}.", word=quoted(word), noun=noun)


def category_value(_field: Field, text: str, _style: TextStyle) -> str:
    """One of Copper's e-mail categories, in lower case. Raises Unreadable for any other word."""
    word = folded_name(code_line(text))
    if word in EMAIL_CATEGORIES:
        return word
    raise Unreadable(tr("{text} is not a category of an e-mail. Write work, personal or other.", text=quoted(text)))


def choices_of(field: Field) -> Choices:
    """The choices of a field; none for a field that has no list."""
    return _NO_CHOICES if field.choices is None else field.choices


def _ambiguous(field: Field, word: str, ids: Iterable[int]) -> str:
    labels = [choices_of(field).label_of(i) for i in ids]
    return tr(
        "{word} could be {some} or {other}. Write one of these in full.",
        word=quoted(word),
        some=", ".join(labels[:-1]),
        other=labels[-1],
    )


def _unlisted(field: Field, word: str) -> str:
    _, plural = _NOUNS.get(field.kind, ("", later("Options")))
    start = unlisted_sentence(field, word)
    choices = choices_of(field)
    near = nearest(choices, folded_name(word))
    if near is not None:
        return tr("{start} Did you mean {near}?", start=start, near=quoted(near))
    if not choices:
        return tr("{start} It has none.", start=start)
    return tr("{start} {choices}: {names}.", start=start, choices=tr(plural), names=_listing(choices.entries))


def _listing(entries: tuple[Choice, ...]) -> str:
    names = ", ".join(choice.name for choice in entries[:_LISTED])
    more = len(entries) - _LISTED
    return tr("{names} and {n} more", names=names, n=number(more)) if more > 0 else names


@lru_cache(maxsize=2048)
def nearest(choices: Choices, word: str) -> str | None:
    """The label whose name is nearest to ``word`` (folded), or None when nothing is near."""
    if not word or len(word) > _LONGEST_NAME:
        return None
    from rapidfuzz import fuzz, process

    names = folded_names(choices)
    found = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=_NEAR_PERCENT)
    found = found or process.extractOne(word, names, scorer=fuzz.token_sort_ratio, score_cutoff=90)
    if found is not None:
        return choices.label_of(found[2])
    begun = [choice_id for choice_id, name in names.items() if len(word) > 2 and name.startswith(word)]
    return choices.label_of(begun[0]) if len(begun) == 1 else None


@lru_cache(maxsize=64)
def folded_names(choices: Choices) -> Mapping[int, str]:
    """The name of each id as names are compared. Kept, because a file may name nothing a hundred thousand times."""
    return {choice.id: folded_name(choice.name) for choice in choices.entries}
