"""A read-only account: the command shows what it would send, and sends nothing."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.program import Command, command, edit_rows

__all__ = ["command"]


def test_a_push_to_a_read_only_account_is_refused_and_nothing_is_sent(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    assert command("pull", str(file)).returncode == 0
    edit_rows(file, lambda row: row.update(Title="Owner"))
    [folder] = (command.data / "accounts").iterdir()
    settings = command.data / "settings.json"
    settings.write_text(json.dumps({"read_only_accounts": [folder.name]}), encoding="utf-8")
    assert command("push", str(file), "--dry-run").returncode == 0
    refused = command("push", str(file), "--yes")
    assert refused.returncode == 2
    assert "read-only" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not command.copper.control.applied()
    settings.write_text("{}", encoding="utf-8")
    assert command("push", str(file), "--yes").returncode == 0
