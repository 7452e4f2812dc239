"""The panel of the current lead."""
