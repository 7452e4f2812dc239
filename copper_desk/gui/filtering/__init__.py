"""Filters of columns: the popup that sets one, the chips that name them, and the words for both."""
