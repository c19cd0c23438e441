"""The entries of a contest file: what a rehearsal plays."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from workflows.domain.prizes import AuthorKind
from workflows.domain.scoring_math import Sheet


class Leaving(StrEnum):
    """How an entry left the way before it was scored; the values are those of `demo_state`."""

    SCREENED_OUT = "rejected_prescreen"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    LATE = "rejected_late"


@dataclass(frozen=True)
class FileAuthor:
    """An author, in the order of the entry."""

    full_name: str
    position: str
    phone: str
    email: str
    address: str
    is_representative: bool


@dataclass(frozen=True)
class FileAttachment:
    """A file by its name; the kind `video` becomes a link."""

    kind: str
    filename: str


@dataclass(frozen=True)
class FilePrescreen:
    """The unit's verdict: `result` is pass, fail, returned, or None where the unit gave none."""

    unit: str
    result: str | None
    reason_code: str
    note: str
    decided_at: datetime | None


@dataclass(frozen=True)
class FileSheet:
    """The sheet of one judge: points by criterion, or None with the reason of a recusal."""

    judge: str
    points: dict[str, Decimal] | None
    reason: str

    @property
    def recused(self) -> bool:
        """True when the judge gave no points."""
        return self.points is None


@dataclass(frozen=True)
class FileVideo:
    """Facts about a video; None is unknown."""

    duration_seconds: int | None
    resolution: str
    container: str
    subtitles: bool


@dataclass(frozen=True)
class FileEntry:
    """An entry as it is played; `leaving` is None for one that is to be scored."""

    code: str
    title: str
    theme: str
    unit: str
    format: str
    author_kind: AuthorKind
    collective_name: str
    authors: tuple[FileAuthor, ...]
    abstract: str
    language: str
    submitted_at: datetime
    attachments: tuple[FileAttachment, ...]
    video: FileVideo | None
    prescreen: FilePrescreen
    forwarded_at: datetime | None
    leaving: Leaving | None
    sheets: tuple[FileSheet, ...]

    @property
    def valid_sheets(self) -> tuple[Sheet, ...]:
        """The sheets that count."""
        return tuple(Sheet(sheet.judge, sheet.points) for sheet in self.sheets if sheet.points is not None)

    @property
    def representative(self) -> FileAuthor:
        """The author who acts for all."""
        return next(author for author in self.authors if author.is_representative)
