"""Work off the window's thread: each module has one worker, run by an Errand on a QThread of its own."""
