"""What is kept on this computer: changes, pushes, leads, settings, keys, folders. Never a key in a file."""
