"""The custom fields of an account that are available on leads, as fields of the sheet.

Names are not unique in Copper, so a field is keyed by its definition id and a repeated label gets that id added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from copper_desk.leads.account import Account, CustomFieldDefinition
from copper_desk.leads.builtin import STRING_LIMIT
from copper_desk.leads.choice import Choices
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind

_KINDS = {
    "String": FieldKind.TEXT,
    "Text": FieldKind.LONG_TEXT,
    "URL": FieldKind.WEB_ADDRESS,
    "Dropdown": FieldKind.DROPDOWN,
    "MultiSelect": FieldKind.MULTI_SELECT,
    "Checkbox": FieldKind.CHECKBOX,
    "Float": FieldKind.NUMBER,
    "Percentage": FieldKind.PERCENTAGE,
    "Currency": FieldKind.MONEY,
    "Date": FieldKind.DATE,
    "Connect": FieldKind.CONNECT,
}
"""Copper's data types (``GET /custom_field_definitions``). One that is not listed here is left out of the sheet."""

_NUMBERED = re.compile(r"(?:^|\s)cf_\d+$")


def custom_fields(account: Account, *, taken: Iterable[str] = ()) -> list[Field]:
    """One field a definition that is available on leads, by name and then id; unknown data types are left out.

    ``taken`` are the labels of the other fields: a custom "Status" gets its id added just as a repeated name does.
    """
    listed = [d for d in account.definitions if "lead" in d.available_on and d.data_type in _KINDS]
    listed.sort(key=lambda definition: (_folded(definition.name), definition.id))
    labels = _labels(listed, taken)
    return [_field(definition, label) for definition, label in zip(listed, labels, strict=True)]


def _labels(definitions: Iterable[CustomFieldDefinition], taken: Iterable[str]) -> Iterator[str]:
    """One label each, unique in any case: spreadsheets are matched by these words, ``… cf_<id>`` above all."""
    seen = {_folded(label) for label in taken}
    for definition in definitions:
        name, folded = " ".join(definition.name.split()), _folded(definition.name)
        plain = folded and folded not in seen and not _NUMBERED.search(folded)
        seen.add(folded)
        yield name if plain else f"{name} cf_{definition.id}".lstrip()


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _field(definition: CustomFieldDefinition, label: str) -> Field:
    kind = _KINDS[definition.data_type]
    has_options = kind in {FieldKind.DROPDOWN, FieldKind.MULTI_SELECT}
    return Field(
        key=f"cf_{definition.id}",
        label=label,
        kind=kind,
        position=0,
        attribute="custom_fields",
        definition_id=definition.id,
        choices=Choices(definition.options) if has_options else None,
        unit=definition.currency,
        max_length=STRING_LIMIT if definition.data_type == "String" else None,
    )
