"""Oddities of e-mail, phone and web addresses, as warnings: Copper checks few of them, so none may block.

The libraries behind this take long to import, so a cheap look comes first and most cells never reach them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from copper_desk.leads.unreadable import quoted
from copper_desk.wording import tr

_PLAIN_EMAIL = re.compile(
    r"[a-z0-9_%+-]+(?:\.[a-z0-9_%+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE
)
_LONGEST_EMAIL, _LONGEST_MAILBOX = 254, 64

_EXTENSION_SIGN = re.compile("[x#,]", re.IGNORECASE)  # in each extension; a quick look that nearly always ends it
_EXTENSION = re.compile(r"(?:;?\s*ext(?:ension|n)?\b[.:=]?|x|#|,)\s*\d{1,7}\s*$", re.IGNORECASE)
_INTERNATIONAL = re.compile(r"\s*(?:\+|00)\s*(?=\d)")
_SHORTEST_PHONE, _LONGEST_PHONE = 6, 15  # digits: the least anyone dials across a town, the most of E.164
_TELLING_DIGITS = 4
_VANITY = re.compile(r"[a-z]{3,}", re.IGNORECASE)

_WEB_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?([^/?#]*)", re.IGNORECASE)


def email_oddity(text: str) -> str | None:
    """Why this may not be an e-mail address, as a sentence; None when it looks like one. Domains are not looked up."""
    if "@" not in text:
        return tr("{text} may not be an e-mail address: it has no @.", text=quoted(text))
    mailbox = text.rpartition("@")[0]
    if _PLAIN_EMAIL.fullmatch(text) and len(text) <= _LONGEST_EMAIL and len(mailbox) <= _LONGEST_MAILBOX:
        return None
    if text.count("@") > 1 and re.search(r"[\s,;]", text):
        return tr("{text} may be several e-mail addresses. A lead holds one.", text=quoted(text))
    if "." not in text[len(mailbox) :]:
        return tr("{text} may not be an e-mail address: nothing after the @ has a dot.", text=quoted(text))
    return _email_verdict(text)


@lru_cache(maxsize=4096)
def _email_verdict(text: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    try:
        # Not "globally deliverable": names such as .example and .test are addresses of a practice account.
        validate_email(text, check_deliverability=False, globally_deliverable=False, strict=True)
    except EmailNotValidError as reason:
        return tr("{text} may not be an e-mail address. {reason}", text=quoted(text), reason=reason)
    return None


def phone_oddity(text: str) -> str | None:
    """Why this may not be a phone number, as a sentence; None when someone could dial it.

    A number without + or 00 belongs to a country that only its owner knows, so there only its length is judged.
    """
    plain = text[1:].replace(" ", "") if text[:1] == "+" and text.isascii() else ""
    if plain.isdecimal():  # Nearly always, in a file of many.
        return _length_verdict(text, _international_length(plain))
    number = _EXTENSION.sub("", text) if _EXTENSION_SIGN.search(text) else text
    digits = "".join(filter(str.isdigit, number))
    if not digits:
        return tr("{text} may not be a phone number: it has no digits.", text=quoted(text))
    if _VANITY.search(number):  # 1-800-FLOWERS: the letters are digits too
        return None
    if _INTERNATIONAL.match(number):
        international = digits.removeprefix("00") if not number.lstrip().startswith("+") else digits
        return _length_verdict(text, _international_length(international))
    too_long = len(digits) > _LONGEST_PHONE
    return _length_verdict(text, "short" if len(digits) < _SHORTEST_PHONE else "long" if too_long else None)


def _length_verdict(text: str, fault: str | None) -> str | None:
    if fault is None:
        return None
    if fault == "country":
        return tr("{text} may not be a phone number: no country has this code.", text=quoted(text))
    if fault == "long":
        return tr("{text} may be too long for a phone number, or hold two.", text=quoted(text))
    return tr("{text} may be too short for a phone number.", text=quoted(text))


def _international_length(digits: str) -> str | None:
    if len(digits) > _LONGEST_PHONE + 2:  # room for a national 0 in parentheses
        return "long"
    # A country's lengths hang on its code and the digit or two after it, so numbers of one beginning share a verdict.
    head = digits[:_TELLING_DIGITS]
    return _possible(head + "2" * (len(digits) - len(head)))


@lru_cache(maxsize=16384)
def _possible(digits: str) -> str | None:
    from phonenumbers import (
        NumberParseException,
        ValidationResult,
        is_possible_number_with_reason,
        parse,
    )

    try:
        verdict = is_possible_number_with_reason(parse(f"+{digits}", None))
    except NumberParseException as reason:
        faults = {
            NumberParseException.INVALID_COUNTRY_CODE: "country",
            NumberParseException.TOO_LONG: "long",
        }
        return faults.get(reason.error_type, "short")
    return {
        ValidationResult.INVALID_COUNTRY_CODE: "country",
        ValidationResult.TOO_SHORT: "short",
        ValidationResult.INVALID_LENGTH: "short",
        ValidationResult.TOO_LONG: "long",
    }.get(verdict)


def web_oddity(text: str) -> str | None:
    """Why this may not be a web address, as a sentence; None when it looks like one. The scheme may be missing."""
    found = _WEB_HOST.match(text)
    if any(c.isspace() for c in text):
        return tr("{text} may not be a web address: it holds a space.", text=quoted(text))
    if found is None or "." not in found[1].strip("."):
        return tr("{text} may not be a web address: it has no dot.", text=quoted(text))
    return None
