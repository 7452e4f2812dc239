"""The points where nobody outside Copper knows what it does, each as a switch.

Copper's documentation is silent or contradicts itself here (contract, section 8), so a client must cope
with every answer. The practice server gives one by default, the one most likely to catch a careless client,
and the others on request. Must not know leads or HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

CHOICES: dict[str, tuple[str, ...]] = {
    "partial_object": ("replace", "merge"),
    "date_read": ("unix", "text"),
    "date_write": ("both", "unix", "text"),
    "message": ("object", "list", "string"),
    "nested_key": ("parent", "dotted"),
    "rate_body": ("json", "text"),
}


class QuirkError(ValueError):
    """A switch that does not exist, or a position it does not have. The text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Quirk:
    """The position of every switch.

    Attributes:
        partial_object: what an address or email object without some of its keys does: "replace" empties
            the missing ones, "merge" leaves them as they were.
        date_read: how a Date custom field reads: "unix" seconds or "text" mm/dd/yyyy.
        date_write: which form of a Date custom field is taken: "both", "unix" or "text".
        message: shape of the message in a failed element of a bulk reply.
        nested_key: where an error inside an object or array is reported: under the "parent" attribute,
            or under a "dotted" path such as address.country or custom_fields.100764.
        rate_body: body of a 429, "json" or plain "text".
        retry_after_s: Retry-After of a 429 in seconds; 0 sends none, as Copper does not.
        phantom_every: one slot in so many of a search's order is a record that is gone but still counted:
            its page comes back short and X-PW-TOTAL is high. 0 for none.
        total_header: whether searches carry X-PW-TOTAL at all.
        total_capped: whether X-PW-TOTAL stops at search_reach.
        search_reach: how many records of one search can be paged to.
        search_lag_ms: how long a search still sees a lead as it was before a write.
        count_refused: whether calls answered 429 fill the rate windows too.
    """

    partial_object: str = "replace"
    date_read: str = "unix"
    date_write: str = "both"
    message: str = "object"
    nested_key: str = "parent"
    rate_body: str = "json"
    retry_after_s: int = 0
    phantom_every: int = 150
    total_header: bool = True
    total_capped: bool = False
    search_reach: int = 100_000
    search_lag_ms: int = 0
    count_refused: bool = False

    def turned(self, positions: Mapping[str, Any]) -> Quirk:
        """A copy with some switches turned; values may be text, as from a command line.

        Raises:
            QuirkError: unknown switch or position.
        """
        known = {f.name: getattr(self, f.name) for f in fields(self)}
        clean: dict[str, Any] = {}
        for name, value in positions.items():
            if name not in known:
                raise QuirkError(f"There is no option {name!r}. Known: {', '.join(sorted(known))}.")
            clean[name] = _position(name, value, like=known[name])
        return replace(self, **clean)


def _position(name: str, value: Any, *, like: Any) -> Any:
    if isinstance(like, bool):
        return _switch(name, value)
    if isinstance(like, int):
        return _number(name, value)
    if value not in CHOICES[name]:
        raise QuirkError(f"Option {name} is one of {', '.join(CHOICES[name])}, not {value!r}.")
    return value


def _switch(name: str, value: Any) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    word = str(value).lower()
    if word not in words:
        raise QuirkError(f"Option {name} is yes or no, not {value!r}.")
    return words[word]


def _number(name: str, value: Any) -> int:
    if not str(value).isdecimal():
        raise QuirkError(f"Option {name} is a whole number from 0 up, not {value!r}.")
    return int(value)
