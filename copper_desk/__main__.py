"""``python -m copper_desk``: the command without its script."""

from __future__ import annotations

import sys

from copper_desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
