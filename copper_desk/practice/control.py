"""A hand behind the practice server's scenes, for tests and lessons: edits by others, faults, what it saw.

Speaks to the control calls of backstage.py with the standard library alone. Must not be used by code that
plays a client of Copper.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]


class ControlError(RuntimeError):
    """The server refused a control call. The text is its message."""


class PracticeControl:
    """Control calls to one running practice server. Safe to use from any thread."""

    def __init__(self, address: str, key: str, *, timeout_s: float = 30.0) -> None:
        """Aim at a running server.

        Args:
            address: scheme, host and port.
            key: the API key the server was started with.
            timeout_s: for each call.
        """
        self._host = urlsplit(address).netloc
        self._key = key
        self._timeout_s = timeout_s

    def _call(self, action: str, body: Json | None = None) -> Any:
        connection = http.client.HTTPConnection(self._host, timeout=self._timeout_s)
        try:
            headers = {"X-PW-AccessToken": self._key, "Content-Type": "application/json"}
            connection.request("POST", f"/practice/{action}", json.dumps(body or {}).encode(), headers)
            reply = connection.getresponse()
            content = json.loads(reply.read())
        finally:
            connection.close()
        if reply.status != 200:
            raise ControlError(content["message"])
        return content

    def show(self) -> Json:
        """Every switch, and the counters."""
        shown: Json = self._call("show")
        return shown

    def reset(self, *, leads: int | None = None, seed: int | None = None) -> None:
        """Renew the account and put every switch, fault and record back to the start.

        Args:
            leads, seed: another account instead.
        """
        self._call("reset", {"leads": leads, "seed": seed})

    def edit(self, lead_id: int, **fields: Any) -> Json:
        """Another user's edit, checked like any other but for the planted rules; the lead after it."""
        lead: Json = self._call("edit", {"id": lead_id, "fields": fields})
        return lead

    def plant(self, lead_id: int, **fields: Any) -> Json:
        """Put raw values into a lead, unchecked; the lead after it."""
        lead: Json = self._call("plant", {"id": lead_id, "fields": fields})
        return lead

    def delete(self, lead_id: int) -> None:
        """Another user deletes a lead."""
        self._call("remove", {"id": lead_id, "how": "delete"})

    def convert(self, lead_id: int) -> None:
        """Another user converts a lead: gone, but for searches that include converted ones."""
        self._call("remove", {"id": lead_id, "how": "convert"})

    def merge(self, lead_id: int, *, into: int) -> None:
        """Another user merges a lead into another, which alone remains."""
        self._call("remove", {"id": lead_id, "how": "merge", "into": into})

    def faults(self, spec: str) -> None:
        """Set more faults, counting calls from now on; the spec is described in fault.py."""
        self._call("faults", {"spec": spec})

    def clear_faults(self) -> None:
        """Unset all faults. A limit that struck stays: see `limits`."""
        self._call("clear_faults")

    def delay(self, *, latency_ms: float = 0, jitter_ms: float = 0) -> None:
        """Set how long calls take, and at most on their way there."""
        self._call("delay", {"latency_ms": latency_ms, "jitter_ms": jitter_ms})

    def options(self, **positions: Any) -> None:
        """Turn switches of quirk.py."""
        self._call("options", positions)

    def revoke_key(self, revoked: bool = True) -> None:
        """From now on every call is answered 401; False makes the key good again."""
        self._call("access", {"revoked": revoked})

    def enable_leads(self, enabled: bool) -> None:
        """Switch the Leads feature; off, lead calls are answered 403."""
        self._call("access", {"leads_enabled": enabled})

    def limits(self, **settings: int) -> None:
        """Begin fresh rate windows; settings: enabled, per_minute, bulk_per_second, batch_limit."""
        self._call("limits", settings)

    def lead(self, lead_id: int) -> Json | None:
        """A lead as stored, a converted one too; None if there is none."""
        lead: Json | None = self._call("lead", {"id": lead_id})
        return lead

    def leads(self, fields: Sequence[str] | None = None) -> list[Json]:
        """All leads that are neither gone nor converted, whole or just some fields."""
        found: list[Json] = self._call("leads", None if fields is None else {"fields": list(fields)})
        return found

    def warm(self, *, computed: bool = True) -> None:
        """Have every lead encoded ahead, so that a benchmark measures its client, not the server's first time.

        Args:
            computed: as searches will ask for it in custom_field_computed_values.
        """
        self._call("warm", {"computed": computed})

    def calls(self, *, after: int = 0) -> list[Json]:
        """Calls to the API with a higher number: see ledger.Call for what is noted."""
        found: list[Json] = self._call("calls", {"after": after})
        return found

    def counters(self) -> Json:
        """Totals and the highest counts in any window, by the server's clock: see ledger.Ledger."""
        counters: Json = self.show()["counters"]
        return counters

    def writes(self) -> list[Json]:
        """Every applied write in order: kind (create, update, delete, rival), lead_id, body, request_id."""
        found: list[Json] = self._call("writes")
        return found

    def applied(self) -> dict[int, int]:
        """How many updates and creates through the API were applied to each lead."""
        counts: dict[int, int] = {}
        for write in self.writes():
            if write["kind"] in {"update", "create"}:
                counts[write["lead_id"]] = counts.get(write["lead_id"], 0) + 1
        return counts
