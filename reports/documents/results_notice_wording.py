"""The standard wording of the notice of the results by the organising committee (TB, model 1.4).

Only what may be public is taken: within a prize the order is that of the alphabet, so that no rank can
be read from the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.documents.parts import Recipient, Signer
from reports.documents.results_notice import NoticeRow, ResultsNoticeRecord
from reports.documents.wording import Issuer, Reference, cited, contest_name, listed, two_digits
from workflows.vietnamese.names import name_sort_key


@dataclass(frozen=True, kw_only=True)
class PublicWinner:
    """One awarded entry as the public may know it; ``people`` with their units, representative first."""

    people: tuple[Recipient, ...]
    title: str


@dataclass(frozen=True, kw_only=True)
class PublicPrize:
    """One prize of the contest with its winners."""

    name: str
    winners: tuple[PublicWinner, ...] = ()


def _first_name(winner: PublicWinner) -> tuple[object, ...]:
    return name_sort_key(winner.people[0].name if winner.people else "")


def _rows(prizes: Sequence[PublicPrize]) -> tuple[NoticeRow, ...]:
    return tuple(
        NoticeRow(people=winner.people, title=winner.title, prize=prize.name)
        for prize in prizes
        for winner in sorted(prize.winners, key=_first_name)  # type: ignore[arg-type]
    )


def _results(contest: str, received: int, prizes: Sequence[PublicPrize]) -> tuple[str, ...]:
    first = f"{contest} đã tiếp nhận {two_digits(received)} bài dự thi."
    counts = [f"{two_digits(len(p.winners))} {p.name}" for p in prizes if p.winners]
    if not counts:
        return (f"{first} Không có tập thể, cá nhân đạt giải.",)
    total = two_digits(sum(len(p.winners) for p in prizes))
    return (f"{first} Có {total} giải được trao, gồm: {listed(counts)}. Danh sách cụ thể như sau:",)


def compose_results_notice(
    *,
    issuer: Issuer,
    contest_title: str,
    decision: Reference,
    received: int,
    prizes: Sequence[PublicPrize],
    signer: Signer,
    contact: str = "",
    ceremony: str = "",
    recipients: Sequence[str] = (),
    drafter: str,
    number: int | None = None,
    day: date | None = None,
) -> ResultsNoticeRecord:
    """Return the notice in its standard wording.

    ``decision`` is the award decision; ``contact`` is where a review may be asked for; ``ceremony`` says
    when and where prizes are handed over, empty where that is not known.
    """
    contest = contest_name(contest_title)
    where = f" ({contact.rstrip('.')})" if contact else ""
    return ResultsNoticeRecord(
        parent_body=issuer.parent_body,
        issuing_body=issuer.lines,
        place=issuer.place_name,
        number=number,
        symbol=issuer.symbol,
        date=day,
        subject=f"Kết quả {contest}",
        opening=f"Căn cứ {cited(decision)}, {issuer.name} thông báo kết quả như sau:",
        results=_results(contest, received, prizes),
        rows=_rows(prizes),
        ceremony=ceremony,
        review=(
            f"Tổ chức, cá nhân có đề nghị xem xét lại kết quả gửi văn bản về {issuer.name}{where} để được "
            "xem xét, trả lời."
        ),
        closing=f"{issuer.name} thông báo để các cơ quan, đơn vị, tập thể, cá nhân biết./.",
        recipients=("Các cơ quan, đơn vị tham gia", *recipients, f"Lưu: VT, {drafter}"),
        signer=signer,
    )
