"""``copper-desk accounts``: the accounts that this computer knows, without their keys."""

from __future__ import annotations

from copper_desk.cli.exit_code import ExitCode
from copper_desk.cli.speech import say, show, show_json
from copper_desk.desk.account_book import AccountBook
from copper_desk.storage.credentials import system_key_store
from copper_desk.storage.path import settings_file
from copper_desk.storage.setting import Settings


def list_accounts(*, as_json: bool) -> ExitCode:
    """One line an account: name, e-mail, address. As JSON, one array."""
    accounts = AccountBook(Settings(settings_file()), system_key_store()).accounts()
    if as_json:
        show_json([{"name": each.name, "email": each.email, "base_url": each.base_url} for each in accounts])
    else:
        for saved in accounts:
            show(f"{saved.name}\t{saved.email}\t{saved.base_url}")
    if not accounts:
        say("No account is saved on this computer. Open the window with “copper-desk” and choose Connect to Copper.")
    return ExitCode.DONE
