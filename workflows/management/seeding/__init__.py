"""A database of the size of a province: real entries played once, then cast as often as wanted."""
