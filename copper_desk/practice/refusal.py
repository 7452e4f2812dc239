"""What the practice server says when it refuses a value, in the two shapes Copper is known to use.

Single calls answer 422 with one text, "Field: sentence" a line; bulk calls answer 200 with an object of
lists for each refused element (contract, section 4). Must not know why something is refused.
"""

from __future__ import annotations

from typing import Any

from .account import Json
from .quirk import Quirk

INVALID = "is invalid"
BLANK = "can't be blank"


class RefusedError(ValueError):
    """One value refused.

    Attributes:
        text: the sentence without its subject, as in "can't be blank".
        within: the part of an object or array that is meant, as in "country" or "[1].number"; "" for all.
        label: what to call that part in a sentence, where `within` is no word.
    """

    def __init__(self, text: str, *, within: str = "", label: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.within = within
        self.label = label or within


class Refusals:
    """All that is wrong with one lead of a write, by attribute."""

    def __init__(self) -> None:
        self._found: list[tuple[str, RefusedError]] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, attribute: str, refused: RefusedError) -> None:
        """Note one refused value of an attribute."""
        self._found.append((attribute, refused))

    def attributes(self) -> set[str]:
        """The attributes with something wrong."""
        return {attribute for attribute, _ in self._found}

    def by_key(self, quirk: Quirk) -> dict[str, list[str]]:
        """Sentences by error key, in the order found."""
        keyed: dict[str, list[str]] = {}
        for attribute, refused in self._found:
            key, text = _placed(attribute, refused, dotted=quirk.nested_key == "dotted")
            keyed.setdefault(key, []).append(text)
        return keyed

    def element(self, quirk: Quirk, *, lead_id: Any = None) -> Json:
        """The failed element of a bulk reply; `lead_id` is absent in creates."""
        body: Json = {"success": False, "message": _message(self.by_key(quirk), quirk.message)}
        return body if lead_id is None else {**body, "id": lead_id}

    def single(self, quirk: Quirk) -> Json:
        """The body of a 422 of a single call."""
        return invalid_input(self.by_key(quirk))


def unrecognised(names: list[str]) -> RefusedError:
    """The recorded answer to attributes Copper does not know or does not take."""
    return RefusedError(f"Unrecognized attributes specified: {', '.join(names)}")


def not_found_element(lead_id: Any, quirk: Quirk) -> Json:
    """The failed element for a lead that is gone; its real shape is not on record."""
    message = _message({"base": ["Resource not found"]}, quirk.message)
    return {"success": False, "message": message, "id": lead_id}


def invalid_input(by_key: dict[str, list[str]]) -> Json:
    """A 422 body in the recorded form, one line an error."""
    lines = [f"{_title(key)}: {text}" for key, texts in by_key.items() for text in texts]
    return plain(422, "Invalid input: Validation errors: " + "\n".join(lines))


def plain(status: int, message: str) -> Json:
    """The envelope {success, status, message}."""
    return {"success": False, "status": status, "message": message}


def _placed(attribute: str, refused: RefusedError, *, dotted: bool) -> tuple[str, str]:
    if not refused.within:
        return attribute, refused.text
    if not dotted:
        return attribute, f"{refused.label} {refused.text}"
    joint = "" if refused.within.startswith("[") else "."
    return f"{attribute}{joint}{refused.within}", refused.text


def _message(by_key: dict[str, list[str]], shape: str) -> Any:
    if shape == "object":
        return {key: [{"error": text} for text in texts] for key, texts in by_key.items()}
    lines = [f"{_title(key)}: {text}" for key, texts in by_key.items() for text in texts]
    return lines if shape == "list" else "\n".join(lines)


def _title(key: str) -> str:
    return key.replace("_", " ").title()
