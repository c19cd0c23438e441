"""Measurements: how fast the product is, against the same work done in the plain way."""
