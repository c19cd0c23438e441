"""The papers of a contest, read from the models into the records that are signed and printed."""
