"""The list by which prize money is handed out against signatures.

Money is paid in cash or by whatever way the accountant has; the list never asks for a bank account.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.documents.parts import Recipient, Signer
from reports.documents.prize_wording import COLLECTIVE, GROUP
from reports.documents.wording import contest_name
from workflows.vietnamese.dates import document_date, place_and_date
from workflows.vietnamese.money import format_money, money_in_words


@dataclass(frozen=True, kw_only=True)
class Payment:
    """One sum in đồng; the representative of a group takes it for all."""

    name: str
    unit: str
    prize: str
    money: int


@dataclass(frozen=True, kw_only=True)
class PaymentListRecord:
    """A payment list; three people sign: who drew it up, the accountant, the head."""

    KIND: ClassVar[str] = "payment_list"

    parent_body: str | None
    issuing_body: tuple[str, ...]
    place: str
    date: datetime.date | None
    contest: str
    decision: str
    payments: tuple[Payment, ...]
    notes: tuple[str, ...]
    preparer: Signer
    accountant: Signer
    signer: Signer
    language: str = "vi"
    layout_profile: str = "nd30"

    @property
    def total_money(self) -> int:
        """Return the sum of all payments in đồng."""
        return sum(payment.money for payment in self.payments)


@dataclass(frozen=True, kw_only=True)
class Awarded:
    """One award: who has it, of which unit, how much in đồng, and whether it was taken back."""

    kind: str
    people: tuple[Recipient, ...]
    unit: str
    prize: str
    money: int
    is_revoked: bool = False


def payee(kind: str, people: Sequence[Recipient]) -> str:
    """Return who signs for the money: a group by its representative, who stands first."""
    head, *others = people
    if kind == COLLECTIVE:
        return f"Tập thể {head.name}"
    if kind == GROUP and others:
        return f"Nhóm tác giả {head.name} (người đại diện) và {len(others):02d} thành viên"
    return head.name


def _notes(awards: Sequence[Awarded]) -> tuple[str, ...]:
    return tuple(
        f"Không chi tiền thưởng {award.prize} của {payee(award.kind, award.people)}: giải thưởng đã bị "
        "thu hồi."
        for award in awards
        if award.is_revoked
    )


def compose_payment_list(
    *,
    parent_body: str | None,
    issuing_body: tuple[str, ...],
    place: str,
    contest_title: str,
    decision_number: str | None,
    decided_on: datetime.date | None,
    decided_by: str,
    awards: Sequence[Awarded],
    preparer: str = "",
    accountant: str = "",
    head: Signer,
    day: datetime.date | None = None,
) -> PaymentListRecord:
    """Return the list; awards that were taken back are left out and named in a note."""
    number = f" số {decision_number}" if decision_number else ""
    dated = f" {document_date(decided_on)}" if decided_on else ""
    return PaymentListRecord(
        parent_body=parent_body,
        issuing_body=issuing_body,
        place=place,
        date=day,
        contest=contest_name(contest_title),
        decision=f"Quyết định{number}{dated} của {decided_by}",
        payments=tuple(
            Payment(
                name=payee(award.kind, award.people), unit=award.unit, prize=award.prize, money=award.money
            )
            for award in awards
            if not award.is_revoked
        ),
        notes=_notes(awards),
        preparer=Signer(position="NGƯỜI LẬP", full_name=preparer),
        accountant=Signer(position="KẾ TOÁN", full_name=accountant),
        signer=head,
    )


def page_context(record: PaymentListRecord) -> dict[str, Any]:
    """Return what the template prints."""
    return {
        "record": record,
        "title": f"Danh sách chi tiền thưởng {record.contest}",
        "author": " ".join(record.issuing_body),
        "place_and_date": place_and_date(record.place, record.date),
        "payments": [(payment, format_money(payment.money)) for payment in record.payments],
        "total_money": format_money(record.total_money),
        "total_in_words": money_in_words(record.total_money),
        "signers": (
            ("sign-1", record.preparer),
            ("sign-2", record.accountant),
            ("sign-3", record.signer),
        ),
    }
