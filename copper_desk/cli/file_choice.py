"""From the options of ``push`` and the headers of a file to how its rows are read, and the sentences about it.

A column is never taken for a field because it looks like one: that is only said, with the ``--map`` that would do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.field_name import named_field
from copper_desk.cli.push_word import PushChoice
from copper_desk.leads.schema import Schema
from copper_desk.tabular.column import ColumnMatch, propose_columns
from copper_desk.tabular.import_choice import (
    Blanks,
    CellMode,
    Duplicates,
    ImportChoices,
    ListMode,
    NewRows,
    RowKey,
    holds_changes,
    uses_of,
)
from copper_desk.tabular.table import Table

KEY = "id"
REPORTED_ID = "_id"


def file_choices(table: Table, schema: Schema, choice: PushChoice) -> tuple[ImportChoices, tuple[str, ...]]:
    """How the file is read, and what is to be said about its columns. Raises Finished with code 2."""
    chosen = _mapped(table, schema, choice.maps)
    matches = propose_columns(table.header, schema, columns=table.columns, chosen=chosen, guesses=False)
    uses = uses_of(matches, mode=CellMode(choice.mode.value))
    choices = ImportChoices(
        tuple(replace(use, lists=_lists(table, choice)) for use in uses),
        key=_key(matches, schema, choice.match),
        blanks=_blanks(table, choice),
        new=NewRows(choice.new.value),
        duplicates=Duplicates(choice.duplicates.value),
    )
    return choices, tuple(_notes(table, schema, matches, chosen))


def _lists(table: Table, choice: PushChoice) -> ListMode:
    """As the line says; by default as a file of changes means it."""
    chosen = ListMode(choice.tags.value)
    return ListMode.REPLACE if chosen is ListMode.ADD and holds_changes(table.header) else chosen


def _blanks(table: Table, choice: PushChoice) -> Blanks:
    chosen = Blanks(choice.blanks.value)
    return Blanks.TOKEN if chosen is Blanks.KEEP and holds_changes(table.header) else chosen


def _mapped(table: Table, schema: Schema, maps: Sequence[str]) -> dict[str, str | None]:
    """Each header of a ``--map`` with its field's key, None for "leave out"."""
    chosen: dict[str, str | None] = {}
    for text in maps:
        wanted, sign, name = text.rpartition("=")
        headers = [header for header in table.header if _plain(header) == _plain(wanted)]
        if not sign or not headers:
            known = ", ".join(f"“{header}”" for header in table.header if header.strip())
            what = f"no column of {table.name} is headed “{wanted}”" if sign else f"“{text}” is not HEADER=FIELD"
            raise Finished(ExitCode.USAGE, f"--map: {what}. Its columns: {known}.")
        field = named_field(name, schema, "--map") if name.strip() else None
        if field is not None and field.key != KEY and not field.writable:
            raise Finished(ExitCode.USAGE, f"--map: {field.label} cannot be changed in Copper.")
        chosen.update(dict.fromkeys(headers, None if field is None else field.key))
    return chosen


def _key(matches: Sequence[ColumnMatch], schema: Schema, wanted: str | None) -> RowKey | None:
    """The column by which leads are found; None for none, when none was asked for."""
    found = {match.field.key: match for match in matches if match.field is not None}
    if wanted is None or _plain(wanted) in {_plain(schema[KEY].label), KEY}:
        if KEY in found:
            return RowKey(found[KEY].index, KEY)
        reported = next((match for match in matches if match.header.strip() == REPORTED_ID), None)
        if reported is not None:
            return RowKey(reported.index, KEY)
        if wanted is None:
            return None
    headed = next((match for match in matches if _plain(match.header) == _plain(wanted)), None)
    if headed is not None and headed.field is not None:
        return RowKey(headed.index, headed.field.key)
    if headed is not None:
        sentence = f"--match: “{wanted}” is no field of Copper. Say which with --map."
        raise Finished(ExitCode.USAGE, sentence)
    match = found.get(named_field(wanted, schema, "--match").key)
    if match is None:
        raise Finished(ExitCode.USAGE, f"--match: the file has no column for {wanted}.")
    return RowKey(match.index, match.field.key if match.field else KEY)


def _notes(
    table: Table, schema: Schema, matches: Sequence[ColumnMatch], chosen: Mapping[str, str | None]
) -> Iterator[str]:
    left = [m for m in matches if m.field is None and not m.is_note and m.header.strip() and m.header not in chosen]
    unknown = [match for match in left if match.rival is None]
    if unknown:
        yield f"Left out, because no field is called so: {', '.join(f'“{match.header}”' for match in unknown)}."
    for match in left:
        if match.rival is not None:
            yield f"Left out: “{match.header}”, because another column is {match.rival.label} already."
    guesses = {guess.index: guess.field for guess in propose_columns(table.header, schema)} if unknown else {}
    for match in unknown:
        field = guesses.get(match.index)
        if field is not None:
            yield f'If “{match.header}” is {field.label}, add --map "{match.header}={field.label}".'


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
