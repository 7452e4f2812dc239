"""The sentences of the import. Pure; knows nothing of widgets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from copper_desk.gui.importing.import_draft import ColumnWay, DraftColumn
from copper_desk.gui.importing.import_pace import Pace
from copper_desk.leads.field import Field
from copper_desk.leads.style import DateOrder
from copper_desk.tabular.import_choice import LISTED_KINDS, Blanks, CellMode, ListMode
from copper_desk.tabular.import_count import BlankCount, ColumnCount, ImportOutlook
from copper_desk.tabular.import_plan import RowKind
from copper_desk.tabular.row_match import Fate
from copper_desk.tabular.table import FileFormat, Table
from copper_desk.wording import counted, later, moment, number, tr

STALE_AFTER = timedelta(minutes=10)
"""A refresh older than this is repeated before rows are matched."""


_FORMATS = {
    FileFormat.CSV: "Comma-separated text",
    FileFormat.TSV: "Tab-separated text",
    FileFormat.TXT: "Text",
    FileFormat.XLSX: "Excel workbook",
    FileFormat.XLSM: "Excel workbook with macros",
    FileFormat.XLSB: "Excel binary workbook",
    FileFormat.XLS: "Excel 97–2003 workbook",
    FileFormat.ODS: "OpenDocument sheet",
    FileFormat.HTML: "Web page with a table",
}
DELIMITERS: Mapping[str, str] = {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar"}
QUOTES: Mapping[str, str] = {'"': "Double", "'": "Single", "": "None"}
ENCODINGS: Mapping[str, str] = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Western (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "cp1253": "Greek (Windows-1253)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp932": "Japanese (Shift-JIS)",
    "euc_jp": "Japanese (EUC-JP)",
    "gb18030": "Chinese (GB 18030)",
    "big5": "Chinese (Big5)",
    "euc_kr": "Korean (EUC-KR)",
    "mac_roman": "Mac Roman",
    "latin_1": "Western (ISO 8859-1)",
}
_WAYS = {
    ColumnWay(CellMode.REPLACE, ListMode.ADD): "Add",
    ColumnWay(CellMode.REPLACE, ListMode.REMOVE): "Remove",
    ColumnWay(CellMode.REPLACE, ListMode.REPLACE): "Replace",
}


def format_words(table: Table) -> str:
    """What kind of file it is."""
    return tr(_FORMATS[table.format])


def reading_words(name: str, rows: Pace) -> str:
    """ "Reading leads.csv: 45,000 of 100,000 rows · 38,000/s · about 2 s left"."""
    told = rows.words()
    return tr("Reading {file}: {rows}", file=name, rows=_of_rows(told)) if told else tr("Reading {file}…", file=name)


def counting_words(parts: Pace) -> str:
    """ "Counting what would change: 45 % · about 2 s left"."""
    if not parts.done or parts.now_s == parts.began_s:
        return tr("Counting what would change…")
    share = tr("Counting what would change: {percent} %", percent=round(100 * parts.done / parts.whole))
    left = parts.left_words()
    return f"{share} · {left}" if left else share


def _of_rows(told: str) -> str:
    count, dot, rest = told.partition(" · ")
    return tr("{count} rows", count=count) + dot + rest


def putting_words(cells: Pace) -> str:
    """ "Putting 11,646 of 16,939 changes in the sheet · 9,800/s · about 2 s left"."""
    count, dot, rest = cells.words().partition(" · ")
    return (
        (tr("Putting {count} changes in the sheet", count=count) if count else tr("Putting the changes in the sheet…"))
        + dot
        + rest
    )


def subtitle(table: Table) -> str:
    """ "Sheet “Visitors” · header in row 3 · 312 rows · nothing is sent until you push"."""
    parts = [tr("Sheet “{sheet}”", sheet=table.sheet)] if table.sheet else [format_words(table)]
    parts.append(tr("header in row {n}", n=number(table.header_row)) if table.header_row else tr("no headers"))
    parts.append(counted(len(table), "1 row", "{n} rows"))
    return " · ".join([*parts, tr("nothing is sent until you push")])


# Columns


def why_words(column: DraftColumn) -> str:
    """Why a column is thought to be its field."""
    match = column.match
    if match.reason is not None:
        return tr(match.reason.value)
    if match.guess is not None:
        return tr("spelled like {field}", field=match.guess.label)
    if match.rival is not None:
        return tr("{field} is filled by another column", field=match.rival.label)
    if match.is_foreign_id:
        return tr("no lead has these ids")
    return tr("our own note") if match.is_note else tr("nothing alike")


def way_words(field: Field, way: ColumnWay) -> str:
    """What a column does with a lead that has a value."""
    if way.mode is CellMode.FILL:
        return tr("Only fill empty")
    return tr(_WAYS[ColumnWay(way.mode, way.lists)]) if field.kind in LISTED_KINDS else tr("Replace")


def ways_of(field: Field) -> tuple[ColumnWay, ...]:
    """The ways that a field has."""
    if field.kind in LISTED_KINDS:
        lists = (ListMode.ADD, ListMode.REMOVE, ListMode.REPLACE)
        return (*(ColumnWay(CellMode.REPLACE, mode) for mode in lists), ColumnWay(CellMode.FILL))
    return ColumnWay(CellMode.REPLACE), ColumnWay(CellMode.FILL)


def way_count(count: ColumnCount | None, way: ColumnWay) -> int | None:
    """How many cells a way would change; None while that is not known."""
    if count is None:
        return None
    if way.mode is CellMode.FILL:
        return count.fill
    return count.lists.get(way.lists, count.replace)


def blank_notes(count: BlankCount | None) -> dict[Blanks, str]:
    """What each answer about blank cells would do."""
    if count is None:
        return dict.fromkeys(Blanks, tr("counting…"))
    cleared = later("1 value would be cleared"), later("{n} values would be cleared")
    return {
        Blanks.KEEP: counted(count.blank, "1 blank cell, 0 changes", "{n} blank cells, 0 changes"),
        Blanks.CLEAR: counted(count.clear, *cleared),
        Blanks.TOKEN: counted(count.token, *cleared),
    }


def day_words(text: str, order: DateOrder) -> str:
    """The day that an ambiguous text means: "3 April 2026"."""
    first, second, *rest = _numbers(text)
    day, month = (first, second) if order == "dmy" else (second, first)
    year = rest[0] if rest else 0
    name = _MONTHS[month - 1] if 1 <= month <= 12 else str(month)
    return tr("{day} {month} {year}", day=day, month=tr(name), year=year + 2000 if year < 100 else year)


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _numbers(text: str) -> list[int]:
    found = "".join(letter if letter.isdecimal() else " " for letter in text).split()
    return [int(part) for part in found[:3]] + [0] * (2 - len(found))


# Leads

FATES: Mapping[Fate, tuple[str, str]] = {
    Fate.EXISTING: ("1 existing lead", "{n} existing leads"),
    Fate.NEW: ("1 new lead", "{n} new leads"),
    Fate.NEW_SKIPPED: ("1 without a lead, skipped", "{n} without a lead, skipped"),
    Fate.DUPLICATE_SKIPPED: ("1 likely duplicate, skipped", "{n} likely duplicates, skipped"),
    Fate.REPEATED: ("1 repeated in the file", "{n} repeated in the file"),
    Fate.SEVERAL: ("1 fits several leads", "{n} fit several leads"),
    Fate.MISSING: ("1 gone from Copper", "{n} gone from Copper"),
    Fate.UNREADABLE: ("1 without a readable key", "{n} without a readable key"),
}


def fate_words(fate: Fate, count: int) -> str:
    """ "286 existing leads"."""
    return counted(count, *FATES[fate])


def age_words(refreshed: datetime | None, now: datetime) -> str:
    """How old the leads are."""
    if refreshed is None:
        return tr("not wholly loaded yet")
    minutes = int((now - refreshed).total_seconds() // 60)
    if minutes < 1:
        return tr("refreshed just now")
    return (
        tr("refreshed {n} min ago", n=minutes) if minutes < 60 else tr("as of {time}", time=moment(refreshed, now=now))
    )


# Preview

KINDS: Mapping[RowKind | None, str] = {
    None: "All",
    RowKind.CHANGED: "Changes",
    RowKind.NEW: "New leads",
    RowKind.PROBLEM: "Problems",
    RowKind.UNCHANGED: "Unchanged",
    RowKind.SKIPPED: "Skipped",
}


def put_words(changes: int) -> str:
    """What the last button says."""
    return counted(changes, "Put 1 change in the sheet", "Put {n} changes in the sheet")


def totals(outlook: ImportOutlook) -> str:
    """ "286 leads changed · 14 new · 12 unchanged · 3 skipped · 2 not placed; 5 need attention".

    The first ones add up to the rows of the file; those after the semicolon are some of the changed and new ones.
    """
    counts = outlook.plan.counts()
    said = (
        (RowKind.CHANGED, later("1 lead changed"), later("{n} leads changed")),
        (RowKind.NEW, later("1 new"), later("{n} new")),
        (RowKind.UNCHANGED, later("1 unchanged"), later("{n} unchanged")),
        (RowKind.SKIPPED, later("1 skipped"), later("{n} skipped")),
        (RowKind.PROBLEM, later("1 not placed"), later("{n} not placed")),
    )
    rows = " · ".join(counted(counts[kind], one, many) for kind, one, many in said if counts[kind])
    flawed = len(outlook.flawed)
    return "; ".join((rows, counted(flawed, "1 needs attention", "{n} need attention"))) if flawed else rows


def done_sentence(name: str, *, cells: int, leads: int, new: int) -> str:
    """What the import did to the sheet."""
    changes = counted(cells, "1 change", "{n} changes")
    on = counted(leads, "on 1 lead", "on {n} leads")
    fresh = counted(new, " (1 of them new)", " ({n} of them new)") if new else ""
    return tr(
        "{changes} {on}{fresh} came from {file}. Not in Copper until you push.",
        changes=changes,
        on=on,
        fresh=fresh,
        file=name,
    )
