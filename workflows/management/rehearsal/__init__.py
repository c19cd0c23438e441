"""Rehearsals: a contest file played through the gate and the flows with a moving clock."""
