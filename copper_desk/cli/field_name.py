"""A field by the name that somebody wrote in a line: its key, or its label in any case."""

from __future__ import annotations

from difflib import get_close_matches

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.leads.field import Field
from copper_desk.leads.schema import Schema


def named_field(name: str, schema: Schema, option: str) -> Field:
    """The field of this name. Raises Finished with code 2, with the names that come near."""
    word = " ".join(name.split()).casefold()
    exact = schema.get(name.strip())
    if exact is not None and not exact.carried:
        return exact
    found = [field for field in schema.columns if field.label.casefold() == word]
    if len(found) == 1:
        return found[0]
    which = "is the name of several fields: use their keys" if found else "is no field of this account"
    raise Finished(ExitCode.USAGE, f"{option}: “{name.strip()}” {which}.{_nearest(word, schema)}")


def _nearest(word: str, schema: Schema) -> str:
    labels = {field.label.casefold(): field.label for field in schema.columns}
    near = [f"“{labels[each]}”" for each in get_close_matches(word, labels, n=3)]
    return f" Did you mean {' or '.join(near)}?" if near else ""
