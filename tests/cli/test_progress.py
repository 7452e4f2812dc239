"""What is said of how far a command is: now and then in a pipe, on one line on a terminal."""

from __future__ import annotations

import sys

import pytest

from copper_desk.cli.progress import PipeProgress, TerminalProgress, progressing
from copper_desk.cli.speech import say, show_json


def test_a_pipe_hears_of_it_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    progress = PipeProgress(every_s=10, clock=lambda: now[0])
    for second in range(25):
        now[0] = float(second)
        progress.update(f"{second} of 25")
    progress.stop()
    assert capsys.readouterr().err.splitlines() == ["10 of 25", "20 of 25"]


def test_without_a_terminal_it_is_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progressing("Reading") as progress:
        assert isinstance(progress, PipeProgress)
    assert capsys.readouterr().err == ""


def test_sentences_are_said_while_a_terminal_shows_progress(capsys: pytest.CaptureFixture[str]) -> None:
    progress = TerminalProgress("Reading [bold]leads")
    say("Stopping.")
    progress.update("done")
    progress.stop()
    assert "Stopping." in capsys.readouterr().err


def test_a_leads_text_moves_no_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    say("Ada \x1b[2J\r[red]Bolt\x07\nnext")
    assert capsys.readouterr().err == "Ada  [2J\n[red]Bolt \nnext\n"


class _OldTerminal:
    encoding = "cp1252"

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        text.encode(self.encoding)
        self.text += text
        return len(text)

    def flush(self) -> None:
        return


def test_an_old_code_page_shows_what_it_can_and_json_stays_json(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _OldTerminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(sys, "stderr", terminal)
    say("“Zoë” → 東")
    show_json({"name": "東"})
    assert terminal.text == '“Zoë” \\u2192 \\u6771\n{"name": "\\u6771"}\n'
