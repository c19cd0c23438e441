"""The standard wording of a decision that cancels awards and takes the prizes back.

The grounds are those of the Law on Emulation and Commendation (06/2022/QH15), art. 93, clause 2.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reports.documents.parts import Recipient, Signer, points
from reports.documents.revocation import RevocationRecord
from reports.documents.wording import (
    Issuer,
    Reference,
    basis_lines,
    cited,
    closed,
    contest_name,
    execution,
    named,
    quoted,
)
from workflows.vietnamese.dates import document_date
from workflows.vietnamese.money import format_dong, money_in_words

LAW = "Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022"
GROUNDS = {
    "a": "có hành vi gian dối trong việc kê khai công trạng, thành tích để được khen thưởng",
    "b": "cung cấp thông tin sai sự thật hoặc làm giả hồ sơ, giấy tờ để đề nghị khen thưởng",
    "c": "việc thẩm định, xét, duyệt, đề nghị khen thưởng trái quy định của pháp luật",
    "d": "có kết luận, quyết định, bản án của cơ quan có thẩm quyền về vi phạm, khuyết điểm dẫn đến không "
    "bảo đảm tiêu chuẩn xét tặng",
}


@dataclass(frozen=True, kw_only=True)
class Revoked:
    """One award that is cancelled: who has it, for which entry, which prize, the money in đồng."""

    people: tuple[Recipient, ...]
    title: str
    prize: str
    money: int


def _line(award: Revoked) -> str:
    names = ", ".join(f"{p.name} ({p.post})" if p.post else p.name for p in award.people)
    money = f", tiền thưởng {format_dong(award.money)}" if award.money else ""
    return f"{names}: {award.prize}{money}, ý tưởng, giải pháp {quoted(award.title)}"


def _cancelled(decision: Reference, authority: str, awards: Sequence[Revoked]) -> tuple[str, ...]:
    first = f"Hủy bỏ quyết định tặng thưởng tại {named(replace(decision, issuer=authority))} đối với:"
    return (first, *points(tuple(map(_line, awards))))


def _reason(ground: str, finding: str) -> tuple[str, ...]:
    point = f"điểm {ground} khoản 2 Điều 93 {LAW}"
    found = f" ({finding.rstrip('.')})" if finding else ""
    return (f"Lý do hủy bỏ: {GROUNDS[ground]}{found}, theo quy định tại {point}.",)


def _taken_back(form: str, awards: Sequence[Revoked], payee: str, due: date | None) -> tuple[str, ...]:
    total = sum(award.money for award in awards)
    until = f" trước {document_date(due)}" if due else ""
    what = f"{form} và tiền thưởng" if total else form
    line = f"Thu hồi {what} đã trao cho các tập thể, cá nhân có tên tại Điều 1; nộp lại {payee}{until}."
    if not total:
        return (line,)
    return (
        line,
        f"Tổng số tiền thưởng thu hồi: {format_dong(total)} (Bằng chữ: {money_in_words(total)}).",
    )


def compose_revocation(
    *,
    issuer: Issuer,
    authority: str,
    contest_title: str,
    award_form: str,
    decision: Reference,
    ground: str,
    finding: str = "",
    awards: Sequence[Revoked],
    payee: str,
    due: date | None = None,
    legal_bases: Sequence[str],
    papers: Sequence[Reference] = (),
    proposal: Reference | None,
    signer: Signer,
    executors: Sequence[str] = (),
    recipients: Sequence[str] = (),
    drafter: str,
    number: int | None = None,
    day: date | None = None,
) -> RevocationRecord:
    """Return the decision that cancels ``awards`` given by ``decision``, in its standard wording.

    ``ground`` is a key of ``GROUNDS``, ``finding`` what was found; ``payee`` is who takes the prizes back,
    ``papers`` are cited (a conclusion, a judgment). Raises ``ValueError`` without a ground or an award.
    """
    if ground not in GROUNDS or not awards:
        raise ValueError(f"revocation of {len(awards)} awards on ground {ground!r}")
    is_cited = any("Luật Thi đua, khen thưởng" in basis for basis in legal_bases)
    law = () if is_cited else (Reference(title=LAW),)
    bases = basis_lines(legal_bases, (*law, replace(decision, issuer=authority), *papers))
    articles = (
        _cancelled(decision, authority, awards),
        _reason(ground, finding),
        _taken_back(award_form, awards, payee, due),
        execution(
            executors,
            "thủ trưởng các cơ quan, đơn vị có liên quan và các tập thể, cá nhân có tên tại Điều 1",
        ),
    )
    return RevocationRecord(
        parent_body=issuer.parent_body,
        issuing_body=issuer.lines,
        place=issuer.place_name,
        number=number,
        symbol=issuer.symbol,
        date=day,
        subject=f"Về việc hủy bỏ quyết định tặng thưởng, thu hồi giải thưởng {contest_name(contest_title)}",
        authority=authority.upper(),
        bases=(*bases, f"Theo đề nghị của {cited(proposal)}.") if proposal else closed(bases),
        articles=articles,
        recipients=(f"Như Điều {len(articles)}", *recipients, f"Lưu: VT, {drafter}"),
        signer=signer,
        ground=ground,
    )
