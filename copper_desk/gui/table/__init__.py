"""What the tables of the Review, the conflicts and the history share. None of them holds the sheet or edits it."""
