"""The German window: complete, in step with the source, and really said."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from copper_desk.desk.desk import Desk
from copper_desk.gui.control.action import MENUS, MenuSpec
from copper_desk.gui.dialog.guide import GuideWindow
from copper_desk.gui.grid.row_state import row_state
from copper_desk.gui.translation import CONTEXT, LANGUAGES, speak
from copper_desk.resource import resource_path
from copper_desk.wording import counted, number, retold, tr, translate_by
from tests.support.spoken import german, speak_strict_english
from tests.support.window import Person

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"\{(\w+)")


@pytest.fixture
def in_german(qapp: QApplication) -> Iterator[None]:
    """The program speaks German, and a text without a translation is a fault."""
    before = set(qapp.findChildren(QTranslator))
    speak(qapp, "de")
    translate_by(german().get, group=".", decimal=",", is_strict=True)
    row_state.cache_clear()
    yield
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.deleteLater()
    speak_strict_english()
    row_state.cache_clear()


def test_the_translation_is_in_step_with_the_source() -> None:
    tool = runpy.run_path(str(ROOT / "packaging" / "translation.py"))
    assert list(german()) == tool["sentences"](), "Run packaging/translation.py de."


def test_every_sentence_has_its_german() -> None:
    assert [sentence for sentence, said in german().items() if not said] == []


def test_german_fills_in_what_english_does() -> None:
    odd = [
        sentence
        for sentence, said in german().items()
        if sorted(set(PLACEHOLDER.findall(sentence))) != sorted(set(PLACEHOLDER.findall(said)))
    ]
    assert odd == []


def test_german_keeps_spaces_dots_and_mnemonics() -> None:
    def edges(text: str) -> tuple[bool, bool, bool, bool]:
        return text[:1] == " ", text[-1:] == " ", text.endswith("…"), bool(re.search(r"&\w", text))

    assert [sentence for sentence, said in german().items() if edges(sentence) != edges(said)] == []


def test_what_the_program_loads_is_what_the_translators_edit() -> None:
    translator = QTranslator()
    assert translator.load(str(resource_path("translations/copper_desk_de.qm")))
    assert {sentence: translator.translate(CONTEXT, sentence) for sentence in german()} == german()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_letter_opens_two_entries_of_a_menu(language: str) -> None:
    words = german() if language == "de" else {sentence: sentence for sentence in german()}

    def check(title: str, texts: list[str]) -> None:
        letters = [found[1].lower() for text in texts if (found := re.search(r"&(\w)", words[text]))]
        assert len(letters) == len(set(letters)), (title, sorted(letters))

    def walk(menu: MenuSpec) -> None:
        entries = [entry for group in menu.groups for entry in group]
        check(menu.title, [entry.title if isinstance(entry, MenuSpec) else entry.text for entry in entries])
        for entry in entries:
            if isinstance(entry, MenuSpec):
                walk(entry)

    check("", [menu.title for menu in MENUS])
    for menu in MENUS:
        walk(menu)


def test_the_guide_is_whole_in_german() -> None:
    pages = {page.name: page for page in resource_path("guide").glob("*.md")}
    assert {page.name for page in resource_path("guide/de").glob("*.md")} == set(pages)
    for name, page in pages.items():
        ours, theirs = page.read_text(encoding="utf-8"), resource_path(f"guide/de/{name}").read_text(encoding="utf-8")
        for mark in (r"(?m)^#+ ", r"(?m)^ *(?:[-*]|\d+\.) ", r"\]\([^)]*\)", r"(?m)^```"):
            assert len(re.findall(mark, ours)) == len(re.findall(mark, theirs)), (name, mark)
        assert re.findall(r"\]\(([^)]*)\)", ours) == re.findall(r"\]\(([^)]*)\)", theirs), name


@pytest.mark.usefixtures("in_german")
def test_numbers_counts_and_reasons_are_said_in_german() -> None:
    assert (number(2431), number(0.5)) == ("2.431", "0,50")
    assert counted(1, "1 cell selected", "{n} cells selected") == "1 Zelle ausgewählt"
    assert counted(1200, "1 cell selected", "{n} cells selected") == "1.200 Zellen ausgewählt"
    assert retold("It was changed since.") == "Es wurde seitdem geändert."
    assert retold("is invalid: somebody else’s words") == "is invalid: somebody else’s words"


@pytest.mark.usefixtures("in_german")
def test_a_text_without_a_translation_is_told_of() -> None:
    with pytest.raises(LookupError, match="There is no translation"):
        tr("No translator has seen this.")


def test_a_language_that_does_not_exist_is_english(qapp: QApplication) -> None:
    for language in ("xx", None, 7, "en"):
        speak(qapp, language)
        assert tr("Leads") == "Leads"


@pytest.mark.usefixtures("in_german")
def test_the_window_speaks_german(qtbot: QtBot, open_desk: Desk) -> None:
    person = Person(qtbot, open_desk)
    person.load()
    window = person.window
    titles = [menu.title().replace("&", "") for menu in window.menuBar().findChildren(QMenu)]
    assert titles[0] == "Datei"
    assert {"Bearbeiten", "Ansicht", "Leads", "Senden", "Hilfe"} <= set(titles)
    assert window.view.model().headerData(0, window.view.header.orientation()) == "Zustand"
    assert window.view.accessibleName() == tr("Leads")
    for name in ("preferences", "shortcuts", "about", "messages", "columns"):
        window.actions_[name].trigger()
    person.leave()


@pytest.mark.usefixtures("in_german")
def test_the_guide_opens_in_german(qtbot: QtBot) -> None:
    guide = GuideWindow()
    qtbot.addWidget(guide)
    assert "zehn Minuten" in guide.page.toPlainText()
