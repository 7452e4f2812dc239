"""Changes that leave the sheet for somebody else or for later, and that come back."""
