"""Sample records of the papers of authors, judges, units and payment; people and bodies are fictional.

Each takes changes to its composer's arguments: ``scoresheet(comment="")``.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from reports.documents.certificate import MERIT, CertificateRecord, compose_certificate
from reports.documents.forwarding_letter import Forwarded, ForwardingLetterRecord, compose_forwarding_letter
from reports.documents.intake_receipt import EntryRow, IntakeReceiptRecord, compose_intake_receipt
from reports.documents.parts import Recipient, Signer
from reports.documents.payment_list import Awarded, PaymentListRecord, compose_payment_list
from reports.documents.prize_wording import Winner
from reports.documents.register_print import RegisterLine, RegisterPrintRecord
from reports.documents.scoresheet import Given, ScoresheetRecord, compose_scoresheet
from reports.documents.screening_minutes import Decided, ScreeningMinutesRecord, compose_screening_minutes
from reports.documents.submission_receipt import (
    Received,
    SubmissionReceiptRecord,
    compose_submission_receipt,
)
from reports.documents.thanks_letter import ThanksLetterRecord, compose_thanks_letter
from reports.documents.wording import Organizer

CONTEST = "Cuộc thi Tìm kiếm ý tưởng, giải pháp cải cách hành chính trên địa bàn quận Ba Đình năm 2024"
TITLE = "“Ngày không hẹn”: giải quyết ngay thủ tục chứng thực, hộ tịch trong ngày tại Bộ phận Một cửa phường"
OTHER_TITLE = "Sổ tay điện tử hướng dẫn thủ tục hành chính cho người cao tuổi"
LONG_TITLE = ("Giải pháp số hóa và rút ngắn quy trình giải quyết thủ tục hành chính liên thông " * 4)[
    :300
].strip()
LONG_NAME = "Nguyễn Phúc Tôn Nữ Công Huyền Thị Minh Khuê Bảo Ngọc Quỳnh Trang Thiên Hương"
UNIT = "Ủy ban nhân dân phường Kim Mã"
ORGANIZER = Organizer(
    name="Ủy ban nhân dân quận Ba Đình", short="UBND quận Ba Đình", level="district",
    place_name="Ba Đình", symbol="QĐ-UBND",
)  # fmt: skip
HEAD = Signer(position="CHỦ TỊCH", full_name="Nguyễn Văn Ký")
COMMITTEE_HEAD = Signer(
    authority="TM. BAN TỔ CHỨC", position="TRƯỞNG BAN", full_name="Trần Văn Chủ Trì",
    other_posts=("PHÓ CHỦ TỊCH UBND QUẬN",),
)  # fmt: skip
UNIT_HEAD = Signer(position="CHỦ TỊCH", full_name="Lê Thị Thủ Trưởng")
GROUP = Winner(
    kind="group",
    people=(
        Recipient(name="Nguyễn Thị Minh Họa", post="Công chức Tư pháp - Hộ tịch, UBND phường Kim Mã"),
        Recipient(name="Trần Văn Thí Dụ", post="Công chức Văn phòng - Thống kê, UBND phường Kim Mã"),
    ),
    title=TITLE,
)
PERSON = Winner(
    kind="individual",
    people=(Recipient(name="Phạm Văn Ví Dụ", post="Viên chức, Trung tâm Văn hóa"),),
    title=OTHER_TITLE,
)
COLLECTIVE = Winner(kind="collective", people=(Recipient(name="Phòng Giả Định"),), title=OTHER_TITLE)
CERTIFIED: dict[str, Any] = {
    "issuer": "Chủ tịch Ủy ban nhân dân quận Ba Đình",
    "form": MERIT,
    "prize": "Giải Nhất",
    "contest_title": CONTEST,
    "place": "Ba Đình",
    "symbol": "QĐ-UBND",
    "signer": HEAD,
    "number": 512,
    "day": date(2024, 7, 30),
}


def certificate(**changes: Any) -> CertificateRecord:
    """A certificate of merit for one person."""
    [first, *_others] = GROUP.people
    given = {"recipient": first.name, "posts": (first.post,), "entry_title": TITLE, "golden_book": ""}
    return compose_certificate(**(CERTIFIED | given | changes))


def thanks_letter(**changes: Any) -> ThanksLetterRecord:
    """A letter to a group."""
    given: dict[str, Any] = {
        "organizer": ORGANIZER,
        "committee": "Ban Tổ chức Cuộc thi",
        "jury": "Hội đồng chấm thi",
        "contest_title": CONTEST,
        "author": GROUP,
        "entry_code": "BD24-007",
        "signer": COMMITTEE_HEAD,
        "drafter": "NV",
        "day": date(2024, 8, 2),
    }
    return compose_thanks_letter(**(given | changes))


def scoresheet(**changes: Any) -> ScoresheetRecord:
    """A sheet of a contest judged without names, with a comment of two paragraphs."""
    given: dict[str, Any] = {
        "parent_body": ORGANIZER.name,
        "jury": "Hội đồng chấm thi",
        "place": "Ba Đình",
        "contest_title": CONTEST,
        "judging_code": "K7M-42",
        "entry_title": TITLE,
        "given": (
            Given(criterion="Tính mới, tính sáng tạo", maximum=Decimal("25.00"), points=Decimal("21.50")),
            Given(criterion="Khả năng triển khai", maximum=Decimal("20.00"), points=Decimal("17.00")),
            Given(criterion="Hiệu quả kinh tế - xã hội", maximum=Decimal("30.00"), points=Decimal("26.50")),
            Given(criterion="Khả năng nhân rộng", maximum=Decimal("15.00"), points=Decimal("13.00")),
            Given(criterion="Hình thức trình bày", maximum=Decimal("10.00"), points=Decimal("10.00")),
        ),
        "total": Decimal("88.00"),
        "maximum": Decimal("100.00"),
        "comment": "Giải pháp có số liệu trước - sau rõ ràng, đã áp dụng thử tại một đơn vị.\n\n"
        "Cần bổ sung phương án khi hệ thống tra cứu bị gián đoạn.",
        "submitted_at": datetime(2024, 7, 24, 3, 5, 9, tzinfo=UTC),
        "judge": "Đỗ Thị Giám Khảo",
    }
    return compose_scoresheet(**(given | changes))


def submission_receipt(**changes: Any) -> SubmissionReceiptRecord:
    """A receipt for a group's entry: a file and a link."""
    given: dict[str, Any] = {
        "parent_body": ORGANIZER.name,
        "committee": "Ban Tổ chức Cuộc thi",
        "place": "Ba Đình",
        "contest_title": CONTEST,
        "entry_code": "BD24-007",
        "entry_title": TITLE,
        "authors": tuple(person.name for person in GROUP.people),
        "unit": UNIT,
        "received_at": datetime(2024, 7, 8, 16, 59, 59, tzinfo=UTC),
        "files": (
            Received(name="thuyet-minh-giai-phap.pdf", size=1_234_567, sha256="0123456789abcdef" * 4),
            Received(name="phu-luc.docx", size=812, sha256="fedcba9876543210" * 4),
            Received(name="Video", link="https://video.example.vn/ngay-khong-hen"),
        ),
        "contact": "Bà Lý Thị Đầu Mối, 024 1234 5678",
    }
    return compose_submission_receipt(**(given | changes))


