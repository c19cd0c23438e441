"""Who is next: the viewflow processes of entries, unit lists and rounds."""
