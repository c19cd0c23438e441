"""The standard wording of a decision that recognises the result and gives the prizes.

Issued by a body (``TM. ỦY BAN NHÂN DÂN``) or by the organising committee; model 1.2 of Decree 30/2020,
Annex III. The award is a certificate, which needs no competence to commend.
"""

from collections.abc import Sequence
from datetime import date

from reports.documents.parts import Signer
from reports.documents.prize_wording import (
    Prize,
    counted,
    execution_article,
    given,
    money_article,
    no_winner,
    prize_annex,
    unused,
)
from reports.documents.recognition import RecognitionRecord
from reports.documents.wording import Issuer, Reference, basis_lines, cited, closed, contest_name

CERTIFICATE = "Giấy chứng nhận"


def _article_result(contest: str, prizes: Sequence[Prize]) -> tuple[str, ...]:
    winners, money = given(prizes)
    if not winners:
        return no_winner(contest, prizes)
    gift = f"gồm {CERTIFICATE} và tiền thưởng" if money else f"được trao {CERTIFICATE}"
    return (
        f"Công nhận kết quả {contest} và trao giải cho {counted(winners)} đạt giải "
        "(danh sách tại Phụ lục kèm theo).",
        f"Mỗi giải {gift}.",
        *unused(prizes),
    )


def _subject(contest: str, awarded: bool) -> str:
    return f"Về việc công nhận kết quả {'và trao giải ' if awarded else ''}{contest}"


def _bases(
    legal_bases: Sequence[str], papers: Sequence[Reference], proposal: Reference | None
) -> tuple[str, ...]:
    """Return the bases; without a proposal the last cited paper ends with the full stop."""
    lines = basis_lines(legal_bases, papers)
    return (*lines, f"Theo đề nghị của {cited(proposal)}.") if proposal else closed(lines)


def compose_recognition(
    *,
    issuer: Issuer,
    contest_title: str,
    papers: Sequence[Reference],
    proposal: Reference | None,
    legal_bases: Sequence[str],
    prizes: Sequence[Prize],
    signer: Signer,
    executors: Sequence[str] = (),
    recipients: Sequence[str] = (),
    drafter: str,
    funding_source: str | None = None,
    number: int | None = None,
    day: date | None = None,
) -> RecognitionRecord:
    """Return the decision in its standard wording.

    ``papers`` are cited in their order: the plan, the decision that set up the committee, the minutes.
    ``signer`` is complete, with ``TM.`` and the body. Where nobody is awarded, the decision says so and
    has no annex.
    """
    contest = contest_name(contest_title)
    winners, total = given(prizes)
    money = [money_article(prizes, funding_source)] if total else []
    articles = (_article_result(contest, prizes), *money, execution_article(executors, winners))
    return RecognitionRecord(
        parent_body=issuer.parent_body,
        issuing_body=issuer.lines,
        place=issuer.place_name,
        number=number,
        symbol=issuer.symbol,
        date=day,
        subject=_subject(contest, bool(winners)),
        authority=issuer.name.upper(),
        bases=_bases(legal_bases, papers, proposal),
        articles=articles,
        recipients=(f"Như Điều {len(articles)}", *recipients, f"Lưu: VT, {drafter}"),
        signer=signer,
        annex=prize_annex(f"Danh sách tập thể, cá nhân đạt giải {contest}", issuer.name, prizes),
    )
