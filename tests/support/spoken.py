"""Every sentence that the program says in a test must stand in the German translation, and so must be translatable.

A pytest plugin. ``tr`` says English in the tests, as the source has it, and fails where a text is none of the
sentences that packaging/translation.py found: it was put together before it went through ``tr``.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from copper_desk.wording import tell_time_by, translate_by

GERMAN = Path(__file__).parents[2] / "resources" / "translations" / "copper_desk_de.ts"


def german() -> dict[str, str]:
    """The German of each sentence."""
    messages = ElementTree.parse(GERMAN).getroot().iter("message")  # noqa: S314 - a file of our own
    return {each.findtext("source", ""): each.findtext("translation", "") for each in messages}


def speak_strict_english() -> None:
    """What holds in every test; a test that speaks otherwise comes back to it."""
    translate_by({sentence: sentence for sentence in german()}.get, is_strict=True)


def pytest_configure() -> None:
    speak_strict_english()


@pytest.fixture(autouse=True)
def plain_time() -> Iterator[None]:
    """A window tells the time of its account; what comes after it does not."""
    yield
    tell_time_by()
