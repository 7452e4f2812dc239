"""Between Copper's JSON leads and the tuples of a schema, both ways: the one place where the two shapes meet.

Tolerant in reading, exact in writing: what is read loosely here is never written back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from copper_desk.copper.day import DateForm
from copper_desk.copper.decoder import Json, LeadDecoder
from copper_desk.copper.encoder import LeadEncoder
from copper_desk.copper.field_name import FieldNames
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Lead, Value


class LeadCodec:
    """Reads and writes leads of one schema. Thread-safe.

    ``date_form`` is how Date custom fields are written; Copper's own pages disagree, so it is an option.
    """

    def __init__(self, schema: Schema, *, date_form: DateForm = DateForm.UNIX) -> None:
        self.schema = schema
        self._decoder = LeadDecoder(schema)
        self._encoder = LeadEncoder(schema, date_form=date_form)
        self._names = FieldNames(schema)

    def decode(self, lead: Json) -> Lead:
        """Copper's lead as a tuple aligned with the schema's fields; see decoder.py for what is tolerated."""
        return self._decoder.decode(lead)

    def decode_all(self, leads: Sequence[Json]) -> list[Lead]:
        """The same for many leads, such as a page; much faster than one after another."""
        return self._decoder.decode_all(leads)

    def encode(self, base: Lead, changes: Mapping[str, Value]) -> dict[str, object]:
        """The body of a write without the id: the changed attributes and the siblings that Copper replaces whole.

        Raises KeyError and UnwritableChange (a ValueError) for changes that the checks of the sheet must hold back.
        """
        return self._encoder.encode(base, changes)

    def field_key(self, copper_field_name: str, sent: Collection[str] = ()) -> str | None:
        """The field that a name in an error means, or None. ``sent`` are the keys that the write carried."""
        return self._names.key(copper_field_name, sent)

    def field_keys(self, copper_field_name: str) -> tuple[str, ...]:
        """Every field that a name in an error may mean: five for "address", none for an unknown name."""
        return self._names.keys(copper_field_name)

    def option_name(self, key: str, option_id: int) -> str | None:
        """The name of an option that the definitions no longer list, if a lead with computed values told it."""
        return self._decoder.option_names.get(key, {}).get(option_id)
