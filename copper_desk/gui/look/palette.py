"""Every colour of the app, once: the tokens, and their values in light, dark and high contrast.

A token says what a colour is for; the widgets and the painters ask for tokens and never for a colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from copper_desk.gui.look.colour import mix


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's colours as ``#rrggbb``.

    Grounds: ``bg`` (the sheet), ``surface`` (bars, headers, panels), ``raised`` (buttons, the change bar, menus),
    ``hover``, ``chip``, ``selection``; of cells and rows ``changed``, ``changed_selected``, ``new``, ``failed``.
    Lines: ``line`` (between panels), ``grid``, ``control`` (borders of controls), ``focus`` (the current cell).
    Text: ``text``, ``muted``, ``on_accent``. Marks, also used as text: ``accent``, ``error``, ``warning``,
    ``conflict``, ``ok``. ``shadow`` is drawn translucent.
    """

    is_dark: bool
    bg: str
    surface: str
    raised: str
    hover: str
    line: str
    control: str
    grid: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    focus: str
    changed: str
    changed_selected: str
    new: str
    failed: str
    error: str
    warning: str
    conflict: str
    ok: str
    chip: str
    shadow: str = "#000000"

    @property
    def new_selected(self) -> str:
        """The ground of a new lead's cell inside the selection: both can be seen."""
        return mix(self.new, self.selection, 0.6)

    @property
    def failed_selected(self) -> str:
        """The ground of a failed lead's cell inside the selection."""
        return mix(self.failed, self.selection, 0.6)


LIGHT = Tokens(
    is_dark=False,
    bg="#ffffff",
    surface="#f6f5f3",
    raised="#ffffff",
    hover="#eeebe6",
    line="#e1ddd7",
    control="#7d7871",
    grid="#eceae6",
    text="#1f2226",
    muted="#565b61",
    accent="#a44a1f",
    accent_hover="#8b3c17",
    on_accent="#ffffff",
    selection="#dfe9fb",
    focus="#2f66cc",
    changed="#fff3cf",
    changed_selected="#f5dd99",
    new="#e6f4ea",
    failed="#fdeceb",
    error="#b71c1c",
    warning="#8a5200",
    conflict="#6a3fb5",
    ok="#22603a",
    chip="#efece7",
)

DARK = Tokens(
    is_dark=True,
    bg="#1d1e21",
    surface="#25272b",
    raised="#2b2d32",
    hover="#363940",
    line="#3a3d43",
    control="#969ba2",
    grid="#2f3237",
    text="#e8e6e3",
    muted="#b2b7bd",
    accent="#e08e61",
    accent_hover="#eba47c",
    on_accent="#1d1e21",
    selection="#2a3b57",
    focus="#7aa7f7",
    changed="#3d3418",
    changed_selected="#4c401b",
    new="#1f3529",
    failed="#432625",
    error="#ff8f87",
    warning="#e3a83b",
    conflict="#c0a4f7",
    ok="#7dcfa1",
    chip="#34373d",
)

CONTRAST = Tokens(
    is_dark=True,
    bg="#000000",
    surface="#000000",
    raised="#000000",
    hover="#2b2b2b",
    line="#ffffff",
    control="#ffffff",
    grid="#5c5c5c",
    text="#ffffff",
    muted="#e6e6e6",
    accent="#ffb38a",
    accent_hover="#ffd0b5",
    on_accent="#000000",
    selection="#0a3a7a",
    focus="#33e0ff",
    changed="#453400",
    changed_selected="#5a4600",
    new="#003d1c",
    failed="#5a0a0a",
    error="#ffb0aa",
    warning="#ffd24d",
    conflict="#dcc7ff",
    ok="#8dffb8",
    chip="#262626",
)
