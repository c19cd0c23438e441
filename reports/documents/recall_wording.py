"""The standard wording of a decision that recalls a paper.

What the receivers do with the recalled paper is the rule of Decree 30/2020, art. 18: a paper copy goes
back, an electronic one is cancelled in the system and the sender is told.
"""

from collections.abc import Sequence
from datetime import date

from reports.documents.parts import Signer
from reports.documents.recall import RecallRecord
from reports.documents.wording import Issuer, Reference, basis_lines, cited, closed, execution

DECREE = "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"


def compose_recall(
    *,
    issuer: Issuer,
    authority: str,
    paper: Reference,
    paper_subject: str,
    reason: str,
    legal_bases: Sequence[str],
    proposal: Reference | None,
    signer: Signer,
    executors: Sequence[str] = (),
    recipients: Sequence[str] = (),
    drafter: str,
    number: int | None = None,
    day: date | None = None,
) -> RecallRecord:
    """Return the decision that recalls ``paper`` (``Quyết định``); ``paper_subject`` is ``về việc …``.

    ``authority`` is who issued the paper, as in running text; ``reason`` a clause without a full stop.
    """
    kind = f"{paper.title} số {paper.full_number}" if paper.full_number else paper.title
    bases = basis_lines(legal_bases, (Reference(title=DECREE),) if not _cites(legal_bases) else ())
    articles = (
        (f"Thu hồi {cited(paper)} của {authority} {paper_subject}.", f"Lý do: {reason.rstrip('.')}."),
        (
            f"Kể từ ngày Quyết định này có hiệu lực, {kind} không còn giá trị thi hành. Cơ quan, tổ chức, "
            "cá nhân đã nhận văn bản giấy gửi lại văn bản cho nơi ban hành; đã nhận văn bản điện tử hủy bỏ "
            "văn bản trên hệ thống và thông báo qua hệ thống để nơi ban hành biết.",
        ),
        execution(executors, "thủ trưởng các cơ quan, đơn vị và các cá nhân có liên quan"),
    )
    return RecallRecord(
        parent_body=issuer.parent_body,
        issuing_body=issuer.lines,
        place=issuer.place_name,
        number=number,
        symbol=issuer.symbol,
        date=day,
        subject=f"Về việc thu hồi {kind}",
        authority=authority.upper(),
        bases=(*bases, f"Theo đề nghị của {cited(proposal)}.") if proposal else closed(bases),
        articles=articles,
        recipients=(f"Như Điều {len(articles)}", *recipients, f"Lưu: VT, {drafter}"),
        signer=signer,
    )


def _cites(legal_bases: Sequence[str]) -> bool:
    return any("30/2020/NĐ-CP" in basis for basis in legal_bases)
