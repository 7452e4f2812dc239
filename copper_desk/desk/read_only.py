"""Accounts that nothing is pushed to from this computer: a person's own guard, kept in the settings.

Window and command obey alike. Knows accounts by the names of their folders.
"""

from __future__ import annotations

from collections.abc import Iterable

from copper_desk.desk.setting_name import READ_ONLY
from copper_desk.storage.setting import Json, Settings
from copper_desk.wording import tr


class ReadOnlyAccount(Exception):
    """A push to an account that was switched read-only. The message is a sentence for the person."""

    def __init__(self) -> None:
        super().__init__(
            tr("This account is read-only on this computer, so nothing was sent. Preferences can change that.")
        )


def read_only_accounts(settings: Settings) -> frozenset[str]:
    """The names of the folders of such accounts."""
    kept = settings.get(READ_ONLY)
    return frozenset(each for each in kept if isinstance(each, str)) if isinstance(kept, list) else frozenset()


def with_account(accounts: Iterable[str], name: str, *, read_only: bool) -> list[Json]:
    """The value to keep once the account of this folder is switched."""
    others: list[Json] = [each for each in sorted(accounts) if each != name]
    return [*others, name] if read_only else others
