"""The certificate that is handed over with a prize, on one sheet across.

The official forms of giấy khen and bằng khen (size, colours, frame) are fixed by the decree on awards, which
has not been checked: the sheet says in small print that it is a form of the house. For the same reason it
bears no Quốc huy, which takes a right that only the form itself gives; the room above the state's name is
left for one that is printed on the paper beforehand.

A certificate has no number of its own: ``number``, ``symbol`` and ``date`` are those of the decision.
"""

import dataclasses
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.documents.fitting import LINE, Block, lines_of, step_down
from reports.documents.parts import Signer
from reports.documents.prize_wording import GROUP, Winner
from reports.documents.wording import contest_name
from workflows.vietnamese.dates import blank_date, document_date, place_and_date
from workflows.vietnamese.numbers import document_number

MERIT, ATTESTED = "GIẤY KHEN", "GIẤY CHỨNG NHẬN"
MEMBER, WHOLE_GROUP, BOTH = "member", "group", "both"
HOUSE_FORM = "Mẫu nội bộ"

SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.5)
"""Letters in points; the style sheet has a class ``fit-0``, ``fit-1``, … for each."""

_WIDTH, _HEIGHT = 225 * 72 / 25.4, 80 * 72 / 25.4
"""Room between the state's name and the signature, in points; the style sheet has the same."""

_SIGNATURE_WIDTH, _SIGNATURE_LETTERS, _SIGNATURE_LINES = 117 * 72 / 25.4, 13.0, 5
"""The half of the foot that signs: its width and letters in points, and how many lines it has room for."""

_YEAR = re.compile(r"năm (\d{4})")


@dataclass(frozen=True, kw_only=True)
class CertificateRecord:
    """A certificate for one person, one group or one collective.

    ``posts`` are lines below the recipient; ``members`` the people of a group, its representative first.
    ``golden_book`` is the number in the register of honour: None leaves the line out, empty leaves room.
    """

    KIND: ClassVar[str] = "certificate"

    issuer: str
    gives: str
    form: str
    lead: str
    recipient: str
    posts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    achievement: str
    entry_title: str
    place: str
    number: int | None
    symbol: str
    date: datetime.date | None
    golden_book: str | None = None
    signer: Signer
    house_form: str = HOUSE_FORM
    language: str = "vi"
    layout_profile: str = "certificate"

    def numbered(self, number: int, day: datetime.date) -> "CertificateRecord":
        """Return the same certificate with number and date of its decision."""
        return dataclasses.replace(self, number=number, date=day)


def compose_certificate(
    *,
    issuer: str,
    form: str,
    recipient: str,
    posts: tuple[str, ...] = (),
    members: tuple[str, ...] = (),
    prize: str,
    contest_title: str,
    entry_title: str,
    as_member: bool = False,
    place: str,
    symbol: str,
    signer: Signer,
    number: int | None = None,
    day: datetime.date | None = None,
    golden_book: str | None = None,
) -> CertificateRecord:
    """Return a certificate in its standard wording.

    ``issuer`` is who gives it, as a head or a committee is named (``Chủ tịch Ủy ban nhân dân …``); ``form``
    is :data:`MERIT`, :data:`ATTESTED` or another name of the sheet; ``symbol`` is the decision's.
    """
    attested = form.upper() == ATTESTED
    won = "Thành viên nhóm tác giả đạt" if as_member else "Đã đạt"
    return CertificateRecord(
        issuer=issuer.upper(),
        gives="" if attested else "TẶNG",
        form=form.upper(),
        lead="Chứng nhận" if attested else "",
        recipient=recipient,
        posts=posts,
        members=members,
        achievement=f"{won} {prize} {contest_name(contest_title)}",
        entry_title=entry_title,
        place=place,
        number=number,
        symbol=symbol,
        date=day,
        golden_book=golden_book,
        signer=signer,
    )


def certificates_of(*, winner: Winner, per: str = MEMBER, **common: Any) -> Iterator[CertificateRecord]:
    """Yield the certificates of one winner; ``common`` goes to :func:`compose_certificate`.

    ``per`` says what a group gets: one sheet for each :data:`MEMBER`, one for the :data:`WHOLE_GROUP`, or
    :data:`BOTH`, the group's first. An individual or a collective always gets one.
    """
    if per not in (MEMBER, WHOLE_GROUP, BOTH):
        raise ValueError(f"a group gets certificates per member, group or both, not {per!r}")
    grouped = winner.kind == GROUP and len(winner.people) > 1
    if grouped and per != MEMBER:
        names = tuple(person.name for person in winner.people)
        yield compose_certificate(recipient="Nhóm tác giả", members=names, entry_title=winner.title, **common)
    if grouped and per == WHOLE_GROUP:
        return
    for person in winner.people:
        posts = (person.post,) if person.post else ()
        yield compose_certificate(
            recipient=person.name, posts=posts, entry_title=winner.title, as_member=grouped, **common
        )


def _blocks(record: CertificateRecord, members: str) -> list[Block]:
    """Return what stands between the state's name and the signature, in the measures of the style sheet."""
    return [
        Block(text=record.issuer),
        Block(text=record.gives, gap=0.3),
        Block(text=record.form, size=2.2, gap=0.1),
        Block(text=record.lead, gap=0.2),
        Block(text=record.recipient, size=1.7, gap=0.3),
        *(Block(text=post) for post in record.posts),
        Block(text=members),
        Block(text=record.achievement, gap=0.4),
        Block(text=f"với ý tưởng, giải pháp: {record.entry_title}"),
    ]


def _lines_too_many(signer: Signer) -> int:
    """Return how many lines the signature has beyond its room, the line of place and date included."""
    texts = (signer.authority or "", signer.position, *signer.other_posts, signer.full_name)
    width = _SIGNATURE_WIDTH / _SIGNATURE_LETTERS
    lines = 1 + sum(lines_of(text, width) for text in texts if text)
    return max(0, lines - _SIGNATURE_LINES)


def _fit(record: CertificateRecord, members: str, beyond: int) -> int:
    """Return the step of size; a signature of many lines takes its room from what is said."""
    height = _HEIGHT - beyond * LINE * _SIGNATURE_LETTERS
    return step_down(_blocks(record, members), _WIDTH, height, SIZES)


def _decision(record: CertificateRecord) -> str:
    number = "…" if record.number is None else document_number(record.number)
    return f"{number}/{record.symbol} {document_date(record.date) if record.date else blank_date()}"


def page_context(record: CertificateRecord) -> dict[str, Any]:
    """Return what the template prints, with the step of size in which all of it fits."""
    members, beyond = "; ".join(record.members), _lines_too_many(record.signer)
    return {
        "record": record,
        "title": f"{record.form} – {record.recipient}",
        "author": record.issuer,
        "members": members,
        "fit": _fit(record, members, beyond),
        "is_tall": beyond > 0,
        "achievement": _YEAR.sub("năm\u00a0\\1", record.achievement),
        "place_and_date": place_and_date(record.place, record.date),
        "decision": _decision(record),
        "golden_book": None if record.golden_book is None else record.golden_book or "…",
    }
