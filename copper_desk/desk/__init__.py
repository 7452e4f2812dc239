"""One open account without Qt: what the window and the command line share."""
