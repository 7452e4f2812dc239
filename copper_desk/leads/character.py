"""What is done to characters before any kind reads a text: what no one can see goes, what no one can send is refused.

Knows nothing of fields. Line breaks of all systems become one; what else a text holds stays as it was typed.
"""

from __future__ import annotations

import re
import unicodedata

from copper_desk.leads.unreadable import Unreadable
from copper_desk.wording import tr

_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")  # \x0b is the soft break of Word and Excel
_BREAK_IN_LINE = re.compile(r"[ \t]*[\n\t][ \t\n]*")

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphen, zero-width space, word joiner, byte order mark: they come with copied text and mean nothing."""

_SHAPING = "\u061c\u200c\u200d\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SHAPING_AT_END = re.compile(rf"^[\s{_SHAPING}]+|[\s{_SHAPING}]+$")
_SHAPING_ANYWHERE = re.compile(f"[{_SHAPING}]")
"""Joiners and direction marks. They shape Persian, Hindi, emoji and mixed directions, so only a code loses them all."""

_UNSENDABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_ASCII_TWINS = str.maketrans("．，－＋％＄／（）＃：﹣−–", ".,-+%$/()#:---")


def several_lines(text: str) -> str:
    """``text`` with one kind of line break and without unseen characters. Raises Unreadable for control characters."""
    if text.isascii() and text.isprintable():
        return text
    text = _UNSEEN.sub("", _LINE_BREAK.sub("\n", text))
    found = _UNSENDABLE.search(text)
    if found:
        code = f"U+{ord(found.group()):04X}"
        raise Unreadable(tr("This text holds a character that cannot be seen or sent ({code}). Delete it.", code=code))
    return text


def one_line(text: str) -> str:
    """``text`` trimmed and on one line: a line break or tab becomes a space, so that words stay apart.

    Copper's own one-line boxes hold no breaks (a street reads "301 Howard St Ste 600" there).
    """
    text = several_lines(text).strip()
    if text.isascii() and text.isprintable():
        return text
    return _SHAPING_AT_END.sub("", _BREAK_IN_LINE.sub(" ", text))


def code_line(text: str) -> str:
    """``one_line`` without any joiner or direction mark: for addresses, numbers, dates and names of choices."""
    text = one_line(text)
    return text if text.isascii() else _SHAPING_ANYWHERE.sub("", text).strip()


def ascii_figures(text: str) -> str:
    """``code_line`` with the digits and signs of other scripts and widths as ASCII: ``－１，２３４`` is ``-1,234``."""
    text = code_line(text)
    if text.isascii():
        return text
    text = text.translate(_ASCII_TWINS)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def folded_name(text: str) -> str:
    """``text`` as names are compared: any case, any spacing, composed or decomposed accents, any width of letters."""
    if not text.isascii():
        text = _SHAPING_ANYWHERE.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    return " ".join(text.split()).casefold()
