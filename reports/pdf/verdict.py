"""What a check of a signed file comes to, as plain data."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from reports.pdf.fields import Role


class Word(StrEnum):
    """What a check comes to, in one word."""

    GENUINE = "genuine"
    UNTRUSTED = "untrusted"
    CHANGED = "changed"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"


class Reason(StrEnum):
    """Why a file could not be examined."""

    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    TOO_COSTLY = "too_costly"


class Covers(StrEnum):
    """How much of the file a signature protects."""

    FILE = "file"
    REVISION = "revision"
    PART = "part"


class Later(StrEnum):
    """What came into the file after a signature."""

    NOTHING = "nothing"
    UPKEEP = "upkeep"
    SIGNATURES = "signatures"
    OTHER = "other"


@dataclass(frozen=True)
class Finding:
    """One signature: who, when (as the signer states), and what holds of it.

    ``authority`` names the trusted root that vouches for the signer; empty when there is none.
    """

    name: str
    organisation: str
    role: Role
    field: str
    signed_at: datetime | None
    intact: bool
    trusted: bool
    covers: Covers
    later: Later
    certified: bool
    stamped: bool
    authority: str = ""


@dataclass(frozen=True)
class Verdict:
    """What was found: one word, the file's SHA-256 (hexadecimal), the signatures in their order."""

    word: Word
    sha256: str
    signatures: tuple[Finding, ...] = ()
    reason: Reason | None = None


def to_plain(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as JSON data."""
    plain = dataclasses.asdict(verdict)
    for finding in plain["signatures"]:
        moment = finding["signed_at"]
        finding["signed_at"] = moment.isoformat() if moment else None
    return plain


def from_plain(plain: dict[str, Any]) -> Verdict:
    """Return the verdict that ``to_plain`` gave."""
    return Verdict(
        word=Word(plain["word"]),
        sha256=plain["sha256"],
        signatures=tuple(map(_finding_from, plain["signatures"])),
        reason=Reason(plain["reason"]) if plain["reason"] else None,
    )


def _finding_from(plain: dict[str, Any]) -> Finding:
    moment = plain["signed_at"]
    read = {
        "role": Role(plain["role"]),
        "covers": Covers(plain["covers"]),
        "later": Later(plain["later"]),
        "signed_at": datetime.fromisoformat(moment) if moment else None,
    }
    return Finding(**{**plain, **read})
