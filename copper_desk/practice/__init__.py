"""The built-in practice account: an honest Copper on this computer, run as a process of its own.

It is where a newcomer learns and what every test talks to instead of the real service, so its honesty decides
the program's: it follows the contract, validates every value on its own terms, enforces the rate windows, and
shares no code with the client, since a misreading both shared would cancel out. What it imitates and what it
invents is told in docs/decisions/0007-practice-server.md. Must not import any other room.

Others use two modules: process.py to run it, control.py to turn things behind its back.
"""

FROZEN_SWITCH = "--practice-server"
"""First argument with which a frozen application runs the server instead of its window."""
