"""Numbers and dates are read and shown as the desktop writes them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from copper_desk.gui.system_style import style_of
from copper_desk.leads.style import TextStyle


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("en_US", TextStyle(".", ",", "mdy")),
        ("en_GB", TextStyle(".", ",", "dmy")),
        ("de_DE", TextStyle(",", ".", "dmy")),
        ("fr_FR", TextStyle(",", "\u202f", "dmy")),
        ("sv_SE", TextStyle(",", "\u00a0", "ymd")),
        ("de_CH", TextStyle(".", "'", "dmy")),
        ("C", TextStyle()),
    ],
)
def test_a_locale_gives_its_habits(name: str, style: TextStyle) -> None:
    assert style_of(QLocale(name)) == style


def test_every_locale_gives_habits_that_can_be_told_apart() -> None:
    any_language, any_script = QLocale.Language.AnyLanguage, QLocale.Script.AnyScript
    locales = QLocale.matchingLocales(any_language, any_script, QLocale.Country.AnyCountry)
    assert len(locales) > 300
    assert all(style_of(locale).decimal in {".", ","} for locale in locales)
