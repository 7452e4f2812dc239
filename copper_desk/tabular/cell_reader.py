"""What the texts of one column mean for its field; each distinct text is read once, however often it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any, TypeAlias

from copper_desk.leads.character import folded_name
from copper_desk.leads.choice_text import names_nothing, unlisted_sentence
from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS, LIST_KINDS, WORD_KINDS, FieldKind
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of, value_of
from copper_desk.leads.unreadable import Unreadable
from copper_desk.leads.value import CellValue, Unparsed, is_empty
from copper_desk.tabular.clear_word import is_clear_word, taken_back
from copper_desk.tabular.import_choice import LISTED_KINDS, Blanks, ColumnUse, Keep, ListMode
from copper_desk.tabular.option_word import option_named, option_words

_MOST_EXPLAINED = 1_000
"""Texts of one column for which the nearest owner, status, source or option is looked for."""


class Untouched(Enum):
    """The answer for a text that leaves the lead's value alone."""

    BLANK = "blank"
    KEPT = "kept"


Reading: TypeAlias = CellValue | Untouched
"""An empty value is_clear_word: a blank that is_clear_word nothing is Untouched."""


class CellReader(dict[str, Reading]):
    """``reader[text]``: the value that ``text`` writes, Unparsed where it has none, or why nothing is to be done."""

    def __init__(
        self,
        field: Field,
        use: ColumnUse,
        style: TextStyle,
        *,
        blanks: Blanks,
        values: Mapping[tuple[str, str], CellValue | Keep],
    ) -> None:
        super().__init__()
        self.field = field
        self._style = style if use.date_order is None else replace(style, date_order=use.date_order)
        self._blanks = blanks
        self._values = {folded_name(text): value for (key, text), value in values.items() if key == field.key}
        self.is_listed = field.kind in LISTED_KINDS
        self._lists = use.lists
        self._is_choice = field.kind in CHOICE_KINDS
        self._unlisted = 0
        # Whether a text in plain characters is its own value, trimmed.
        self.is_plain = field.kind in _LINES and not self._values
        # Nothing, in this field.
        self.empty: CellValue = () if field.kind in LIST_KINDS else None

    def __missing__(self, text: str) -> Reading:
        reading = self[text] = self._read(text)
        return reading

    def _read(self, text: str) -> Reading:
        if is_clear_word(text):  # Where nothing is to be cleared, it says nothing.
            return Untouched.BLANK if self._blanks is Blanks.KEEP else self.empty
        text = taken_back(text)
        if self._values and (chosen := self._chosen(text)) is not None:
            return chosen
        value = self._value(text)
        if is_empty(value):
            return self.empty if self._blanks is Blanks.CLEAR else Untouched.BLANK
        return value

    def _value(self, text: str) -> CellValue:
        """After many texts that name nothing, the next ones are not compared with everything that they could mean:
        it is the wrong column."""
        if self._unlisted >= _MOST_EXPLAINED and text.strip() and names_nothing(self.field, text):
            return Unparsed(text, unlisted_sentence(self.field, text))
        value = value_of(self.field, text, self._style)
        self._unlisted += self._is_choice and isinstance(value, Unparsed)
        return value

    def _chosen(self, text: str) -> Reading:
        """What was chosen for a text, or for the options that it names; None where nothing was."""
        whole = self._values.get(folded_name(text))
        if isinstance(whole, Keep):
            return Untouched.KEPT
        if self.field.kind is not FieldKind.MULTI_SELECT:
            return whole
        if whole is not None:
            return _items(whole) or (whole,)
        if not isinstance(value_of(self.field, text, self._style), Unparsed):
            return None
        try:
            return self._options(option_words(self.field, text))
        except Unreadable:
            return None

    def _options(self, words: Sequence[str]) -> Reading:
        """The options of a text, word by word; None where one of them still names nothing."""
        found: dict[int, None] = {}
        for word in words:
            chosen = self._values.get(folded_name(word), option_named(self.field, word))
            if isinstance(chosen, Keep):
                return Untouched.KEPT
            if chosen is None:
                return None
            found.update(dict.fromkeys(_items(chosen) or (chosen,)))
        return tuple(found)

    def put(self, reading: CellValue, held: CellValue) -> CellValue:
        """What a cell holds after the reading was put over ``held``: for lists by the column's mode.

        Lists have no order of their own (leads/echo.py): the same items in another order are no change.
        """
        if not self.is_listed or isinstance(reading, Unparsed) or is_empty(reading):
            return reading
        before, named = _items(held), _items(reading)
        if self._lists is ListMode.REPLACE:
            return held if set(before) == set(named) else reading
        if self._lists is ListMode.REMOVE:
            return held if isinstance(held, Unparsed) else tuple(item for item in before if item not in named)
        return (*before, *(item for item in named if item not in before))

    def is_text_of(self, text: str, held: CellValue) -> bool:
        """Whether ``text`` is what the cell holds, though no one could type it (outer spaces, a repeated tag)."""
        text = taken_back(text)
        if type(held) is str:
            return text == held or ("\r" in held and _one_break(text) == _one_break(held))
        if held is None or isinstance(held, Unparsed):
            return False
        return text == text_of(self.field, held, self._style)


_LINES = WORD_KINDS - {FieldKind.CATEGORY, FieldKind.LONG_TEXT}
"""Kinds whose value is the text, trimmed (leads/plain_text.py)."""


def _one_break(text: str) -> str:
    """With one kind of line break: files and spreadsheets keep no other."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _items(value: CellValue) -> tuple[Any, ...]:
    """The tags or option ids of a list; Any, because a list holds one of the two and the field says which."""
    return value if isinstance(value, tuple) else ()
