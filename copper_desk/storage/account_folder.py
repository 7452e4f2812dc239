"""Where everything lies that is kept of one account on this computer.

An account is Copper's address, its id there, and the person who signs in: what one person may see, another may not.
Knows nothing of what the files hold.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

_LONGEST_SLUG: Final = 40


@dataclass(frozen=True, slots=True)
class AccountKey:
    """The identity of an account: API origin, the id from ``GET /account``, and the e-mail of who signs in."""

    origin: str
    account_id: int
    email: str

    @property
    def folder_name(self) -> str:
        """Readable, unique, and a name on every system; the same however origin and e-mail are written."""
        email = self.email.strip().casefold()
        slug = re.sub(r"[^a-z0-9]+", "-", email)[:_LONGEST_SLUG].strip("-")
        return f"{slug or 'account'}-{digest(_plain_origin(self.origin), self.account_id, email)}"


def digest(*parts: str | int) -> str:
    """A short name for several words together, which tells nothing of them."""
    return sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _plain_origin(origin: str) -> str:
    return origin.strip().casefold().rstrip("/")


def pace_file(root: Path, *, origin: str, email: str) -> Path:
    """The file in which all who use one key count their calls: it is needed before the account's id is known.

    ``root`` is the data folder.
    """
    return root / "pace" / f"{digest(_plain_origin(origin), email.strip().casefold())}.sqlite"


class AccountFolder:
    """The folder of one account below ``root``, the data folder. It is made when something is first opened in it."""

    def __init__(self, root: Path, key: AccountKey) -> None:
        self.path = root / "accounts" / key.folder_name

    @property
    def journal(self) -> Path:
        """Changes and pushes (journal.py, history.py)."""
        return self.path / "journal.sqlite"

    @property
    def cache(self) -> Path:
        """Leads as last loaded (cache.py)."""
        return self.path / "cache.sqlite"

    @property
    def pulls(self) -> Path:
        """What leads were when they were pulled into files (pull_store.py)."""
        return self.path / "pulls"

    @property
    def imports(self) -> Path:
        """What was decided about files with the same headers (gui/importing/import_memory.py)."""
        return self.path / "imports.json"

    @property
    def views(self) -> Path:
        """The columns as they were left, and saved views (view_file.py)."""
        return self.path / "views.json"

    @property
    def aside(self) -> Path:
        """Sets of changes that were set aside (change_document.py)."""
        return self.path / "aside"

    @property
    def lock(self) -> Path:
        """Held by the one process that writes (account_lock.py)."""
        return self.path / "account.lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock, for the others to read."""
        return self.path / "holder.json"
