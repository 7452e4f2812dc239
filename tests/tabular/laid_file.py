"""Files made for the tests of reading: text in any dialect, workbooks, and what only looks like one."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook

from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.sheet.picture import picture_of
from copper_desk.sheet.sheet import Sheet
from copper_desk.tabular.column import propose_columns
from copper_desk.tabular.import_choice import ImportChoices, key_of, uses_of
from copper_desk.tabular.import_plan import ImportPlan, plan_import
from copper_desk.tabular.table import FileFormat, Table

ODS = "urn:oasis:names:tc:opendocument:xmlns:"


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file of these characters, line ends as they are."""
    path.write_bytes(text.encode(encoding))
    return path


def csv_text(rows: Sequence[Sequence[str]], *, delimiter: str = ",", quote: str = '"') -> str:
    """Rows as the csv module writes them."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quotechar=quote).writerows(rows)
    return out.getvalue()


def workbook(path: Path, rows: Sequence[Sequence[object]], *, options: dict[str, object] | None = None) -> Path:
    """A workbook of one sheet."""
    with Workbook(path, options or {}) as book:
        page = book.add_worksheet("Leads")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The same package with another part in place of one."""
    with zipfile.ZipFile(path) as whole:
        parts = {each: whole.read(each) for each in whole.namelist()} | {name: content}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    return path


def ods(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """An OpenDocument sheet of texts."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{ODS}office:1.0" xmlns:table="{ODS}table:1.0" '
        f'xmlns:text="{ODS}text:1.0"><office:body><office:spreadsheet><table:table table:name="Leads">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{ODS}manifest:1.0"/>')
    return path


def laid_out(rows: Sequence[Sequence[str]], *, name: str = "leads.csv") -> Table:
    """The table of a header and rows, as if they had been read."""
    header, *body = rows
    columns = tuple([row[place] if place < len(row) else "" for row in body] for place in range(len(header)))
    return Table(name, FileFormat.CSV, tuple(header), columns, range(2, len(body) + 2))


def choices_for(table: Table, schema: Schema) -> ImportChoices:
    """What is chosen where a person chooses nothing."""
    matches = propose_columns(table.header, schema, columns=table.columns, guesses=False)
    return ImportChoices(uses_of(matches), key_of(matches))


def planned(table: Table, sheet: Sheet, style: TextStyle, choices: ImportChoices | None = None) -> ImportPlan:
    """What a table would change in a sheet."""
    return plan_import(table, choices or choices_for(table, sheet.schema), picture_of(sheet), style)
