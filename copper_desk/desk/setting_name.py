"""The names of the settings that say what this computer keeps, so that window and command read the same."""

from __future__ import annotations

KEEP_LEADS = "keep_leads"
KEPT_DAYS = "history_days"
