"""Why a text could not be read, as a sentence for the person who typed it.

Raised by the readers of the single kinds; only ``value_of`` catches it and keeps the text as ``Unparsed``.
"""

from __future__ import annotations

from copper_desk.wording import tr

_SHOWN_CHARACTERS = 60


class Unreadable(ValueError):
    """The text has no value of its kind. ``str()`` is the sentence to show."""


def quoted(text: str) -> str:
    """``text`` as it is named inside a sentence: on one line, in quotation marks, shortened."""
    line = " ".join(text.split())
    if len(line) > _SHOWN_CHARACTERS:
        line = line[:_SHOWN_CHARACTERS].rstrip() + "…"
    return tr("“{text}”", text=line)
