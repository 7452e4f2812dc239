"""The choice between your values and those that someone else put into Copper."""
