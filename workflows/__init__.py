"""The case: what it is, what may happen to it, and who is next."""
