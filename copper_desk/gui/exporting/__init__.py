"""The export: which leads go into a file, with which columns."""
