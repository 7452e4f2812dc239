"""Copper Desk: a spreadsheet for the leads of Copper CRM.

The package itself holds the version and nothing else: importing it must stay free of cost, because the
command line, the window and the practice server each start from here and need different rooms.
"""

__version__ = "0.1.0"
