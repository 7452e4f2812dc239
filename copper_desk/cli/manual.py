"""The manual pages of the commands: what each does, how it finds rows, examples, exit codes, variables.

Written for a terminal of 80 columns. ``\\b`` before a block keeps its lines as they are.
"""

from __future__ import annotations

from typing import Final

ROOT: Final = """The leads of Copper CRM as a spreadsheet.

Without a command the window opens; --demo opens it on the practice account, --account NAME on a saved one. The commands
do the same work without a window, for scripts and nightly jobs.

Every command says sentences on stderr and results on stdout. With --json, stdout holds JSON alone. Nothing is ever sent
to Copper without a question, or --yes."""

ROOT_END: Final = """\b
A first try, on the practice account:
  copper-desk pull leads.csv --demo
  copper-desk push leads.csv --demo --dry-run
  copper-desk push leads.csv --demo

“copper-desk COMMAND --help” is the manual page of a command."""

_EXIT_CODES: Final = """\b
Exit codes:
  0  all accepted, or nothing to do
  2  usage, or a file that cannot be read
  3  some leads failed, are not confirmed or were held back
  4  cannot connect or sign in
  5  stopped before the end; what was not sent is kept, and said
  6  another window or command has the account open"""

_ENVIRONMENT: Final = """\b
Environment:
  COPPER_DESK_EMAIL    the e-mail that belongs to the key, for --base-url
  COPPER_DESK_API_KEY  the API key, for --base-url; never an argument
  COPPER_DESK_DATA     a folder for all that is kept on this computer"""

_END: Final = f"{_EXIT_CODES}\n\n{_ENVIRONMENT}"

PULL: Final = """Write leads to a spreadsheet that “push” understands.

OUT ends in .csv or .xlsx. Its first column is Lead ID, its last _pull: a name for what was pulled, which is remembered
on this computer for 90 days. Edit the file, in Excel for instance, and push it: only the cells that you changed are
sent, and what somebody else changed in Copper meanwhile is a conflict instead of being overwritten. Leave both columns
in the file.

Without a filter every lead is written. Several filters are joined by “and”; one that is given several times takes any
of its values."""

PULL_END: Final = f"""\b
Examples:
  copper-desk pull leads.xlsx --account Northwind
  copper-desk pull open.csv --demo --status New --status Contacted
  copper-desk pull mine.csv --demo --owner ana@example.com --fields Name,Title
  copper-desk pull changed.csv --demo --changed-since "2 days ago"

{_END}"""

PUSH: Final = """Send what a spreadsheet changes, and say what became of each lead.

FILE is csv, tsv, txt, xlsx, xls, xlsm or ods. A column is a field when its header is the field's name, label, template
header, cf_<id> or a known alias. A header that only resembles a field is left out, and said: map it with --map.

Rows find their leads by Lead ID, or by what --match names. A row that finds none is a new lead: it is skipped, or
created with --new create. A file without a column to match is a file of new leads.

A file of “pull” is compared with what was pulled: the cells that differ are sent, and a field that somebody else
changed meanwhile is a conflict (--on-conflict). Any other file is compared with Copper as it is now.

Leads go out ten in a request, at Copper's pace, and only what changed. A lead with an error or a conflict is held back,
whole, and so is one with changes that you made in the window and have not sent. What failed or was not sent stays on
this computer: the window shows it, with Copper's words.

The file is known by its content. If its push did not finish, the same command goes on where it stopped and sends
nothing twice; “push --resume” does so without the file. New leads of a file are never created a second time.

The last line counts the push: planned = accepted + failed + unknown + not sent."""

PUSH_END: Final = f"""\b
Examples:
  copper-desk push leads.csv --demo --dry-run
  copper-desk push leads.xlsx --account Northwind --yes --report results.csv
  copper-desk push fair.csv --demo --map "Mail=Email" --match Email
  copper-desk push new.csv --demo --new create --duplicates update --yes
  copper-desk push --resume --account Northwind --yes

--report writes the file's own columns and _id, _status (accepted, failed,
unknown, not sent, unchanged, skipped) and _errors. Mend its failed rows and
push them as they are.

\b
With --json:
  the last line of stdout is one object:
    planned, accepted, failed, unknown, not_sent
  with --dry-run it is
    changes: [{{id, row, field, old, new}}], new, unchanged,
    problems: [{{row, field, message}}]

{_END}"""