def intake_receipt(**changes: Any) -> IntakeReceiptRecord:
    """A receipt for a main list of two entries, sent in time."""
    given: dict[str, Any] = {
        "parent_body": ORGANIZER.name,
        "committee": "Ban Tổ chức Cuộc thi",
        "place": "Ba Đình",
        "contest_title": CONTEST,
        "unit": UNIT,
        "sent_at": datetime(2024, 7, 12, 9, 30, 0, tzinfo=UTC),
        "received_at": datetime(2024, 7, 15, 2, 5, 9, tzinfo=UTC),
        "due": datetime(2024, 7, 14, 16, 59, tzinfo=UTC),
        "in_time": True,
        "entries": (EntryRow(code="BD24-007", title=TITLE), EntryRow(code="BD24-011", title=OTHER_TITLE)),
        "giver": "Lê Thị Thủ Trưởng",
        "taker": "Vũ Văn Thư Ký",
    }
    return compose_intake_receipt(**(given | changes))


def awarded(winner: Winner, prize: str, money: int, **changes: Any) -> Awarded:
    """An award of one winner."""
    given = {"kind": winner.kind, "people": winner.people, "unit": UNIT, "prize": prize, "money": money}
    return Awarded(**(given | changes))


def payment_list(**changes: Any) -> PaymentListRecord:
    """A list of three payments; one award was taken back."""
    given: dict[str, Any] = {
        "parent_body": None,
        "issuing_body": ("ỦY BAN NHÂN DÂN", "QUẬN BA ĐÌNH"),
        "place": "Ba Đình",
        "contest_title": CONTEST,
        "decision_number": "512/QĐ-UBND",
        "decided_on": date(2024, 7, 30),
        "decided_by": "Chủ tịch Ủy ban nhân dân quận Ba Đình",
        "awards": (
            awarded(GROUP, "Giải Nhất", 5_000_000),
            awarded(PERSON, "Giải Nhì", 3_000_000, unit="Trung tâm Văn hóa"),
            awarded(PERSON, "Giải Ba", 2_000_000, is_revoked=True),
            awarded(COLLECTIVE, "Giải Tập thể", 4_000_000, unit=""),
        ),
        "preparer": "Vũ Văn Thư Ký",
        "accountant": "Bùi Thị Kế Toán",
        "head": HEAD,
        "day": date(2024, 8, 1),
    }
    return compose_payment_list(**(given | changes))


CHECKLIST = {
    "K1": "Đúng đối tượng dự thi",
    "K2": "Đúng nội dung dự thi",
    "K3": "Đủ thông tin tác giả",
    "K4": "Bài dự thi chưa được giải ở cuộc thi khác",
}


