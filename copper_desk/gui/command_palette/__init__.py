"""The command palette (Ctrl+K): every action and every column by name."""
