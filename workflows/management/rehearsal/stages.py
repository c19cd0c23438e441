"""How far a rehearsal goes."""

from enum import IntEnum


class Stage(IntEnum):
    """Stages of a contest in order; a rehearsal stops after everything that belongs to one."""

    DRAFT = 0
    SUBMITTED = 1
    PRE_SCREENED = 2
    FORWARDED = 3
    RECEIVED = 4
    SCORING = 5
    SCORED = 6
    APPROVED = 7
    PROPOSED = 8
    SIGNED = 9
    AWARDED = 10
    PUBLISHED = 11

    @property
    def word(self) -> str:
        """The stage as it is typed on the command line."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> "Stage":
        """Return the stage typed as ``word``; ``KeyError`` for another word."""
        return cls[word.upper()]
