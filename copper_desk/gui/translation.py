"""The language of the window: finds the translations that ship with the program and puts one in force.

English is in the source and needs none. Knows nothing of what is said.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from copper_desk.resource import resource_path
from copper_desk.wording import translate_by

CONTEXT: Final = "CopperDesk"
"""The one context of all texts in a .ts file."""

ENGLISH: Final = "en"
LANGUAGES: Final = {ENGLISH: "English", "de": "Deutsch"}
"""The languages of the window, each in its own words, by their code (ISO 639-1)."""

_SEPARATORS: Final = {"de": (".", ",")}
"""Between thousands, and before decimals."""


def speak(application: QCoreApplication, language: object) -> None:
    """Say everything in this language from now on; English where it is none of ``LANGUAGES``.

    Before the first widget is made: what is said already stays. Raises FileNotFoundError where the installation lacks
    the translation.
    """
    if not isinstance(language, str) or language not in _SEPARATORS:
        return
    ours, qts = QTranslator(application), QTranslator(application)
    # Qt's own buttons, menus and names of keys, in the words of Qt.
    qts.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    if not ours.load(str(resource_path(f"translations/copper_desk_{language}.qm"))):
        raise FileNotFoundError(f"The translation into {language} cannot be read.")
    application.installTranslator(qts)
    group, decimal = _SEPARATORS[language]
    translate_by(lambda text: ours.translate(CONTEXT, text) or None, group=group, decimal=decimal)
