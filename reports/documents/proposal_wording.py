"""The standard wording of the proposal of the standing unit (Decree 30/2020, Annex III, model 1.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.documents.parts import Signer
from reports.documents.prize_wording import Prize, counted, given, money_article, prize_annex, unused
from reports.documents.proposal import ProposalRecord
from reports.documents.wording import (
    Issuer,
    Organizer,
    Reference,
    basis_lines,
    closed,
    contest_name,
    head_of_body,
    listed,
    named,
    two_digits,
    words_of,
)
from workflows.vietnamese.dates import document_date


@dataclass(frozen=True, kw_only=True)
class Course:
    """How the contest went, in numbers: units that take part, of them without entries; entries by step."""

    units: int
    units_without: int
    submitted: int
    passed: int
    received: int
    scored: int


def _organised(course: Course, plan: Reference, contest: str) -> tuple[str, ...]:
    none = ""
    if course.units_without:
        none = f", trong đó {two_digits(course.units_without)} cơ quan, đơn vị báo cáo không có bài dự thi"
    return (
        "Công tác tổ chức",
        f"{contest} được tổ chức theo {named(plan)}. Có {two_digits(course.units)} cơ quan, đơn vị tham gia"
        f"{none}.",
        f"Tổng số bài dự thi đã nộp: {two_digits(course.submitted)} bài; đạt sơ loại: "
        f"{two_digits(course.passed)} bài; được tiếp nhận: {two_digits(course.received)} bài; được chấm "
        f"điểm: {two_digits(course.scored)} bài.",
    )


def _result(jury: str, met_on: date | None, prizes: Sequence[Prize]) -> tuple[str, ...]:
    day = f" {document_date(met_on)}" if met_on else ""
    if not given(prizes)[0]:
        return ("Kết quả chấm", f"{jury} họp{day}, kết luận không có bài dự thi đạt giải.", *unused(prizes))
    counts = [f"{two_digits(len(p.winners))} {p.name}" for p in prizes if p.winners]
    return (
        "Kết quả chấm",
        f"{jury} họp{day}, thống nhất đề nghị trao {two_digits(len(given(prizes)[0]))} giải, gồm: "
        f"{listed(counts)} (danh sách tại Phụ lục kèm theo).",
        *unused(prizes),
    )


def _asked(award: str, contest: str, prizes: Sequence[Prize], funding_source: str | None) -> tuple[str, ...]:
    winners, money = given(prizes)
    if not winners:
        return ("Nội dung trình", f"Công nhận kết quả {contest}.")
    gift = f"{award} kèm tiền thưởng" if money else award
    line = f"Tặng {gift} cho {counted(winners)} đạt giải {contest}."
    return ("Nội dung trình", line, *(money_article(prizes, funding_source) if money else ()))


def compose_proposal(
    *,
    organizer: Organizer,
    issuer: Issuer,
    contest_title: str,
    plan: Reference,
    minutes: Reference,
    legal_bases: Sequence[str],
    jury: str,
    met_on: date | None,
    course: Course,
    prizes: Sequence[Prize],
    signer: Signer,
    enclosures: Sequence[str],
    recipients: Sequence[str] = (),
    drafter: str,
    funding_source: str | None = None,
    number: int | None = None,
    day: date | None = None,
) -> ProposalRecord:
    """Return the proposal of ``issuer``, the standing unit, to the head of the organizer.

    ``jury`` met on ``met_on``; ``enclosures`` are handed over with it. Where nobody is to be awarded it
    asks only that the result be recognised, and has no annex.
    """
    contest, head = contest_name(contest_title), head_of_body(organizer)
    aim = "khen thưởng các tập thể, cá nhân đạt giải" if given(prizes)[0] else "công nhận kết quả"
    return ProposalRecord(
        parent_body=issuer.parent_body,
        issuing_body=issuer.lines,
        place=issuer.place_name,
        number=number,
        symbol=issuer.symbol,
        date=day,
        subject=f"Về việc {aim} {contest}",
        addressees=(head,),
        bases=closed(basis_lines(legal_bases, (plan, minutes))),
        opening=f"{issuer.name} kính trình {head} xem xét, quyết định {aim} {contest} như sau:",
        chapters=(
            _organised(course, plan, contest),
            _result(jury, met_on, prizes),
            _asked(words_of(organizer).award, contest, prizes, funding_source),
        ),
        enclosures=tuple(enclosures),
        closing=f"{issuer.name} kính trình {head} xem xét, quyết định./.",
        recipients=("Như trên", *recipients, f"Lưu: VT, {drafter}"),
        signer=signer,
        annex=prize_annex(f"Danh sách đề nghị khen thưởng {contest}", issuer.name, prizes),
    )
