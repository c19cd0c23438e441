"""Plugs the floors together (settings, addresses, templates) and decides nothing about a case."""
