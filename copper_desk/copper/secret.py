"""A text that no log, report or traceback shows: a key of Copper's, a proxy's password."""

from __future__ import annotations


class Secret:
    """Gives its text to ``reveal()`` alone. Two of the same kind and text are equal."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """The text itself: for the place that needs it and the keyring, nothing else."""
        return self.__text

    def __repr__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and type(other) is type(self) and other.__text == self.__text

    def __hash__(self) -> int:
        return hash((type(self), self.__text))

    def __getstate__(self) -> object:
        # Pickling and copying by state would carry the text to places that outlive the session.
        raise TypeError("A secret is not serialised.")