SETTLE: Final = """Ask Copper about the leads in doubt. Sends nothing new.

A lead is in doubt when a push was killed, or the computer stopped, between a request and its answer. Updates are read
by their ids, new leads are searched for. Each turns out accepted, or as not sent: then it waits for “push --resume”, or
for you in the window. Leads in doubt are held from every push until this was asked; a push asks by itself first."""

SETTLE_END: Final = f"""\b
Examples:
  copper-desk settle --account Northwind
  copper-desk settle --demo --json

{_END}"""

HISTORY: Final = """List the pushes from this computer, or show one of them.

Newest first: number, time, who, from where, what became of the leads, and the note. With PUSH_ID, each lead of that
push with its fields before and after, and what Copper refused. Pushes are kept for 400 days."""

HISTORY_END: Final = f"""\b
Examples:
  copper-desk history --account Northwind
  copper-desk history --demo --search "blocked companies"
  copper-desk history 12 --demo --json

{_END}"""

REVERT: Final = """Take a push back: bring the values from before it, as a push of its own.

Only the fields that the push changed come back. What somebody changed since stays as it is and is named; so is a lead
with changes of your own that are not sent. A lead that the push created stays: delete it in Copper. Automations that
the push started in Copper cannot be taken back."""

REVERT_END: Final = f"""\b
Examples:
  copper-desk revert 12 --demo --dry-run
  copper-desk revert 12 --account Northwind --yes

{_END}"""

INSPECT: Final = """Show what the importer sees in a spreadsheet. Needs no account.

FILE is csv, tsv, txt, xlsx, xls, xlsm or ods; its content decides, not its name. Told are its format, encoding,
delimiter and sheets, the row of its headers, and for each column the proposed field with the reason and a few samples.
A field that is proposed for its similar spelling is never used by “push” without --map. The custom fields of an account
are not known here.

What is found can be overruled: --sheet, --header-row, --encoding, --delimiter, --quote. Nothing is written or
changed."""

INSPECT_END: Final = """\b
Examples:
  copper-desk inspect leads.xlsx
  copper-desk inspect leads.xlsx --sheet "Fair 2026" --json
  copper-desk inspect leads.csv --rows
  copper-desk inspect old.txt --encoding cp1252 --delimiter semicolon
  copper-desk inspect odd.csv --quote none

\b
Rows are numbered as a spreadsheet program numbers them. Wholly blank rows are
left out. Text stays text; from a workbook, whole numbers come without ".0",
days as 2026-03-04 (2026-03-04T08:00:00 where there is a time), checkboxes as
TRUE and FALSE, and formulas as the value that they last had.

\b
With --json, one object:
  file, format, encoding, delimiter, sheets, sheet, header_row (from 1),
  columns: [{header, field, reason, samples}], row_count,
  and with --rows: rows: [[text, ...]]

\b
Exit codes:
  0  read
  2  usage, or a file that cannot be read"""

ACCOUNTS: Final = """List the accounts saved on this computer: name, e-mail, address.

Accounts are added in the window (Connect to Copper). Their keys are in the keyring and are never shown."""

ACCOUNTS_END: Final = """\b
Example:
  copper-desk accounts --json"""

PRACTICE: Final = """Run a practice Copper in the foreground, until Ctrl+C.

It prints one line of JSON, once it answers, with base_url, email and api_key: put them into --base-url,
COPPER_DESK_EMAIL and COPPER_DESK_API_KEY of another command. It checks and limits as Copper does, keeps nothing, and
can be told to fail."""

PRACTICE_END: Final = """\b
Examples:
  copper-desk practice --port 8080 --leads 5000 --seed 7
  copper-desk practice --latency-ms 300 --jitter-ms 50
  copper-desk practice --faults "500@bulk_update:2,drop-after@bulk_create:1x3"

A fault is KIND[=ARGUMENT][@CALL][:WHEN][xTIMES]; several stand with commas
between. Kinds: {kinds}.

Calls: {calls}. WHEN is the number of the call, %N for every
Nth, pX for a probability.

\b
Environment:
  COPPER_DESK_PRACTICE_KEY  the key it takes; without it, a new one each time

\b
Exit codes:
  0  ended
  2  usage, or the port is taken"""
