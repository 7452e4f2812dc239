"""Windows in which columns, the sort and saved views are arranged."""
