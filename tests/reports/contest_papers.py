"""One realistic record of each paper around the award decision; people, money and scores are fictional."""

from datetime import date
from decimal import Decimal
from typing import Any

from reports.documents import jury_minutes_wording as minutes
from reports.documents import participation_report_wording as participation
from reports.documents import results_notice_wording as notice
from reports.documents.correction_wording import Change, compose_correction
from reports.documents.participation_report import Figures, ThemeRow, UnitRow
from reports.documents.parts import Recipient, Signer, on_behalf_of
from reports.documents.prize_wording import Prize
from reports.documents.proposal_wording import Course, compose_proposal
from reports.documents.recall_wording import compose_recall
from reports.documents.recognition_wording import compose_recognition
from reports.documents.revocation_wording import Revoked, compose_revocation
from reports.documents.wording import Issuer, Reference, body_issuer, committee_issuer, head_of_body

DAY = date(2024, 7, 30)
STANDING = Signer(position="TRƯỞNG PHÒNG", full_name="Trần Thị Thường Trực")
COMMITTEE = Signer(
    authority="TM. BAN TỔ CHỨC",
    position="TRƯỞNG BAN",
    full_name="Nguyễn Văn Trưởng Ban",
    other_posts=("PHÓ CHỦ TỊCH UBND QUẬN",),
)
DECISION = Reference(title="Quyết định", full_number="512/QĐ-UBND", issued_on=DAY)
SUBJECT = "về việc khen thưởng các cá nhân và nhóm tác giả đạt giải Cuộc thi"


def letter_issuer(inputs: dict[str, Any]) -> Issuer:
    organizer = inputs["organizer"]
    issuer = body_issuer(organizer)
    return Issuer(name=issuer.name, lines=issuer.lines, place_name=issuer.place_name, symbol="UBND-NV")


def unit_issuer(inputs: dict[str, Any], symbol: str) -> Issuer:
    return Issuer(
        name="Phòng Nội vụ",
        lines=("PHÒNG NỘI VỤ",),
        place_name="Ba Đình",
        symbol=symbol,
        parent_body=inputs["organizer"].short.upper(),
    )


