"""Commands of the case."""
