"""The standard wording of a letter of correction (Decree 30/2020, art. 18 and Annex III, model 1.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.documents.correction import CorrectionRecord
from reports.documents.parts import Signer
from reports.documents.wording import Issuer, Reference, cited


@dataclass(frozen=True, kw_only=True)
class Change:
    """What was printed, where, and how it is to be read."""

    where: str
    printed: str
    correct: str


def _change(place: int, change: Change) -> str:
    where = f"{change.where[:1].upper()}{change.where[1:]}"
    return f"{place}. {where}: “{change.printed}” đính chính thành “{change.correct}”."


def compose_correction(
    *,
    issuer: Issuer,
    paper: Reference,
    paper_subject: str,
    changes: Sequence[Change],
    addressees: Sequence[str],
    signer: Signer,
    recipients: Sequence[str] = (),
    drafter: str,
    number: int | None = None,
    day: date | None = None,
) -> CorrectionRecord:
    """Return the letter that corrects ``paper`` (``Quyết định``); ``paper_subject`` is ``về việc …``.

    Raises ``ValueError`` when there is nothing to correct.
    """
    if not changes:
        raise ValueError("a correction without a change")
    kind = f"{paper.title} số {paper.full_number}" if paper.full_number else paper.title
    return CorrectionRecord(
        parent_body=issuer.parent_body,
        issuing_body=issuer.lines,
        place=issuer.place_name,
        number=number,
        symbol=issuer.symbol,
        date=day,
        concerning=f"đính chính {kind}",
        addressees=tuple(addressees),
        paragraphs=(
            f"{issuer.name} đã ban hành {cited(paper)} {paper_subject}.",
            f"Do có sai sót về thể thức, kỹ thuật trình bày, {issuer.name} đính chính như sau:",
            *(_change(place, change) for place, change in enumerate(changes, 1)),
            f"Các nội dung khác của {kind} không thay đổi.",
            f"{issuer.name} thông báo để các cơ quan, đơn vị, tập thể, cá nhân biết, thực hiện./.",
        ),
        recipients=("Như trên", *recipients, f"Lưu: VT, {drafter}"),
        signer=signer,
    )
