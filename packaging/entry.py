"""Where a frozen Copper Desk begins: the command, as its script does."""

import sys

from copper_desk.cli import main

sys.exit(main())
