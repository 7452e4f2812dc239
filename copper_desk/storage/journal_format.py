"""The tables of the file that holds an account's changes, the pushes that carried them, and the files they came from.

One file, so that a change and what became of it are never of two minds about which of them is older. A step that was
released is never changed: a new version is a new step at the end, and tests keep the text of each.
"""

from __future__ import annotations

from typing import Final

from copper_desk.storage.database import FileFormat, statements

_CHANGES: Final = (
    # `place` numbers the rows in the order they were first changed, `number` the edits of a row. New rows come last in
    # both tables, which is where SQLite is fastest.
    """CREATE TABLE edit (
        place INTEGER NOT NULL, number INTEGER NOT NULL, row INTEGER NOT NULL, key TEXT NOT NULL,
        base, value, revision INTEGER NOT NULL, refusal BLOB,
        PRIMARY KEY (place, number)
    ) WITHOUT ROWID""",
    # Only of rows that have more to keep than edits.
    "CREATE TABLE row_state (place INTEGER PRIMARY KEY, row INTEGER NOT NULL, source TEXT NOT NULL, state BLOB)",
)

_PUSHES: Final = (
    # `rows` are the planned ones. AUTOINCREMENT: a number that was seen in a window never comes to mean another push.
    """CREATE TABLE push (
        id INTEGER PRIMARY KEY AUTOINCREMENT, user_name TEXT NOT NULL, user_email TEXT NOT NULL,
        system_user TEXT NOT NULL, computer TEXT NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL,
        planned INTEGER NOT NULL, began_s REAL NOT NULL, program TEXT NOT NULL, rows BLOB NOT NULL,
        ended_s REAL, end_reason TEXT NOT NULL DEFAULT ''
    )""",
    # What left this computer and has no result yet.
    """CREATE TABLE intent (
        push INTEGER NOT NULL REFERENCES push ON DELETE CASCADE, row INTEGER NOT NULL, at_s REAL NOT NULL,
        is_create INTEGER NOT NULL, name TEXT NOT NULL, cells BLOB NOT NULL, base BLOB NOT NULL,
        PRIMARY KEY (push, row)
    ) WITHOUT ROWID""",
    # `lead` is what Copper holds, `sent` what was sent, both kept until it is settled; the search looks through
    # `haystack`.
    """CREATE TABLE result (
        id INTEGER PRIMARY KEY, push INTEGER NOT NULL REFERENCES push ON DELETE CASCADE, row INTEGER NOT NULL,
        at_s REAL NOT NULL, lead_id INTEGER, name TEXT NOT NULL, result TEXT NOT NULL, reason TEXT NOT NULL,
        refusals BLOB NOT NULL, request_id TEXT, lead BLOB, sent BLOB, settled INTEGER NOT NULL DEFAULT 0,
        haystack TEXT NOT NULL,
        UNIQUE (push, row)
    )""",
    "CREATE INDEX result_of_lead ON result (lead_id)",
    "CREATE INDEX result_count ON result (push, result, row)",
    "CREATE INDEX result_unsettled ON result (push) WHERE NOT settled",
    """CREATE TABLE change (
        result INTEGER NOT NULL REFERENCES result ON DELETE CASCADE, number INTEGER NOT NULL, key TEXT NOT NULL,
        label TEXT NOT NULL, before, after, before_text TEXT NOT NULL, after_text TEXT NOT NULL,
        was_sent INTEGER NOT NULL,
        PRIMARY KEY (result, number)
    ) WITHOUT ROWID""",
    """CREATE VIEW unfinished AS SELECT id FROM push
        WHERE ended_s IS NULL
        OR EXISTS (SELECT 1 FROM result WHERE result.push = push.id AND NOT result.settled)
        OR EXISTS (SELECT 1 FROM intent WHERE intent.push = push.id)""",
)

_FILES: Final = (
    # `first_push` is the first push of the round that is under way, or was last; `is_open` while some of it is unsent.
    """CREATE TABLE file (
        digest TEXT PRIMARY KEY, name TEXT NOT NULL, pushed_s REAL NOT NULL, first_push INTEGER NOT NULL DEFAULT 0,
        is_open INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID""",
    # `number` is the record in the file, `row` the lead or the new lead's row, `cells` what the file put there, `push`
    # the last push that carried it (0: none). A row that was created goes by its lead's id.
    """CREATE TABLE file_row (
        digest TEXT NOT NULL REFERENCES file ON DELETE CASCADE, number INTEGER NOT NULL, row INTEGER NOT NULL,
        push INTEGER NOT NULL DEFAULT 0, is_created INTEGER NOT NULL DEFAULT 0, cells BLOB NOT NULL,
        PRIMARY KEY (digest, number)
    ) WITHOUT ROWID""",
    "CREATE INDEX file_row_of_lead ON file_row (row)",
)

JOURNAL_FORMAT: Final = FileFormat(
    application_id=0x43444A31,  # "CDJ1"
    steps=(statements(*_CHANGES, *_PUSHES), statements(*_FILES)),
    synchronous="FULL",
)