def screening_minutes(**changes: Any) -> ScreeningMinutesRecord:
    """Minutes on three entries: one chosen, one good but not chosen, one failed."""
    good = dict.fromkeys(CHECKLIST, True)
    given: dict[str, Any] = {
        "parent_body": "ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH",
        "issuing_body": ("ỦY BAN NHÂN DÂN", "PHƯỜNG KIM MÃ"),
        "place": "Kim Mã",
        "symbol": "BB-UBND",
        "contest_title": CONTEST,
        "unit": UNIT,
        "at": datetime(2024, 7, 11, 7, 30, tzinfo=UTC),
        "people": ("Bà Lê Thị Thủ Trưởng, Chủ tịch", "Ông Hoàng Văn Cán Bộ, cán bộ đầu mối"),
        "checklist": CHECKLIST,
        "entries": (
            Decided(
                code="BD24-007", title=TITLE, author="Nguyễn Thị Minh Họa và nhóm tác giả", answers=good,
                chosen=True,
            ),
            Decided(
                code="BD24-011", title=OTHER_TITLE, author="Phạm Văn Ví Dụ", answers=good, chosen=False,
                reason="Đủ điều kiện, không chọn gửi",
            ),
            Decided(
                code="BD24-012", title="Bảng tin", author="Đỗ Văn Mẫu", answers={"K1": True, "K2": False},
                chosen=False, reason="Không thuộc nội dung dự thi",
            ),
        ),
        "secretary": "Hoàng Văn Cán Bộ",
        "head_title": "Chủ tịch Ủy ban nhân dân phường Kim Mã",
        "signer": UNIT_HEAD,
        "drafter": "VP",
        "number": 7,
        "day": date(2024, 7, 11),
    }  # fmt: skip
    return compose_screening_minutes(**(given | changes))


def forwarding_letter(**changes: Any) -> ForwardingLetterRecord:
    """A letter with a list of two entries."""
    given: dict[str, Any] = {
        "parent_body": "ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH",
        "issuing_body": ("ỦY BAN NHÂN DÂN", "PHƯỜNG KIM MÃ"),
        "unit": UNIT,
        "place": "Kim Mã",
        "symbol": "UBND-VP",
        "contest_title": CONTEST,
        "committee": "Ban Tổ chức Cuộc thi",
        "through": "Phòng Nội vụ",
        "plan": "Kế hoạch số 205/KH-UBND ngày 05 tháng 6 năm 2024 của UBND quận Ba Đình",
        "contact": "Ông Hoàng Văn Cán Bộ, 024 1234 5679",
        "entries": (
            Forwarded(
                code="BD24-007", title=TITLE, theme="Cải cách thủ tục hành chính",
                authors="Nguyễn Thị Minh Họa (người đại diện), Trần Văn Thí Dụ",
            ),
            Forwarded(code="BD24-011", title=OTHER_TITLE, authors="Phạm Văn Ví Dụ", theme="Chuyển đổi số"),
        ),
        "signer": UNIT_HEAD,
        "drafter": "VP",
        "number": 45,
        "day": date(2024, 7, 12),
    }  # fmt: skip
    return compose_forwarding_letter(**(given | changes))


def register_print(**changes: Any) -> RegisterPrintRecord:
    """A register of four numbers: one corrected, one void, one that waits, a long one."""
    given = {
        "parent_body": None,
        "issuing_body": ("ỦY BAN NHÂN DÂN", "QUẬN BA ĐÌNH"),
        "symbol": "QĐ-UBND",
        "year": 2024,
        "first": 9,
        "last": 512,
        "date": date(2024, 12, 31),
        "lines": (
            register_line(9, note="Đã được đính chính"),
            register_line(10, is_void=True, copies=None, note="Hủy: Nhầm ngày của biên bản"),
            register_line(11, copies=None, note="Chưa phát hành"),
            register_line(512, title=f"Quyết định: {LONG_TITLE}", recipients=("Như Điều 3", LONG_NAME) * 3),
        ),
    }
    return RegisterPrintRecord(**(given | changes))


def register_line(number: int, **changes: Any) -> RegisterLine:
    """A line of the register."""
    given = {
        "number": f"{number:02d}/QĐ-UBND",
        "day": date(2024, 7, 30),
        "title": "Quyết định: Về việc khen thưởng các tập thể, cá nhân đạt giải Cuộc thi",
        "signer": "Nguyễn Văn Ký",
        "recipients": ("Như Điều 3", "Thường trực Quận ủy (để báo cáo)"),
        "archive": ("Lưu: VT, NV",),
        "copies": 2,
        "note": "",
        "is_void": False,
    }
    return RegisterLine(**(given | changes))


SAMPLES = (
    certificate, thanks_letter, scoresheet, submission_receipt, intake_receipt, payment_list,
    screening_minutes, forwarding_letter, register_print,
)  # fmt: skip
