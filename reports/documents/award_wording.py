"""The standard wording of an award decision by the head of an administration.

Follows the model of an individual decision in Decree 30/2020 (Annex III, model
1.2). Every name of a body comes from the caller; the words that the law ties to
a level stand in ``wording.LEVELS``, and each of them can be replaced by the caller.
"""

from collections.abc import Sequence
from datetime import date

from reports.documents.award_decision import AwardDecisionRecord
from reports.documents.parts import Signer
from reports.documents.prize_wording import (
    WORDS,
    Prize,
    Winner,
    counted,
    execution_article,
    given,
    kinds_of,
    money_article,
    no_winner,
    prize_annex,
    unused,
)
from reports.documents.wording import (
    Organizer,
    Reference,
    basis_lines,
    cited,
    contest_name,
    head_of_body,
    issuer_lines,
    listed,
    words_of,
)


def _article_award(award: str, contest: str, prizes: Sequence[Prize]) -> tuple[str, ...]:
    winners, money = given(prizes)
    if not winners:
        return no_winner(contest, prizes)
    gift = f"{award} kèm tiền thưởng" if money else award
    line = f"Tặng {gift} cho {counted(winners)} đạt giải {contest} (danh sách tại Phụ lục kèm theo)."
    return (line, *unused(prizes))


def _articles(
    award: str,
    contest: str,
    prizes: Sequence[Prize],
    funding_source: str | None,
    executors: Sequence[str],
) -> tuple[tuple[str, ...], ...]:
    """Return who is awarded, how much (only where there is money), who carries it out."""
    winners, total = given(prizes)
    money = [money_article(prizes, funding_source)] if total else []
    return (_article_award(award, contest, prizes), *money, execution_article(executors, winners))


def _subject(contest: str, winners: Sequence[Winner]) -> str:
    if not winners:
        return f"Về việc công nhận kết quả {contest}"
    kinds = listed([WORDS[kind] for kind in kinds_of(winners)])
    return f"Về việc khen thưởng các {kinds} đạt giải {contest}"


def compose_award_decision(
    *,
    organizer: Organizer,
    contest_title: str,
    plan: Reference,
    minutes: Reference,
    proposal: Reference,
    legal_bases: Sequence[str],
    prizes: Sequence[Prize],
    signer: Signer,
    executors: Sequence[str] = (),
    recipients: Sequence[str] = (),
    drafter: str,
    funding_source: str | None = None,
    number: int | None = None,
    day: date | None = None,
) -> AwardDecisionRecord:
    """Return the decision in its standard wording.

    ``proposal.title`` names the proposer and the paper (``Trưởng phòng … tại Tờ
    trình``); ``executors`` are the heads who carry the decision out;
    ``recipients`` stand between “Như Điều 3” and the archive line, ``drafter`` is
    the drafting unit's abbreviation. Where nobody is awarded, the decision says so
    and has no annex.
    """
    contest, head = contest_name(contest_title), head_of_body(organizer)
    articles = _articles(words_of(organizer).award, contest, prizes, funding_source, executors)
    return AwardDecisionRecord(
        parent_body=organizer.parent_body,
        issuing_body=issuer_lines(organizer.name, organizer.short),
        place=organizer.place_name,
        number=number,
        symbol=organizer.symbol,
        date=day,
        subject=_subject(contest, given(prizes)[0]),
        authority=head.upper(),
        bases=(*basis_lines(legal_bases, (plan, minutes)), f"Theo đề nghị của {cited(proposal)}."),
        articles=articles,
        recipients=(f"Như Điều {len(articles)}", *recipients, f"Lưu: VT, {drafter}"),
        signer=signer,
        annex=prize_annex(f"Danh sách khen thưởng {contest}", head, prizes),
    )
