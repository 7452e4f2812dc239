"""Windows of their own: first run, sign-in, questions, guide, about."""
