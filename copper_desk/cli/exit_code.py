"""What the exit code of a command says, so that a script can go on from it."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    DONE = 0  # all accepted, or nothing to do
    USAGE = 2  # usage, or a file that cannot be read
    SOME_LEFT = 3  # some leads failed, are not confirmed or were held back
    NO_CONNECTION = 4  # cannot connect or sign in
    STOPPED = 5  # stopped before the end; what was not sent is kept and said
    HELD = 6  # another window or command has the account open


class Finished(Exception):
    """Ends a command with a code and, where there is one, a sentence for stderr."""

    def __init__(self, code: ExitCode, sentence: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
