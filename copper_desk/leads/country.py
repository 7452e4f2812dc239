"""Names of countries as their two letters (ISO 3166-1), in whatever language a person wrote them.

The names come with the phone library, which knows them for the numbers' sake. A name that is not known, or means two
countries, has no code: nothing is guessed.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from copper_desk.leads.character import folded_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_OTHER_NAMES = {
    "usa": "US",
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "uae": "AE",
    "holland": "NL",
    "czechia": "CZ",
    "eswatini": "SZ",
    "north macedonia": "MK",
    "türkiye": "TR",
}
"""What people write and the library's names lack: short forms, parts that stand for the whole, names since changed."""

_ALIAS = "*"  # "*aa": the name is written as in the language "aa"
_NO_COUNTRIES = frozenset({"AN"})  # dissolved in 2010; its name is still listed


def country_code(text: str) -> str | None:
    """The two letters of a country, given its name or its code in any case; None when it names none, or two."""
    word = _plain(text)
    if word.upper() in _codes():
        return word.upper()
    return _OTHER_NAMES.get(word) or _named().get(word)


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    from phonenumbers.geodata.locale import LOCALE_DATA  # 0.1 s: only when somebody asks

    return frozenset(LOCALE_DATA) - _NO_COUNTRIES


@lru_cache(maxsize=1)
def _named() -> Mapping[str, str]:
    """Every name of every country that means this one alone, folded, with its code."""
    from phonenumbers.geodata.locale import LOCALE_DATA

    found: dict[str, set[str]] = {}
    for code in _codes():
        for name in set(LOCALE_DATA[code].values()):
            if not name.startswith(_ALIAS):
                found.setdefault(_plain(name), set()).add(code)
    return MappingProxyType({name: codes.pop() for name, codes in found.items() if len(codes) == 1})


def _plain(name: str) -> str:
    return folded_name(name).replace(".", "").replace("’", "'")
