"""What is kept on this computer: settings, keys, folders. Never a key in a file."""
