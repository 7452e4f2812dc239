"""The names of the settings that window and command read alike: what is kept here, what may be sent, and how fast."""

from __future__ import annotations

KEEP_LEADS = "keep_leads"
KEPT_DAYS = "history_days"
READ_ONLY = "read_only_accounts"
CALLS_A_MINUTE = "calls_a_minute"
