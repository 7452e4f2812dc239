"""Why an action cannot be chosen now, in a few words beside its name. Whether it can is decided in possible."""

from __future__ import annotations

from collections.abc import Mapping

from copper_desk.wording import later, tr

_NOTHING_CHANGED = later("nothing is changed")
_NO_PUSH = later("no push is running")
_NO_PUSH_YET = later("nothing was pushed yet")
_LOADING = later("leads are being loaded")
_OTHER_COLUMNS = later("does not suit the selected columns")

_REASONS: Mapping[str, str] = {
    "undo": later("nothing to undo"),
    "redo": later("nothing to redo"),
    **dict.fromkeys(("discard", "hand_over", "set_aside", "review", "push", "retry_selected"), _NOTHING_CHANGED),
    "retry_failed": later("no lead failed"),
    "conflicts": later("there is no conflict"),
    **dict.fromkeys(("pause", "stop_push"), _NO_PUSH),
    **dict.fromkeys(("last_push", "clear_marks", "export_results"), _NO_PUSH_YET),
    "export_failures": later("no lead failed"),
    **dict.fromkeys(("refresh", "load_all"), _LOADING),
    "stop_load": later("nothing is being loaded"),
    **dict.fromkeys(("filter_value", "hide_value"), later("no cell is current")),
    "duplicates": later("there are no two leads"),
    **dict.fromkeys(("rename_view", "delete_view"), later("no saved view is shown")),
    "update_view": later("no saved view was altered"),
    "practice": later("it is open"),
    "reset_practice": later("this is not the practice account"),
    **dict.fromkeys(("trim", "collapse", "upper", "lower", "title"), _OTHER_COLUMNS),
    **dict.fromkeys(("phone_international", "phone_national", "country_code"), _OTHER_COLUMNS),
    **dict.fromkeys(("set_value", "copy_column"), later("no cell that can be edited is selected")),
}


def why_not(name: str) -> str:
    """Words for the action of this name."""
    return tr(_REASONS.get(name, later("not possible now")))
