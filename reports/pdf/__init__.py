"""Rendering: a record becomes the bytes of a PDF, the same bytes every time."""