def recognition_inputs(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of ``compose_recognition``: the body, a deputy signing."""
    deputy = Signer(position="PHÓ CHỦ TỊCH", full_name="Trần Thị Ký Thay", authority="KT. CHỦ TỊCH")
    return {
        "issuer": body_issuer(inputs["organizer"]),
        "contest_title": inputs["contest_title"],
        "papers": (inputs["plan"], inputs["minutes"]),
        "proposal": inputs["proposal"],
        "legal_bases": inputs["legal_bases"],
        "prizes": inputs["prizes"],
        "signer": on_behalf_of("Ủy ban nhân dân", deputy),
        "executors": inputs["executors"],
        "drafter": "NV",
        "funding_source": inputs["funding_source"],
        "number": 513,
        "day": DAY,
    }


def proposal_inputs(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of ``compose_proposal``."""
    return {
        "organizer": inputs["organizer"],
        "issuer": unit_issuer(inputs, "TTr-NV"),
        "contest_title": inputs["contest_title"],
        "plan": inputs["plan"],
        "minutes": inputs["minutes"],
        "legal_bases": inputs["legal_bases"],
        "jury": "Hội đồng chấm thi",
        "met_on": date(2024, 7, 25),
        "course": Course(units=29, units_without=2, submitted=24, passed=21, received=20, scored=20),
        "prizes": inputs["prizes"],
        "signer": STANDING,
        "enclosures": (
            "Biên bản họp Hội đồng chấm thi",
            "Bảng tổng hợp điểm",
            "Dự thảo Quyết định khen thưởng",
        ),
        "drafter": "NV",
        "funding_source": inputs["funding_source"],
        "number": 118,
        "day": date(2024, 7, 26),
    }


def entries_of(inputs: dict[str, Any], judges: int) -> tuple[minutes.ScoredEntry, ...]:
    """Return the awarded entries as the jury scored them, the fifth and sixth with one mean."""
    rows = [(p.name, w) for p in inputs["prizes"] for w in p.winners]
    scores = [Decimal(95 - place if place < 5 else 96 - place) for place in range(len(rows))]
    return tuple(
        minutes.ScoredEntry(
            code=f"B{place + 11}",
            title=winner.title,
            unit=winner.people[0].post.rpartition(", ")[2],
            totals=tuple(None if (place, j) == (1, 0) else scores[place] for j in range(judges)),
            mean=scores[place] + Decimal("0.00"),
            rank=place + 1,
            prize=prize,
        )
        for place, (prize, winner) in enumerate(rows)
    )


def minutes_inputs(inputs: dict[str, Any], judges: int = 5) -> dict[str, Any]:
    """Return the keyword arguments of ``compose_jury_minutes``."""
    members = (
        "Ông Nguyễn Văn Trưởng Ban, Phó Chủ tịch UBND quận, Trưởng Ban Tổ chức",
        "Bà Trần Thị Thường Trực, Trưởng phòng Nội vụ",
        "Ông Lê Văn Giám Khảo, Trưởng phòng Tư pháp",
        "Bà Phạm Thị Chấm, Phó Chánh Văn phòng HĐND và UBND quận",
        "Ông Hoàng Văn Điểm, Phó Trưởng phòng Văn hóa và Thông tin",
        "Bà Vũ Thị Công Tâm, chuyên gia",
        "Ông Đỗ Văn Khách Quan, chuyên gia",
        "Bà Bùi Thị Độc Lập, chuyên gia",
        "Ông Ngô Văn Minh Bạch, chuyên gia",
        "Bà Lý Thị Rõ Ràng, chuyên gia",
        "Ông Mai Văn Chính Xác, chuyên gia",
    )
    return {
        "issuer": committee_issuer("Hội đồng chấm thi", inputs["organizer"], symbol="BB-HĐCT"),
        "contest_title": inputs["contest_title"],
        "met_on": date(2024, 7, 25),
        "chair": members[0],
        "note_taker": "Bà Đinh Thị Thư Ký, chuyên viên Phòng Nội vụ",
        "members": members[:judges],
        "quorum": 3,
        "judges": tuple(f"GK{n}" for n in range(1, judges + 1)),
        "entries": entries_of(inputs, judges),
        "recusals": (minutes.Recusal(judge="Ông Nguyễn Văn Trưởng Ban (GK1)", codes=("B12",)),),
        "ties": (minutes.Tie(codes=("B15", "B16"), mean=Decimal("91.00"), first=5, criteria=("Hiệu quả",)),),
        "signer": Signer(position="CHỦ TỌA", full_name="Nguyễn Văn Trưởng Ban"),
        "secretary": Signer(position="THƯ KÝ", full_name="Đinh Thị Thư Ký"),
        "number": 3,
        "day": date(2024, 7, 25),
    }


def _public(prize: Prize) -> notice.PublicPrize:
    winners = [
        notice.PublicWinner(
            people=tuple(Recipient(name=p.name, post=p.post.rpartition(", ")[2]) for p in w.people),
            title=w.title,
        )
        for w in prize.winners
    ]
    return notice.PublicPrize(name=prize.name, winners=tuple(winners))


def notice_inputs(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of ``compose_results_notice``."""
    return {
        "issuer": committee_issuer("Ban Tổ chức Cuộc thi", inputs["organizer"], symbol="TB-BTC"),
        "contest_title": inputs["contest_title"],
        "decision": DECISION,
        "received": 20,
        "prizes": tuple(map(_public, inputs["prizes"])),
        "signer": COMMITTEE,
        "contact": "qua Phòng Nội vụ, điện thoại 024 0000 0000",
        "ceremony": "Lễ trao giải: 08 giờ 30, ngày 31 tháng 7 năm 2024 tại Hội trường (hư cấu).",
        "drafter": "BTC",
        "number": 4,
        "day": DAY,
    }


def report_inputs(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of ``compose_participation_report``: 29 units."""
    names = [f"Ủy ban nhân dân phường Mẫu {n}" for n in range(1, 18)]
    names += [f"Phòng Mẫu {n}" for n in range(1, 11)]
    units = [
        UnitRow(
            name=name,
            figures=Figures(
                submitted=3, passed=2, screened_out=1, forwarded=2, received=2, awarded=place % 2
            ),
        )
        for place, name in enumerate(names)
    ]
    units.append(UnitRow(name="Trung tâm Mẫu", figures=Figures(), note=participation.NONE_DECLARED))
    units.append(UnitRow(name="Trạm Mẫu", figures=Figures()))
    theme = Figures(submitted=27, passed=18, screened_out=9, forwarded=18, received=18, awarded=4)
    return {
        "issuer": unit_issuer(inputs, "BC-NV"),
        "contest_title": inputs["contest_title"],
        "plan": inputs["plan"],
        "addressees": (head_of_body(inputs["organizer"]), "Ban Tổ chức Cuộc thi"),
        "units": units,
        "themes": [
            ThemeRow(name=f"Nội dung {n}: cải cách thủ tục hành chính (hư cấu)", figures=theme)
            for n in range(1, 4)
        ],
        "signer": STANDING,
        "drafter": "NV",
        "number": 31,
        "day": DAY,
    }


def correction_inputs(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of ``compose_correction``."""
    return {
        "issuer": letter_issuer(inputs),
        "paper": DECISION,
        "paper_subject": SUBJECT,
        "changes": (
            Change(where="tại căn cứ thứ hai", printed="ngày 15 tháng 06 năm 2022",
                   correct="ngày 15 tháng 6 năm 2022"),
            Change(where="tại số thứ tự 3, Phụ lục", printed="Hồ Văn Phát", correct="Hồ Văn Phác"),
        ),
        "addressees": ("Phòng Nội vụ", "Các cơ quan, đơn vị tham gia Cuộc thi"),
        "signer": on_behalf_of("Ủy ban nhân dân", inputs["signer"]),
        "drafter": "NV",
        "number": 1024,
        "day": date(2024, 8, 2),
    }  # fmt: skip


def recall_inputs(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of ``compose_recall``."""
    return {
        "issuer": body_issuer(inputs["organizer"]),
        "authority": head_of_body(inputs["organizer"]),
        "paper": DECISION,
        "paper_subject": SUBJECT,
        "reason": "ban hành không đúng trình tự, thủ tục (hư cấu)",
        "legal_bases": inputs["legal_bases"][:1],
        "proposal": Reference(
            title="Trưởng phòng Nội vụ quận tại Tờ trình",
            full_number="125/TTr-NV",
            issued_on=date(2024, 8, 5),
        ),
        "signer": inputs["signer"],
        "executors": ("Trưởng phòng Nội vụ quận",),
        "drafter": "NV",
        "number": 530,
        "day": date(2024, 8, 6),
    }


def revocation_inputs(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of ``compose_revocation``."""
    [first, second, *_] = [(p, w) for p in inputs["prizes"] for w in p.winners]
    return {
        "issuer": body_issuer(inputs["organizer"]),
        "authority": head_of_body(inputs["organizer"]),
        "contest_title": inputs["contest_title"],
        "award_form": "Giấy khen",
        "decision": DECISION,
        "ground": "a",
        "finding": "kê khai kết quả áp dụng không đúng thực tế, hư cấu",
        "awards": tuple(
            Revoked(people=w.people, title=w.title, prize=p.name, money=p.money) for p, w in (first, second)
        ),
        "payee": "Phòng Nội vụ",
        "due": date(2024, 9, 15),
        "legal_bases": inputs["legal_bases"][:2],
        "papers": (
            Reference(title="Kết luận kiểm tra", full_number="9/KL-UBND", issued_on=date(2024, 8, 20)),
        ),
        "proposal": Reference(
            title="Trưởng phòng Nội vụ quận tại Tờ trình",
            full_number="140/TTr-NV",
            issued_on=date(2024, 8, 22),
        ),
        "signer": inputs["signer"],
        "executors": ("Trưởng phòng Nội vụ quận",),
        "drafter": "NV",
        "number": 560,
        "day": date(2024, 8, 26),
    }


def contest_papers(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return a record of each paper by its kind."""
    records = (
        compose_recognition(**recognition_inputs(inputs)),
        compose_proposal(**proposal_inputs(inputs)),
        minutes.compose_jury_minutes(**minutes_inputs(inputs)),
        notice.compose_results_notice(**notice_inputs(inputs)),
        participation.compose_participation_report(**report_inputs(inputs)),
        compose_correction(**correction_inputs(inputs)),
        compose_recall(**recall_inputs(inputs)),
        compose_revocation(**revocation_inputs(inputs)),
    )
    return {record.KIND: record for record in records}
