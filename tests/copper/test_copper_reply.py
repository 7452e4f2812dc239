"""What each answer means, by status and shape: both envelopes, every form of message, pages of proxies, broken JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.copper.error import (
    AuthRejected,
    BatchTooLarge,
    CopperError,
    FieldError,
    ProtocolSurprise,
    ProxyRejected,
    RateLimited,
    RequestRejected,
    ServerFault,
)
from copper_desk.copper.reply import Failed, Reply, Unreadable, Written, decipher, decipher_bulk, leads_of, runtime_s
from copper_desk.copper.request import fetch_me, search_leads, update_lead, update_leads
from tests.copper.sample import FAR_ID, FULL_LEAD

READ = fetch_me()
BATCH = update_leads((n, {"title": "x"}) for n in range(10))
PAGE = b"<!DOCTYPE html><html><body>Please sign in</body></html>"


def rejected(status: int, answer: object, headers: dict[str, str] | None = None) -> CopperError:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    with pytest.raises(CopperError) as caught:
        decipher(BATCH, status, {"x-request-id": "r-1", **(headers or {})}, body)
    return caught.value


def test_a_reply_carries_json_and_the_headers_that_matter() -> None:
    reply = decipher(search_leads(1), 200, {"x-request-id": "r-1", "x-pw-total": "2431"}, b'[{"id": 1099511627783}]')
    assert reply == Reply([{"id": FAR_ID}], "r-1", 2431)


@pytest.mark.parametrize("total", ["", "many", "-1"])
def test_an_unreadable_total_is_no_total(total: str) -> None:
    assert decipher(READ, 200, {"x-pw-total": total}, b"[]").total is None


def test_a_total_that_did_not_come_is_not_zero() -> None:
    assert decipher(READ, 200, {}, b"[]").total is None


def test_integers_stay_exact_and_the_last_of_repeated_keys_counts() -> None:
    assert decipher(READ, 201, {}, b'{"a": 1, "a": 123456789012345678901234567890}').json == {
        "a": 123456789012345678901234567890
    }


@pytest.mark.parametrize(
    "body",
    [b"", b"[{", b'{"a": NaN}', b"[Infinity]", b"[1e999]", b"\xff\xfe\xfa", b"[" * 100_000, b"9" * 5000],
    ids=["empty", "cut", "nan", "infinity", "overflow", "no text", "deep", "long number"],
)
def test_broken_json_is_a_surprise_with_a_sample(body: bytes) -> None:
    with pytest.raises(ProtocolSurprise) as caught:
        decipher(READ, 200, {"x-request-id": "r-1"}, body)
    assert caught.value.request_id == "r-1"
    assert len(caught.value.sample) <= 200


def test_half_a_character_does_not_stop_the_others() -> None:
    body = b'["a\\ud83d", "\\ud83d\\ude00", "\\u00e9"]'
    assert decipher(READ, 200, {}, body).json == ["a\ufffd", "😀", "é"]


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 422])
def test_a_web_page_is_no_answer_of_coppers(status: int) -> None:
    error = rejected(status, PAGE)
    assert isinstance(error, ProtocolSurprise)
    assert "web page" in error.message
    assert error.sample.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("location", ["https://login.example/?a=1", "/signin", "", "http://[bad"])
def test_a_redirect_is_not_followed_but_named(location: str) -> None:
    error = rejected(302, b"", {"location": location})
    assert isinstance(error, ProtocolSurprise)
    assert "proxy or a sign-in page" in error.message
    assert ("login.example" in error.message) == (location.startswith("https"))


def test_401_asks_to_sign_in_and_keeps_the_servers_words() -> None:
    error = rejected(401, {"success": False, "status": 401, "message": "Invalid token"})
    assert isinstance(error, AuthRejected)
    assert (error.status, error.request_id) == (401, "r-1")
    assert error.message.endswith("Copper says: Invalid token")


@pytest.mark.parametrize("body", [{"error": "Feature not enabled"}, b"Forbidden", b""])
def test_403_is_a_matter_of_rights(body: object) -> None:
    error = rejected(403, body)
    assert isinstance(error, AuthRejected)
    assert error.status == 403
    assert "leads may be switched off" in error.message


def test_407_is_the_proxys() -> None:
    error = rejected(407, PAGE)
    assert isinstance(error, ProxyRejected)
    assert error.status == 407
    assert not error.sent


@pytest.mark.parametrize("body", [b"", b"Slow down", PAGE, b'{"error": "rate"}'])
def test_429_whatever_its_body(body: bytes) -> None:
    error = rejected(429, body)
    assert isinstance(error, RateLimited)
    assert error.retry_after_s is None


@pytest.mark.parametrize(
    ("wanted", "seconds"),
    [
        ("12", 12.0),
        (" 0.5 ", 0.5),
        ("Wed, 21 Oct 2026 07:28:30 GMT", 30.0),
        ("Wed, 21 Oct 2026 07:27:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("inf", None),
    ],
)
def test_retry_after(wanted: str, seconds: float | None) -> None:
    error = rejected(429, b"", {"retry-after": wanted, "date": "Wed, 21 Oct 2026 07:28:00 GMT"})
    assert isinstance(error, RateLimited)
    assert error.retry_after_s == seconds


@pytest.mark.parametrize("status", [500, 502, 503, 408])
@pytest.mark.parametrize("body", [PAGE, b"", b'{"error": "boom"}', b"upstream"])
def test_faults_of_the_server(status: int, body: bytes) -> None:
    error = rejected(status, body)
    assert isinstance(error, ServerFault)
    assert error.status == status
    assert error.request_id == "r-1"


def test_field_errors_of_a_single_call() -> None:
    text = "Invalid input: Validation errors: Name: can't be blank\nEmail: is invalid\nBase: Unrecognized attributes: x"
    with pytest.raises(RequestRejected) as caught:
        decipher(update_lead(1, {}), 422, {}, json.dumps({"success": False, "status": 422, "message": text}).encode())
    assert caught.value.field_errors == (
        FieldError("Name", "can't be blank"),
        FieldError("Email", "is invalid"),
        FieldError("", "Unrecognized attributes: x"),
    )
    assert caught.value.message.endswith(text)


def test_a_field_error_may_hold_colons() -> None:
    message = "Invalid input: Validation errors: Company Id: Invalid value for Company Id: must be positive: test"
    error = rejected(422, {"message": message})
    assert isinstance(error, RequestRejected)
    assert error.field_errors == (FieldError("Company Id", "Invalid value for Company Id: must be positive: test"),)


@pytest.mark.parametrize(
    ("answer", "errors"),
    [
        ({"message": {"name": [{"error": "invalid"}]}}, [("name", "invalid")]),
        ({"message": {"name": ["a", "b"], "title": "c"}}, [("name", "a"), ("name", "b"), ("title", "c")]),
        ({"message": {"base": [{"error": "gone"}]}}, [("", "gone")]),
        ({"message": {"address": {"country": [{"error": "no"}]}}}, [("address.country", "no")]),
        (
            {"message": {"custom_fields": [{"custom_field_definition_id": 7, "error": "no"}]}},
            [("custom_fields.7", "no")],
        ),
        ({"message": ["Email: is invalid", {"name": "x"}]}, [("Email", "is invalid"), ("name", "x")]),
        ({"message": "Resource not found", "status": 404}, [("", "Resource not found")]),
        ({"error": "not_found"}, [("", "not_found")]),
        ({"message": {"age": 5}}, [("age", "5")]),
        ({"message": {"error": {"name": "x"}}}, [("error.name", "x")]),
        ({"message": {"name": []}}, [("", '{"name": []}')]),
        ({"message": "", "error": "second"}, [("", "second")]),
        ("just text", [("", "just text")]),
        ({}, []),
        ([], []),
    ],
)
def test_every_shape_of_message(answer: object, errors: list[tuple[str, str]]) -> None:
    error = rejected(400, answer)
    assert isinstance(error, RequestRejected)
    assert [(each.field, each.message) for each in error.field_errors] == errors


def test_a_refusal_without_words_names_its_status() -> None:
    assert "HTTP 400" in rejected(400, b"").message


@pytest.mark.parametrize("answer", [{"error": "Request size too large, limit is 5"}, {"message": "at most 5"}])
def test_a_lowered_bulk_limit_is_understood(answer: object) -> None:
    error = rejected(422, answer)
    assert isinstance(error, BatchTooLarge)
    assert error.limit == 5


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (422, {"error": "limit is 10"}),
        (422, {"error": "limit is 0"}),
        (422, {"error": "from 3 to 5"}),
        (422, {"error": "too large"}),
        (422, {"message": "Invalid input: Validation errors: Name: at most 5 characters"}),
        (422, {"message": {"name": "at most 5"}}),
        (400, {"error": "limit is 5"}),
    ],
)
def test_other_numbers_are_no_bulk_limit(status: int, answer: object) -> None:
    error = rejected(status, answer)
    assert isinstance(error, RequestRejected)
    assert not isinstance(error, BatchTooLarge)


def test_a_number_in_the_refusal_of_a_single_call_is_no_bulk_limit() -> None:
    with pytest.raises(RequestRejected) as caught:
        decipher(update_lead(1, {}), 422, {}, b'{"error": "limit is 5"}')
    assert not isinstance(caught.value, BatchTooLarge)


def test_runtime() -> None:
    assert runtime_s({"x-runtime": "0.125"}) == 0.125
    assert runtime_s({}) == 0.0


def test_bulk_elements_in_order() -> None:
    refused = {"success": False, "message": {"name": [{"error": "invalid"}]}, "id": 12345}
    gone = {"success": False, "status": 404, "message": "Resource not found", "id": 9}
    elements = decipher_bulk(Reply([FULL_LEAD, refused, {"success": False}, gone]))
    assert elements == (
        Written(FULL_LEAD),
        Failed(12345, (FieldError("name", "invalid"),)),
        Failed(None, (FieldError("", "Copper refused this lead without a reason."),)),
        Failed(9, (FieldError("", "Resource not found"),), 404),
    )
    assert isinstance(elements[0], Written)
    assert elements[0].id == FAR_ID


@pytest.mark.parametrize("element", [None, 5, "lead", [], {}, {"id": 5}, {"name": "no id"}, {"id": True, "name": "x"}])
def test_what_is_neither_lead_nor_refusal_is_not_accepted(element: object) -> None:
    assert isinstance(decipher_bulk(Reply([element]))[0], Unreadable)


def test_a_refusal_without_the_success_key_is_still_one() -> None:
    assert isinstance(decipher_bulk(Reply([{"error": "not_found", "id": 5}]))[0], Failed)


@pytest.mark.parametrize("answer", [None, {}, FULL_LEAD, "ok", 5])
def test_a_bulk_answer_that_is_no_array(answer: object) -> None:
    with pytest.raises(ProtocolSurprise):
        decipher_bulk(Reply(answer, "r-1"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(status=st.integers(100, 599), body=st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_answer_is_a_reply_or_an_error_of_the_tree(status: int, body: bytes) -> None:
    try:
        reply = decipher(BATCH, status, {}, body)
    except CopperError:
        return
    assert 200 <= status < 300
    assert reply.json == json.loads(body)


@pytest.mark.parametrize("answer", [None, {}, "x", [FULL_LEAD, None], [{"name": "no id"}]])
def test_a_search_that_is_no_list_of_leads(answer: object) -> None:
    with pytest.raises(ProtocolSurprise):
        leads_of(Reply(answer))


def test_the_leads_of_a_search() -> None:
    assert leads_of(Reply([FULL_LEAD])) == [FULL_LEAD]
    assert leads_of(Reply([])) == []


@given(answer=st.lists(JSON, max_size=5))
def test_any_array_gives_one_element_each(answer: list[object]) -> None:
    assert len(decipher_bulk(Reply(answer))) == len(answer)
