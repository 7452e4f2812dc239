"""What was decided about a file the last time, for the next one with the same headers; and the files of late.

Kept beside the account's other data. Holds headers, names of fields and words of the file, never a lead. What cannot be
read or written is simply not remembered.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from copper_desk.gui.importing.import_draft import ColumnWay, ImportDraft
from copper_desk.leads.value import CellValue
from copper_desk.storage.account_folder import AccountFolder
from copper_desk.storage.setting import Json, Settings
from copper_desk.tabular.column import column_names, header_signature
from copper_desk.tabular.import_choice import Blanks, CellMode, Duplicates, Keep, ListMode, NewRows

_LOG = logging.getLogger(__name__)
_MAPPINGS, _RECENT = "mappings", "recent"
_MOST_MAPPINGS = 60
_MOST_RECENT = 6


class ImportMemory:
    """The memory of one account; without a folder it forgets."""

    def __init__(self, folder: AccountFolder | None) -> None:
        self._settings = None if folder is None else _opened(folder.imports)

    def mapping(self, header: Sequence[str]) -> Mapping[str, str | None] | None:
        """Which field each column filled, by its name; None when such a file never came."""
        columns = self._entry(header).get("columns")
        if not isinstance(columns, dict):
            return None
        vague = _vague(columns, header)
        return {
            name: key for name, key in columns.items() if name not in vague and (key is None or isinstance(key, str))
        }

    def recall(self, draft: ImportDraft, header: Sequence[str]) -> None:
        """Put what was decided about such a file into a new draft; what does not fit any more is left out."""
        entry = self._entry(header)
        if not entry:
            return
        _recall_ways(draft, entry.get("ways"))
        draft.blanks = _member(Blanks, entry.get("blanks"), draft.blanks)
        draft.new = _member(NewRows, entry.get("new"), draft.new)
        draft.duplicates = _member(Duplicates, entry.get("duplicates"), draft.duplicates)
        _recall_constants(draft, entry.get("constants"))
        _recall_values(draft, entry.get("values"))
        if "key" in entry:
            _recall_key(draft, entry["key"])

    def keep(self, draft: ImportDraft, header: Sequence[str]) -> None:
        """Remember what was decided about this file."""
        found = self._whole(_MAPPINGS)
        found.pop(header_signature(header), None)
        entry: dict[str, Json] = {
            "columns": dict(draft.mapping()),
            "ways": {
                name: [each.way.mode.value, each.way.lists.value]
                for name, each in zip(draft.names(), draft.columns, strict=True)
            },
            "blanks": draft.blanks.value,
            "new": draft.new.value,
            "duplicates": draft.duplicates.value,
            "constants": dict(draft.constants),
            "values": [[key, text, _plain(value)] for (key, text), value in draft.values.items()],
        }
        if draft.is_key_chosen:
            entry["key"] = None if draft.key is None else [draft.names()[draft.key.index], draft.key.key]
        found[header_signature(header)] = entry
        self._set(_MAPPINGS, dict(list(found.items())[-_MOST_MAPPINGS:]))

    def recent(self) -> list[Path]:
        """The files that were imported of late and are still there, the latest first."""
        found = None if self._settings is None else self._settings.get(_RECENT)
        names = found if isinstance(found, list) else []
        return [path for name in names if isinstance(name, str) and (path := Path(name)).is_file()]

    def note(self, path: Path) -> None:
        """This file was imported."""
        before = [str(each) for each in self.recent() if each != path]
        names: list[Json] = [str(path), *before]
        self._set(_RECENT, names[:_MOST_RECENT])

    def _entry(self, header: Sequence[str]) -> Mapping[str, Any]:
        entry = self._whole(_MAPPINGS).get(header_signature(header))
        return entry if isinstance(entry, dict) else {}

    def _whole(self, name: str) -> dict[str, Json]:
        found = None if self._settings is None else self._settings.get(name)
        return dict(found) if isinstance(found, dict) else {}

    def _set(self, name: str, value: Json) -> None:
        if self._settings is None:
            return
        try:
            self._settings.set(name, value)
        except OSError as error:
            _LOG.info("The mapping of a file is not remembered: %s", error)


def _opened(path: Path) -> Settings | None:
    try:
        return Settings(path)
    except OSError as error:
        _LOG.info("The mappings of files cannot be read: %s", error)
        return None


def _vague(columns: Mapping[str, Any], header: Sequence[str]) -> set[str]:
    """Headers that are there several times, but were kept as one: nobody knows of which column that was said."""
    names = column_names(header)
    return {
        text for text, name in zip(header, names, strict=True) if name != text and columns.keys().isdisjoint({name})
    }


def _member(kind: Any, value: object, otherwise: Any) -> Any:
    """The member of an enum with this value; Any, because each caller has another enum."""
    return next((member for member in kind if member.value == value), otherwise)


def _recall_ways(draft: ImportDraft, ways: object) -> None:
    for name, column in zip(draft.names(), draft.columns, strict=True):
        way = ways.get(name) if isinstance(ways, dict) else None
        if isinstance(way, list) and len(way) == 2:
            column.way = ColumnWay(_member(CellMode, way[0], CellMode.REPLACE), _member(ListMode, way[1], ListMode.ADD))


def _recall_constants(draft: ImportDraft, constants: object) -> None:
    for key, text in constants.items() if isinstance(constants, dict) else ():
        field = draft.schema.get(key)
        if field is not None and field.writable and isinstance(text, str) and key not in draft.filled_keys():
            draft.constants[key] = text


def _recall_values(draft: ImportDraft, values: object) -> None:
    for entry in values if isinstance(values, list) else ():
        if not isinstance(entry, list) or len(entry) != 3:
            continue
        key, text, kept = entry
        field = draft.schema.get(key) if isinstance(key, str) else None
        value = _value(kept)
        ids = value if isinstance(value, tuple) else (value,)
        known = field is not None and field.choices is not None and all(each in field.choices for each in ids)
        if isinstance(text, str) and field is not None and (value is Keep.LEAD_VALUE or known):
            draft.values[field.key, text] = value


def _recall_key(draft: ImportDraft, key: object) -> None:
    if key is None:
        draft.choose_key(None)
    elif isinstance(key, list) and len(key) == 2:
        names = draft.names()
        named = (each for each in draft.possible_keys() if [names[each.index], each.key] == key)
        if found := next(named, None):
            draft.choose_key(found)


def _plain(value: CellValue | Keep) -> Json:
    if value is Keep.LEAD_VALUE:
        return "keep"
    return list(value) if isinstance(value, tuple) else value  # type: ignore[arg-type, return-value]  # ids of choices


def _value(kept: Json) -> CellValue | Keep:
    if kept == "keep":
        return Keep.LEAD_VALUE
    return tuple(kept) if isinstance(kept, list) else kept  # type: ignore[return-value]  # ids of choices
