"""Bytes of an answer into JSON values, strictly, and a short sample of them where that fails.

Strict, because a value that is quietly bent here would be shown as the customer's own. Knows no statuses.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Final, NoReturn

import orjson

SAMPLE_LENGTH: Final = 200
"""Characters of an unexpected answer that are kept for a report."""

_DIGITS: Final = bytes.maketrans(b"123456789", b"0" * 9)
_LONG_NUMBER: Final = b"0" * 19


class UnreadableBody(ValueError):
    """The bytes are no JSON that this program takes."""


def parsed(body: bytes) -> object:
    """The JSON value in ``body``: integers of any size exact, of repeated keys the last.

    Raises UnreadableBody for anything else, NaN and infinite numbers included: they are no JSON (RFC 8259).
    Half a character (a lone surrogate) becomes U+FFFD, because neither a cell nor a database could hold it, and one
    broken lead must not keep the others from loading.
    """
    # docs/decisions/0013-orjson.md: it is exact or refuses, but for integers beyond 64 bits, which have 19 digits.
    if _LONG_NUMBER not in body.translate(_DIGITS):
        try:
            value: object = orjson.loads(body)
        except orjson.JSONDecodeError:
            return _carefully_parsed(body)
        return value
    return _carefully_parsed(body)


def sample(body: bytes) -> str:
    """The beginning of an answer as one line of text."""
    text = body[: 4 * SAMPLE_LENGTH].decode("utf-8", errors="replace")
    return " ".join(text.split())[:SAMPLE_LENGTH]


def is_web_page(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether this is a page for a browser, as proxies and gateways send. Header names are lower case."""
    return "html" in headers.get("content-type", "").lower() or body.lstrip()[:1] == b"<"


def _carefully_parsed(body: bytes) -> object:
    try:
        value: object = json.loads(body, parse_constant=_refuse, parse_float=_finite)
        text = json.dumps(value, ensure_ascii=False)
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return value if whole == text else json.loads(whole)
    except (ValueError, RecursionError) as error:
        raise UnreadableBody(type(error).__name__) from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("number out of range")
    return number
