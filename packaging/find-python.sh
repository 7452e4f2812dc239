#!/bin/sh
# Prints the Python to use: that of .venv while it works, else the first of 3.11 to 3.14 among the usual names.
# The upper end is PySide6's: see docs/decisions/0001-pyside6-pin.md.
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'

for name in .venv/bin/python .venv/Scripts/python.exe python3 python \
  python3.13 python3.12 python3.14 python3.11; do
  if "$name" -c "$fits" >/dev/null 2>&1; then
    echo "$name"
    exit 0
  fi
done

found=$(python3 --version 2>/dev/null || python --version 2>/dev/null || echo "no Python")
echo "Copper Desk needs Python 3.11, 3.12, 3.13 or 3.14; found $found." >&2
echo "Install one of them (https://www.python.org/downloads), or name it: make PYTHON=/path/to/python3.11" >&2
exit 1
