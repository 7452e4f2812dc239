"""The window of past pushes: which there were, what each did to every lead, and the way back."""
