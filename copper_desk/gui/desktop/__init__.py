"""What the window asks of the desktop it stands on: a word when it is out of sight, no sleep, no shutdown unasked."""
