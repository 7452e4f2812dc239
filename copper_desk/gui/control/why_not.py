"""Why an action cannot be chosen now, in a few words beside its name. Whether it can is decided in possible."""

from __future__ import annotations

from collections.abc import Mapping

from copper_desk.gui.wording import tr

_NOTHING_CHANGED = "nothing is changed"
_NO_PUSH = "no push is running"
_NO_PUSH_YET = "nothing was pushed yet"
_LOADING = "leads are being loaded"
_OTHER_COLUMNS = "does not suit the selected columns"

_REASONS: Mapping[str, str] = {
    "undo": "nothing to undo",
    "redo": "nothing to redo",
    **dict.fromkeys(("discard", "hand_over", "set_aside", "review", "push", "retry_selected"), _NOTHING_CHANGED),
    "retry_failed": "no lead failed",
    "conflicts": "there is no conflict",
    **dict.fromkeys(("pause", "stop_push"), _NO_PUSH),
    **dict.fromkeys(("last_push", "clear_marks", "export_results"), _NO_PUSH_YET),
    "export_failures": "no lead failed",
    **dict.fromkeys(("refresh", "load_all"), _LOADING),
    "stop_load": "nothing is being loaded",
    **dict.fromkeys(("filter_value", "hide_value"), "no cell is current"),
    "duplicates": "there are no two leads",
    **dict.fromkeys(("rename_view", "delete_view"), "no saved view is shown"),
    "update_view": "no saved view was altered",
    "practice": "it is open",
    "reset_practice": "this is not the practice account",
    **dict.fromkeys(("trim", "collapse", "upper", "lower", "title"), _OTHER_COLUMNS),
    **dict.fromkeys(("phone_international", "phone_national", "country_code"), _OTHER_COLUMNS),
    **dict.fromkeys(("set_value", "copy_column"), "no cell that can be edited is selected"),
}


def why_not(name: str) -> str:
    """Words for the action of this name."""
    return tr(_REASONS.get(name, "not possible now"))
