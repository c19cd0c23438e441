"""Which documents there are, and what each of them is made with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reports.documents import (
    article,
    award_decision,
    certificate,
    correction,
    forwarding_letter,
    intake_receipt,
    jury_minutes,
    participation_report,
    payment_list,
    proposal,
    register_print,
    results_notice,
    scoresheet,
    screening_minutes,
    submission_receipt,
    thanks_letter,
)
from reports.documents.article import ArticleRecord
from reports.documents.award_decision import AwardDecisionRecord
from reports.documents.certificate import CertificateRecord
from reports.documents.correction import CorrectionRecord
from reports.documents.forwarding_letter import ForwardingLetterRecord
from reports.documents.intake_receipt import IntakeReceiptRecord
from reports.documents.jury_minutes import JuryMinutesRecord
from reports.documents.participation_report import ParticipationReportRecord
from reports.documents.parts import decision_context
from reports.documents.payment_list import PaymentListRecord
from reports.documents.proposal import ProposalRecord
from reports.documents.recall import RecallRecord
from reports.documents.recognition import RecognitionRecord
from reports.documents.register_print import RegisterPrintRecord
from reports.documents.results_notice import ResultsNoticeRecord
from reports.documents.revocation import RevocationRecord
from reports.documents.scoresheet import ScoresheetRecord
from reports.documents.screening_minutes import ScreeningMinutesRecord
from reports.documents.submission_receipt import SubmissionReceiptRecord
from reports.documents.thanks_letter import ThanksLetterRecord

# Layout profiles by name; each is a style sheet in reports/pdf/styles. A new decree gets a new one.
PROFILES = ("nd30", "certificate")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of document: its record, template, style sheet and embedded data file.

    ``editable`` names the fields of the record that a clerk may edit before it is submitted: lines of
    text, lists of lines, articles, the signer, a day. Everything else follows from the case.
    """

    record: type[Any]
    template: str
    context: Callable[[Any], Mapping[str, Any]]
    data_name: str
    editable: tuple[str, ...] = ()


_DECISION = ("subject", "bases", "articles", "recipients", "signer", "place")

KINDS: Mapping[str, Kind] = {
    AwardDecisionRecord.KIND: Kind(
        record=AwardDecisionRecord,
        template="reports/award_decision.html",
        context=award_decision.page_context,
        data_name="quyet-dinh.json",
        editable=_DECISION,
    ),
    RecognitionRecord.KIND: Kind(
        record=RecognitionRecord,
        template="reports/award_decision.html",
        context=award_decision.page_context,
        data_name="quyet-dinh.json",
        editable=_DECISION,
    ),
    ProposalRecord.KIND: Kind(
        record=ProposalRecord,
        template="reports/proposal.html",
        context=proposal.page_context,
        data_name="to-trinh.json",
        editable=(
            "subject",
            "addressees",
            "bases",
            "opening",
            "chapters",
            "enclosures",
            "closing",
            "recipients",
            "signer",
            "place",
        ),
    ),
    JuryMinutesRecord.KIND: Kind(
        record=JuryMinutesRecord,
        template="reports/jury_minutes.html",
        context=jury_minutes.page_context,
        data_name="bien-ban.json",
        editable=(
            "subject",
            "time_begun",
            "meeting_place",
            "chair",
            "note_taker",
            "present",
            "absent",
            "agenda",
            "recusals",
            "ties",
            "dissent",
            "conclusions",
            "time_ended",
            "recipients",
            "secretary",
            "signer",
        ),
    ),
    ResultsNoticeRecord.KIND: Kind(
        record=ResultsNoticeRecord,
        template="reports/results_notice.html",
        context=results_notice.page_context,
        data_name="thong-bao.json",
        editable=(
            "subject",
            "opening",
            "results",
            "ceremony",
            "review",
            "closing",
            "recipients",
            "signer",
            "place",
        ),
    ),
    ParticipationReportRecord.KIND: Kind(
        record=ParticipationReportRecord,
        template="reports/participation_report.html",
        context=participation_report.page_context,
        data_name="bao-cao.json",
        editable=(
            "subject",
            "addressees",
            "opening",
            "chapters",
            "closing",
            "recipients",
            "signer",
            "place",
        ),
    ),
    CorrectionRecord.KIND: Kind(
        record=CorrectionRecord,
        template="reports/correction.html",
        context=correction.page_context,
        data_name="cong-van.json",
        editable=("concerning", "addressees", "paragraphs", "recipients", "signer", "place"),
    ),
    RecallRecord.KIND: Kind(
        record=RecallRecord,
        template="reports/decision.html",
        context=decision_context,
        data_name="quyet-dinh.json",
        editable=_DECISION,
    ),
    RevocationRecord.KIND: Kind(
        record=RevocationRecord,
        template="reports/decision.html",
        context=decision_context,
        data_name="quyet-dinh.json",
        editable=_DECISION,
    ),
    ArticleRecord.KIND: Kind(
        record=ArticleRecord,
        template="reports/article.html",
        context=article.page_context,
        data_name="bai-viet.json",
    ),
    CertificateRecord.KIND: Kind(
        record=CertificateRecord,
        template="reports/certificate.html",
        context=certificate.page_context,
        data_name="giay-khen.json",
        editable=("issuer", "posts", "achievement", "place", "signer"),
    ),
    ThanksLetterRecord.KIND: Kind(
        record=ThanksLetterRecord,
        template="reports/thanks_letter.html",
        context=thanks_letter.page_context,
        data_name="thu-cam-on.json",
        editable=("addressees", "paragraphs", "place", "recipients", "signer"),
    ),
    ScoresheetRecord.KIND: Kind(
        record=ScoresheetRecord,
        template="reports/scoresheet.html",
        context=scoresheet.page_context,
        data_name="phieu-cham.json",
    ),
    SubmissionReceiptRecord.KIND: Kind(
        record=SubmissionReceiptRecord,
        template="reports/submission_receipt.html",
        context=submission_receipt.page_context,
        data_name="giay-xac-nhan-nop-bai.json",
    ),
    IntakeReceiptRecord.KIND: Kind(
        record=IntakeReceiptRecord,
        template="reports/intake_receipt.html",
        context=intake_receipt.page_context,
        data_name="phieu-tiep-nhan.json",
    ),
    PaymentListRecord.KIND: Kind(
        record=PaymentListRecord,
        template="reports/payment_list.html",
        context=payment_list.page_context,
        data_name="danh-sach-chi-tien-thuong.json",
        editable=("notes", "place", "preparer", "accountant", "signer"),
    ),
    ScreeningMinutesRecord.KIND: Kind(
        record=ScreeningMinutesRecord,
        template="reports/screening_minutes.html",
        context=screening_minutes.page_context,
        data_name="bien-ban-so-loai.json",
        editable=("subject", "opening", "conclusion", "recipients", "secretary", "signer"),
    ),
    RegisterPrintRecord.KIND: Kind(
        record=RegisterPrintRecord,
        template="reports/register_print.html",
        context=register_print.page_context,
        data_name="so-dang-ky-van-ban-di.json",
    ),
    ForwardingLetterRecord.KIND: Kind(
        record=ForwardingLetterRecord,
        template="reports/forwarding_letter.html",
        context=forwarding_letter.page_context,
        data_name="cong-van-gui-bai.json",
        editable=("concerning", "addressees", "paragraphs", "place", "recipients", "signer"),
    ),
}
