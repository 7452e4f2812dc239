"""A change as it is painted: texts only, ready for a cell. Knows neither sheet nor push."""

from __future__ import annotations

from dataclasses import dataclass

from copper_desk.gui.grid.cell_state import Ring


@dataclass(frozen=True, slots=True)
class ShownChange:
    """``before`` is None on a new lead, empty where the loaded value was; ``after`` is empty for a cleared value;
    ``now`` is Copper's newer value, None without a conflict."""

    before: str | None
    after: str
    now: str | None
    ring: Ring | None
