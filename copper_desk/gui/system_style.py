"""How this desktop writes numbers and dates, as the habits in which cells are shown and read.

Takes a locale; who asks the system for it is the program. Times never follow the desktop: their zone is the account's.
"""

from __future__ import annotations

from typing import cast, get_args

from PySide6.QtCore import QLocale

from copper_desk.leads.style import DateOrder, TextStyle

SYSTEM, PLAIN = "", "C"
"""Numbers and dates as the desktop has them, and in the form for files."""


def locale_of(name: object) -> QLocale:
    """The locale that a person chose by its name; the desktop's for SYSTEM and whatever is no name."""
    if not isinstance(name, str) or name == SYSTEM:
        return QLocale.system()
    return QLocale.c() if name == PLAIN else QLocale(name)


def style_of(locale: QLocale) -> TextStyle:
    """The habits of a locale; the plain ones (1234.5, 2026-03-04) where it has none or ones that cannot be read."""
    if locale.language() == QLocale.Language.C:
        return TextStyle()
    try:
        return TextStyle(locale.decimalPoint(), locale.groupSeparator(), _date_order(locale))
    except ValueError:
        return TextStyle(date_order=_date_order(locale))


def _date_order(locale: QLocale) -> DateOrder:
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat).lower()
    letters = "".join(sorted("ymd", key=pattern.find))
    return cast(DateOrder, letters) if letters in get_args(DateOrder) else "ymd"
