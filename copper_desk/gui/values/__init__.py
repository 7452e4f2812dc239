"""Change values…: a column's distinct values, and a new one beside each."""
