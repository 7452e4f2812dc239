"""Find and replace: the panel below the sheet, the list of what was found, the process that runs patterns."""
