"""Tags of the case's pages."""
