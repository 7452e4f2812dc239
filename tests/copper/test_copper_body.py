"""Answers are read quickly and still exactly: what the quick parser would bend or refuse, the standard one reads."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copper_desk.copper import body as body_module
from copper_desk.copper.body import UnreadableBody, parsed


def _standard(text: str) -> object:
    """What the standard library makes of it, by the rules of RFC 8259; UnreadableBody where it is no JSON.

    A byte order mark at the beginning may be left out (section 8.1), and is.
    """

    def refuse(constant: str) -> object:
        raise ValueError(constant)

    def finite(number: str) -> float:
        if math.isinf(float(number)):
            raise ValueError(number)
        return float(number)

    try:
        value: object = json.loads(text.removeprefix("\ufeff"), parse_constant=refuse, parse_float=finite)
    except ValueError:
        return UnreadableBody
    return value


def _ours(body: bytes) -> object:
    try:
        return parsed(body)
    except UnreadableBody:
        return UnreadableBody


def _exact(value: object) -> str:
    """What tells 1 from 1.0, and 0.0 from -0.0; two objects with keys in another order are equal."""
    return json.dumps(value, sort_keys=True) if value is not UnreadableBody else "unreadable"


NUMBERS = st.from_regex(r"-?[0-9]{1,22}(\.[0-9]{1,22})?([eE][+-]?[0-9]{1,3})?", fullmatch=True)
STRINGS = st.text(st.characters(codec="utf-8"), max_size=5).flatmap(
    lambda text: st.sampled_from([json.dumps(text), json.dumps(text, ensure_ascii=False)])
)
WORDS = st.sampled_from(["null", "true", "false", "NaN", "Infinity", "-Infinity", "nul", "'a'", "\ufeff1", ""])
DOCUMENTS = st.recursive(
    NUMBERS | STRINGS | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(STRINGS, inner), max_size=3).map(
            lambda pairs: "{" + ",".join(f"{key}:{value}" for key, value in pairs) + "}"
        )
    ),
    max_leaves=6,
)


@pytest.mark.no_cover  # it takes three times as long under its eyes, and other tests cover the same lines
@given(DOCUMENTS)
@example("18446744073709551615")
@example("18446744073709551616")
@example("-9223372036854775808")
@example("-9223372036854775809")
@example("-0")
@example("-0.0")
@example("1e400")
@example('{"a": 1, "a": 2}')
@example('{"a": [01]}')
@example("\ufeff1")
@example("[\ufeff1]")
def test_every_document_is_read_as_the_standard_library_reads_it(text: str) -> None:
    assert _exact(_ours(text.encode())) == _exact(_standard(text))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_comes_back_exactly(number: float) -> None:
    assert _exact(parsed(repr(number).encode())) == _exact(number)


@given(st.integers())
@example(2**63 - 1)
@example(2**63)
@example(2**64)
@example(-(2**63) - 1)
@example(10**400)
def test_every_id_comes_back_exactly(number: int) -> None:
    found = parsed(b'[{"id": %d}]' % number)
    assert found == [{"id": number}]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"name": "\\ud800"}', {"name": "\ufffd"}),
        (b'{"name": "a\\udc00b", "id": 3}', {"name": "a\ufffdb", "id": 3}),
        (b'{"name": "\xed\xa0\x80"}', {"name": "\ufffd"}),
        (b'"\\ud83d\\ude42"', "🙂"),
        (b'"\\u0000"', "\0"),
        (b"\xef\xbb\xbf[1]", [1]),
        ('{"name": "Zoë"}'.encode("utf-16"), {"name": "Zoë"}),
    ],
)
def test_text_of_odd_characters_is_still_read(body: bytes, expected: object) -> None:
    assert parsed(body) == expected


@pytest.mark.parametrize("body", [b"", b"\xff", b'"\xff"', b"<html>", b"[1,]", b'"\x01"', b"[" * 100_000, b"9" * 5000])
def test_what_is_no_json_is_told(body: bytes) -> None:
    with pytest.raises(UnreadableBody):
        parsed(body)


def test_a_page_of_ordinary_leads_takes_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_module, "_carefully_parsed", lambda _: pytest.fail("The slow way was taken."))
    page = [{"id": 2**40 + number, "name": "Zoë 🙂", "phone": "+49 30 123456789012345"} for number in range(200)]
    assert parsed(json.dumps(page).encode()) == page
    assert parsed(json.dumps(page, ensure_ascii=False).encode()) == page
