"""``copper-desk inspect``: what the importer sees in a file, without any account.

Custom fields are the account's own, so only the fields that every account has are proposed here.
"""

from __future__ import annotations

from pathlib import Path

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.speech import counted, say, show, show_json
from copper_desk.tabular.column import ColumnMatch, builtin_schema, propose_columns
from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.table import ReadOptions, Table, UnreadableFile

_CHARACTERS = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar", " ": "space"}
_NAMED = {name: character for character, name in _CHARACTERS.items()} | {"\\t": "\t"}
_QUOTES = {"double": '"', "single": "'", "none": ""}
_NO_DELIMITERS = '\r\n"'


def inspect(file: Path, options: ReadOptions, *, rows: bool, as_json: bool) -> ExitCode:
    """Say what is in a file. Raises Finished with code 2 when it cannot be read."""
    try:
        table = read_table(file, options)
    except UnreadableFile as error:
        raise Finished(ExitCode.USAGE, str(error)) from error
    for note in table.notes:
        say(note)
    matches = propose_columns(table.header, builtin_schema(), columns=table.columns)
    if as_json:
        show_json(_seen(table, matches, rows=rows))
    else:
        _tell(table, matches, rows=rows)
    return ExitCode.DONE


def delimiter_of(word: str | None) -> str | None:
    """The character that somebody typed, or named since it is hard to type. Raises Finished with code 2."""
    if word is None:
        return None
    character = _NAMED.get(word.casefold(), word)
    if len(character) != 1 or character in _NO_DELIMITERS:
        names = ", ".join(_CHARACTERS.values())
        raise Finished(ExitCode.USAGE, f"--delimiter takes one character, or a word of {names}; “{word}” is neither.")
    return character


def quote_of(word: str | None) -> str | None:
    """The quote that somebody typed or named; "" for none. Raises Finished with code 2."""
    if word is None or word in _QUOTES.values():
        return word
    if word.casefold() not in _QUOTES:
        raise Finished(ExitCode.USAGE, f"--quote takes one of {', '.join(_QUOTES)}; “{word}” is none of them.")
    return _QUOTES[word.casefold()]


def _seen(table: Table, matches: tuple[ColumnMatch, ...], *, rows: bool) -> dict[str, object]:
    columns = [
        {
            "header": match.header,
            "field": None if match.field is None else match.field.key,
            "reason": None if match.reason is None else match.reason.value,
            "samples": list(match.samples),
        }
        for match in matches
    ]
    seen: dict[str, object] = {
        "file": table.name,
        "format": table.format.value,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheets": [tab.name for tab in table.sheets],
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": columns,
        "row_count": len(table),
    }
    return {**seen, "rows": [list(cells) for cells in table.rows]} if rows else seen


def _tell(table: Table, matches: tuple[ColumnMatch, ...], *, rows: bool) -> None:
    if rows:
        show("\t".join(map(_one_line, table.header)))
        for cells in table.rows:
            show("\t".join(map(_one_line, cells)))
        return
    show(f"{table.name}: {', '.join(_facts(table))}")
    for match in matches:
        field = "left out" if match.field is None else match.field.label
        reason = "" if match.reason is None else match.reason.value
        show("\t".join(map(_one_line, (match.header, field, reason, " | ".join(match.samples)))))


def _facts(table: Table) -> list[str]:
    facts = [table.format.value]
    if table.encoding is not None:
        facts.append(table.encoding)
    if table.delimiter is not None:
        facts.append(f"delimiter {_CHARACTERS.get(table.delimiter, table.delimiter)}")
    if table.sheet is not None:
        others = [tab.name if tab.is_visible else f"{tab.name} (hidden)" for tab in table.sheets]
        facts.append(f"sheet {table.sheet} of {', '.join(others)}")
    facts.append(f"headers in row {table.header_row}" if table.header_row else "no headers")
    return [*facts, counted(len(table), "1 row", "{n} rows")]


def _one_line(text: str) -> str:
    return " ".join(text.split())
