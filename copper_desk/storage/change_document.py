"""Changes in a file of their own, to be handed to somebody or set aside: what was typed, over what, on which leads, and
a word about it.

Whole or not at all, on the way out and on the way in; readable with any tool, since it is JSON. Knows nothing of
sheets.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from copper_desk.leads.value import CellValue, RowId, Value
from copper_desk.storage.path import private_folder
from copper_desk.storage.trouble import Unreadable, told
from copper_desk.storage.value import packed, unpacked
from copper_desk.wording import tr

SUFFIX: Final = ".copperchanges"
_VERSION: Final = 1
_MARK: Final = "copper_desk_changes"
_MOVING: Final = ".moving"
_LAST_S: Final = 253_000_000_000  # In the year 9987: a day before year 10000 is too late in some time zones.
MOST_BYTES: Final = 256 * 1024 * 1024


class UnreadableDocument(Exception):
    """A file holds no changes that can be read. The message is one sentence: which file, why, what to do."""


class CarriedCell(NamedTuple):
    """One change: ``label`` is what the field is called where it was made, ``base`` the value that was loaded then."""

    key: str
    label: str
    base: Value
    value: CellValue


@dataclass(frozen=True, slots=True)
class CarriedLead:
    """The changes of one lead; ``lead_id`` is None for a new one. ``name`` is for people alone."""

    lead_id: RowId | None
    name: str
    cells: tuple[CarriedCell, ...]


@dataclass(frozen=True, slots=True)
class ChangeDocument:
    """``made_s`` are unix seconds. ``title`` is what a set is called, "" for one that is handed over."""

    account_id: int
    account_name: str
    made_s: float
    by: str
    note: str
    leads: tuple[CarriedLead, ...]
    title: str = ""

    @property
    def cell_count(self) -> int:
        """Changes on all leads."""
        return sum(len(lead.cells) for lead in self.leads)


def write_document(path: Path, document: ChangeDocument) -> None:
    """Write it for its owner's eyes alone; on the disk when this returns. Raises StorageTrouble; then what was at
    ``path`` before is still there."""
    data = json.dumps(_form(document), ensure_ascii=False).encode("utf-8", "surrogatepass")
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    with told(path):
        try:
            with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        _sync_folder(path.parent)


def read_document(path: Path) -> ChangeDocument:
    """Raises UnreadableDocument."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableDocument(
                tr("{file} is too large for a file of changes. Choose another one.", file=path.name)
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument(
            tr("{file} is not there (any more). Choose the file again.", file=path.name)
        ) from error
    except OSError as error:
        raise UnreadableDocument(
            tr("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error
    try:
        found = json.loads(data)
        if not isinstance(found, dict) or _MARK not in found:
            raise UnreadableDocument(
                tr("{file} is no file of changes. To read a spreadsheet, choose Import.", file=path.name)
            )
        if _of(int, found[_MARK]) > _VERSION:
            raise UnreadableDocument(
                tr("{file} was written by a newer version of Copper Desk. Install that version.", file=path.name)
            )
        if found[_MARK] != _VERSION:
            raise ValueError("no version")
        return _document(found)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, Unreadable) as error:
        raise UnreadableDocument(
            tr("{file} is damaged and cannot be read. Ask for it once more.", file=path.name)
        ) from error


def _form(document: ChangeDocument) -> Mapping[str, object]:
    return {
        _MARK: _VERSION,
        "account": {"id": document.account_id, "name": document.account_name},
        "made": document.made_s,
        "by": document.by,
        "note": document.note,
        "title": document.title,
        "leads": [
            {
                "id": lead.lead_id,
                "name": lead.name,
                "changes": [
                    {"field": cell.key, "label": cell.label, "loaded": _plain(cell.base), "new": _plain(cell.value)}
                    for cell in lead.cells
                ],
            }
            for lead in document.leads
        ],
    }


def _document(found: Mapping[str, Any]) -> ChangeDocument:
    account = found["account"]
    return ChangeDocument(
        _of(int, account["id"]),
        _of(str, account["name"]),
        _moment_s(found["made"]),
        _of(str, found["by"]),
        _of(str, found["note"]),
        _leads(_of(list, found["leads"])),
        _of(str, found["title"]),
    )


def _moment_s(form: object) -> float:
    """Unix seconds that a calendar has a day for, in any time zone. Raises TypeError, ValueError."""
    if type(form) is not int and type(form) is not float:
        raise TypeError("no moment")
    if not 0 <= form <= _LAST_S:
        raise ValueError("no moment")
    return float(form)


def _leads(forms: Sequence[Any]) -> tuple[CarriedLead, ...]:
    """Each lead once: of two changes of one cell, none could be trusted. Raises ValueError and more."""
    leads = tuple(map(_lead, forms))
    _once(lead.lead_id for lead in leads if lead.lead_id is not None)
    for lead in leads:
        _once(cell.key for cell in lead.cells)
    return leads


def _once(names: Iterable[object]) -> None:
    found = list(names)
    if len(found) != len(set(found)):
        raise ValueError("the same twice")


def _lead(form: Mapping[str, Any]) -> CarriedLead:
    lead_id = None if form["id"] is None else _of(int, form["id"])
    if lead_id is not None and lead_id <= 0:
        raise ValueError("no id of a lead")
    return CarriedLead(lead_id, _of(str, form["name"]), tuple(map(_cell, _of(list, form["changes"]))))


def _cell(form: Mapping[str, Any]) -> CarriedCell:
    return CarriedCell(_of(str, form["field"]), _of(str, form["label"]), _value(form["loaded"]), _value(form["new"]))


def _of(kind: type[Any], value: Any) -> Any:
    """``value``, which must be of just this type. Raises TypeError."""
    if type(value) is not kind:
        raise TypeError(f"{type(value).__name__} instead of {kind.__name__}")
    return value


def _plain(value: CellValue) -> object:
    # Nearly always: plain text is packed as itself.
    return value if value is None or (type(value) is str and value.isascii()) else json.loads(packed(value))


def _value(form: object) -> Any:
    return form if form is None or type(form) is str else unpacked(json.dumps(form).encode())


def _sync_folder(folder: Path) -> None:
    """Make the rename survive the loss of power. Not every kind of disk can; the file is whole either way."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class SetAside:
    """The sets of changes that were set aside in one account: a file each in ``folder``.

    A set on its way into the sheet or out of it lies in a file of its own beside (desk/aside.py).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self, document: ChangeDocument) -> Path:
        """The file that a new set is to have. Raises StorageTrouble."""
        with told(self._folder):
            private_folder(self._folder)
        number = 1
        while any(map(Path.exists, _places(path := self._folder / f"{int(document.made_s)}-{number}{SUFFIX}"))):
            number += 1
        return path

    def keep(self, document: ChangeDocument) -> Path:
        """Keep a set; on the disk when this returns. Raises StorageTrouble."""
        path = self.place(document)
        write_document(path, document)
        return path

    def held(self, path: Path) -> ChangeDocument | None:
        """The set of this file, None where there is none (any more). Raises UnreadableDocument."""
        return read_document(path) if path.exists() else None

    def begin(self, path: Path, document: ChangeDocument) -> None:
        """The set of this file is on its way; on the disk when this returns. Raises StorageTrouble."""
        write_document(_moving(path), document)

    def on_its_way(self, path: Path) -> ChangeDocument | None:
        """What ``begin`` was given last and no ``end`` followed. Raises UnreadableDocument."""
        return self.held(_moving(path))

    def on_their_way(self) -> list[Path]:
        """The files whose sets are on their way."""
        found = self._folder.glob(f"*{SUFFIX}{_MOVING}") if self._folder.is_dir() else ()
        return sorted(path.with_name(path.name.removesuffix(_MOVING)) for path in found)

    def end(self, path: Path, left: ChangeDocument) -> None:
        """What is ``left`` is the set now, and nothing is on its way. Raises StorageTrouble."""
        if left.leads:
            write_document(path, left)
        else:
            self.remove(path)
        self.remove(_moving(path))

    def all(self) -> tuple[list[tuple[Path, ChangeDocument]], list[str]]:
        """Every set with its file, the newest first, and a sentence for each file that cannot be read."""
        found, troubles = [], []
        for path in sorted(self._paths(), reverse=True):
            try:
                found.append((path, read_document(path)))
            except UnreadableDocument as error:
                troubles.append(str(error))
        return sorted(found, key=lambda each: -each[1].made_s), troubles

    def __len__(self) -> int:
        return len(self._paths())

    def remove(self, path: Path) -> None:
        """Forget a set. Raises StorageTrouble."""
        with told(path):
            path.unlink(missing_ok=True)

    def _paths(self) -> Sequence[Path]:
        return list(self._folder.glob(f"*{SUFFIX}")) if self._folder.is_dir() else []


def _moving(path: Path) -> Path:
    return path.with_name(path.name + _MOVING)


def _places(path: Path) -> tuple[Path, Path]:
    return path, _moving(path)
