"""Numbers, money and percentages as text: forgiving about how they are dressed, exact about what they are.

A text in another style than the sheet's is refused, not guessed, even where only one reading is left: in a pasted
column its neighbours may have two (``2,75`` beside ``1,250``). Nothing here rounds.
"""

from __future__ import annotations

import re
from decimal import Decimal

from copper_desk.leads.character import ascii_figures
from copper_desk.leads.currency import fits_unit
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.style import TextStyle
from copper_desk.leads.unreadable import Unreadable, quoted
from copper_desk.wording import tr

_LONGEST_NUMBER = 600  # characters; the largest float takes 309 digits and 102 separators
_LONGEST_ID = 18  # digits; Copper's ids are 64-bit integers

_MARK = r"[^\W\d_]{1,3}\$|[^\W\d_]{3}|zł|kr|Kč|Ft|[^\w\s.,'’()+%-]"
_DRESSED = re.compile(
    rf"(?P<unit1>{_MARK})?\s*(?P<open>\()?\s*(?P<unit2>{_MARK})?\s*(?P<sign>[-+])?\s*(?P<unit3>{_MARK})?\s*"
    rf"(?P<body>[0-9.,'’\s]*[0-9][.,]?)\s*"
    rf"(?P<percent>%)?\s*(?P<unit4>{_MARK})?\s*(?P<after>-)?\s*(?P<close>\))?\s*(?P<unit5>{_MARK})?",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s{2,}")  # with runs of blanks, the pattern above would try them in too many ways
_SCIENTIFIC = re.compile(r"[-+]?[0-9.,]+e[-+]?[0-9]+", re.IGNORECASE)
_IDENTIFIER = re.compile(rf"#?\s*([0-9]{{1,{_LONGEST_ID}}})(?:\.0+)?")
_SPACED = "'’ \u00a0\u2009\u202f"


def number_text(_field: Field, value: float, style: TextStyle) -> str:
    """All digits of a number, no groups, the style's decimal separator, never an exponent."""
    return plain_digits(value).replace(".", style.decimal)


def percentage_text(field: Field, value: float, style: TextStyle) -> str:
    """``50%``: the sign keeps anyone from reading 0.5 as a half."""
    return number_text(field, value, style) + "%"


def identifier_text(_field: Field, value: int, _style: TextStyle) -> str:
    """The digits of an id or a count."""
    return str(value)


def identifier_value(_field: Field, text: str, _style: TextStyle) -> int:
    """A whole number without groups: ``8894157``, ``#8894157``, or ``8894157.0`` as some spreadsheets write it."""
    found = _IDENTIFIER.fullmatch(ascii_figures(text))
    if found is None:
        raise Unreadable(tr("{text} is not a whole number.", text=quoted(text)))
    return int(found[1])


def number_value(field: Field, text: str, style: TextStyle) -> int | float:
    """The number in a text, an int where it is whole. Raises Unreadable.

    Accepts groups, an outer currency mark (money) or percent sign (percentages), parentheses or a minus on either
    side for negative numbers, digits and signs of any script.
    """
    if len(text) > _LONGEST_NUMBER:
        raise Unreadable(tr("This text is too long for a number."))
    figures = ascii_figures(text)
    found = _DRESSED.fullmatch(_BLANKS.sub(" ", figures))
    if found is None:
        raise Unreadable(_no_number(field, text, figures))
    _refuse_marks(field, text, found)
    digits = _ungrouped(found["body"], style)
    if digits is None:
        raise Unreadable(_other_style(text, found["body"], style))
    number = exact(digits, text)
    return -number if _is_negative(text, found) else number


def plain_digits(value: int | float) -> str:
    """A number with every digit that tells it from its neighbours, and no exponent: ``1250``, ``0.00001``."""
    if isinstance(value, int):
        return str(value)
    written = repr(value)
    return f"{Decimal(written):f}" if "e" in written else written.removesuffix(".0")


def exact(digits: str, text: str) -> int | float:
    """The number that ASCII ``digits`` write, if this computer and Copper hold it exactly. Raises Unreadable."""
    written = Decimal(digits)
    number = float(written)
    if Decimal(repr(number)) != written:
        raise Unreadable(tr("{text} has more digits than Copper keeps. Write at most 15.", text=quoted(text)))
    whole, _, fraction = digits.partition(".")
    # Beyond 2**53 a float and an int of the same digits differ; there the float is what a reply holds.
    return number if fraction.strip("0") or int(whole) != number else int(whole)


def _refuse_marks(field: Field, text: str, found: re.Match[str]) -> None:
    units = [mark for n in range(1, 6) if (mark := found[f"unit{n}"])]
    if units and field.kind is not FieldKind.MONEY:
        raise Unreadable(
            tr("{text} is not a number. {field} takes a number alone.", text=quoted(text), field=field.label)
        )
    if found["percent"] and field.kind is not FieldKind.PERCENTAGE:
        raise Unreadable(
            tr("{text} is a percentage, {field} is not. Write the number alone.", text=quoted(text), field=field.label)
        )
    for mark in units:
        if not fits_unit(mark, field.unit):
            known = tr("{field} is in {unit}; {text} is not.", field=field.label, unit=field.unit, text=quoted(text))
            start = known if field.unit else tr("{text} is not an amount of money.", text=quoted(text))
            raise Unreadable(tr("{start} Write the number alone.", start=start))


def _is_negative(text: str, found: re.Match[str]) -> bool:
    opened, closed = found["open"] is not None, found["close"] is not None
    signs = [sign for sign in (found["sign"], found["after"]) if sign]
    if opened != closed or len(signs) + opened > 1:
        raise Unreadable(tr("{text} is not a number. Write a minus once, or parentheses.", text=quoted(text)))
    return opened or signs == ["-"]


def _ungrouped(body: str, style: TextStyle) -> str | None:
    """``body`` as ASCII digits with a point, or None when it is not well-formed in this style."""
    whole, _, fraction = body.partition(style.decimal)
    if (fraction and not fraction.isdigit()) or not (whole or fraction):
        return None
    if whole and not whole.isdigit():
        group = next(c for c in whole if not c.isdigit())
        if (group != style.group and group not in _SPACED) or not _well_grouped(whole.split(group)):
            return None
        whole = whole.replace(group, "")
    return f"{whole or '0'}.{fraction}" if fraction else whole


def _well_grouped(groups: list[str]) -> bool:
    """Whether groups are of three digits, or of two before the last three as in India."""
    first, *rest = groups
    if not all(group.isdigit() for group in groups) or first.startswith("0"):
        return False
    if all(len(group) == 3 for group in rest):
        return len(first) <= 3
    return len(first) <= 2 and len(rest[-1]) == 3 and all(len(group) == 2 for group in rest[:-1])


def _no_number(field: Field, text: str, figures: str) -> str:
    if _SCIENTIFIC.fullmatch(figures):
        return tr("{text} is shortened and may be rounded. Write all digits.", text=quoted(text))
    kind = tr("a percentage") if field.kind is FieldKind.PERCENTAGE else tr("a number")
    return tr(
        "{text} is not {kind}. {field} takes {kind}, such as {example}.",
        text=quoted(text),
        kind=kind,
        field=field.label,
        example=_EXAMPLES[field.kind],
    )


def _other_style(text: str, body: str, style: TextStyle) -> str:
    other = TextStyle(decimal="." if style.decimal == "," else ",", group=style.decimal)
    digits = _ungrouped(body, other)
    start = tr("{text} is not a number here.", text=quoted(text))
    if digits is None:
        return tr(
            "{start} Write digits with {decimal} before the decimals.", start=start, decimal=quoted(style.decimal)
        )
    return tr("{start} Did you mean {number}?", start=start, number=quoted(digits.replace(".", style.decimal)))


_EXAMPLES = {
    FieldKind.NUMBER: "42",
    FieldKind.MONEY: "1200",
    FieldKind.PERCENTAGE: "50%",
}
