"""Which currency a mark before or after an amount can mean.

Copper stores the unit with the field and takes the bare number, so an amount in another currency must not slip in as
if it were converted.
"""

from __future__ import annotations

_MARKS = {
    "€": {"EUR"},
    "£": {"GBP", "EGP", "GIP", "FKP", "SHP", "LBP", "SYP"},
    "¥": {"JPY", "CNY"},
    "￥": {"JPY", "CNY"},
    "₹": {"INR"},
    "₩": {"KRW"},
    "₽": {"RUB"},
    "₺": {"TRY"},
    "₪": {"ILS"},
    "₴": {"UAH"},
    "₫": {"VND"},
    "₦": {"NGN"},
    "₱": {"PHP"},
    "฿": {"THB"},
    "₵": {"GHS"},
    "₡": {"CRC"},
    "₸": {"KZT"},
    "₲": {"PYG"},
    "zł": {"PLN"},
    "kr": {"SEK", "NOK", "DKK", "ISK"},
    "kč": {"CZK"},
    "ft": {"HUF"},
    "us$": {"USD"},
    "a$": {"AUD"},
    "au$": {"AUD"},
    "c$": {"CAD"},
    "ca$": {"CAD"},
    "nz$": {"NZD"},
    "s$": {"SGD"},
    "hk$": {"HKD"},
    "nt$": {"TWD"},
    "mx$": {"MXN"},
    "r$": {"BRL"},
}
"""Marks, folded, and the units they can stand for. A bare ``$`` is left out: over twenty countries use it."""

_CODE_LENGTH = 3
_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT "
    "LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR "
    "NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
    "STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD "
    "XOF XPF YER ZAR ZMW ZWL "
)
"""ISO 4217. Three other letters beside a number ("ext 5") are no amount."""

_NOT_DOLLARS = frozenset().union(*(units for mark, units in _MARKS.items() if not mark.endswith("$")))


def fits_unit(mark: str, unit: str | None) -> bool:
    """Whether ``mark`` (``$``, ``€``, ``kr``, ``USD``) can stand before an amount in ``unit``.

    Where the unit is not known (Copper keeps that of Value with each lead), every mark of money will do.
    """
    folded = mark.casefold()
    code = mark.upper()
    if folded == "$":
        return unit is None or unit.upper() not in _NOT_DOLLARS
    if folded not in _MARKS and not _is_code(code):
        return False
    return unit is None or unit.upper() in _MARKS.get(folded, {code})


def _is_code(code: str) -> bool:
    return len(code) == _CODE_LENGTH and code.isalpha() and f"{code} " in _CODES
