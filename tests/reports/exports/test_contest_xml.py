"""The file of a contest: what stands in it and what does not, order, lengths, hostile text, queries."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from reports.exports.contest_xml import NAMESPACE, pieces
from tests.factories import make_document, make_world
from workflows import clock
from workflows.domain import delivery, document_life, documents, numbering
from workflows.models import Contest, Delivery, Document
from workflows.models.paper_kinds import DocumentKind

pytestmark = pytest.mark.django_db
T = f"{{{NAMESPACE}}}"
RECORD = {
    "recipients": ["Như Điều 3", "Sở Xây dựng", "Lưu: VT, NV"],
    "signer": {"full_name": "Nguyễn Văn Ký", "position": "CHỦ TỊCH", "authority": None, "other_posts": []},
    "secret": "Bà Không In",
}


@pytest.fixture
def world():
    return make_world()


def issued(world, number, *, days=0, kind="participation_report", **values):
    document = make_document(world, "issued", kind=kind, number=number)
    moment = clock.now() - timedelta(days=days)
    Document.objects.filter(pk=document.pk).update(
        **{"record": RECORD, "issued_at": moment, "pages": 4, "type_symbol": "QĐ-UBND", **values}
    )
    return Document.objects.get(pk=document.pk)


def text_of(world):
    contest = Contest.objects.select_related("organizer").get(pk=world.contest.pk)
    return "".join(pieces(contest, Document.objects.filter(contest=contest)))


def read(world):
    return ElementTree.fromstring(text_of(world))


def papers(world):
    return read(world).findall("Documents/Document")


def test_the_file_has_the_names_of_the_annex(world):
    issued(world, 7)
    found = read(world)
    assert [part.tag for part in found.find("FileCode")] == ["OrganId", "FileCatalog", "FileNotation"]
    assert found.findtext("FileCode/OrganId") == world.contest.organizer.code
    assert found.findtext("FileCode/FileCatalog") == str(world.contest.year)
    assert found.findtext("Title") == world.contest.title
    assert found.findtext("TotalDoc") == "1"


def test_a_document_has_its_metadata_in_the_order_of_the_annex(world):
    document = issued(world, 7)
    delivery.deliver_document(document=document, actor=world.actor("clerk"))
    [paper] = papers(world)
    shown = [(part.tag, part.text) for part in paper if not part.tag.startswith(T)][1:]
    assert [part for part in shown if part[0] != "To"] == [
        ("DocOrdinal", "1"),
        ("TypeName", "Báo cáo"),
        ("CodeNumber", "7"),
        ("CodeNotation", "QĐ-UBND"),
        ("IssuedDate", document.issued_on.isoformat()),
        ("OrganName", document.body.name),
        ("Subject", document.subject),
        ("Language", "Tiếng Việt"),
        ("PageAmount", "4"),
        ("Description", "Đã phát hành"),
        ("Position", "CHỦ TỊCH"),
        ("FullName", "Nguyễn Văn Ký"),
        ("IssuedAmount", "2"),
    ]
    assert [part.text for part in paper.findall("To/OrganName")] == ["Như Điều 3", "Sở Xây dựng"]
    assert [(row.text, row.get("channel")) for row in paper.findall(f"{T}Delivery")] == [
        ("Như Điều 3", "paper"), ("Sở Xây dựng", "paper"), ("Lưu: VT, NV", "archive"),
    ]  # fmt: skip


def test_documents_stand_in_the_order_of_their_issue_and_drafts_last(world):
    make_document(world, "draft", kind="revocation")
    for number, days in ((1, 3), (2, 9), (3, 6)):
        issued(world, number, days=days)
    assert [paper.findtext("CodeNumber") for paper in papers(world)] == ["2", "3", "1", ""]
    assert [paper.findtext("DocOrdinal") for paper in papers(world)] == ["1", "2", "3", "4"]


def test_digests_of_file_record_and_scan_are_there(world):
    issued(world, 7, file_sha256="a" * 64, scan="x.pdf", scan_sha256="b" * 64, unsigned_sha256="c" * 64)
    [paper] = papers(world)
    assert paper.find(f"{T}FileDigest").attrib == {"sha256": "a" * 64, "unsigned": "c" * 64}
    assert paper.find(f"{T}ScanDigest").attrib == {"sha256": "b" * 64}
    assert paper.find(f"{T}Record").get("sha256") == "0" * 64


def test_what_amends_and_what_cites_what(world):
    first = issued(world, 7, full_number="07/QĐ-UBND", days=3)
    letter = issued(world, 8, kind="correction", amends=first)
    letter.cites.add(first)
    found = papers(world)[1]
    assert (found.find(f"{T}Amends").text, found.find(f"{T}Amends").get("id")) == (
        "07/QĐ-UBND",
        str(first.pk),
    )
    assert found.find(f"{T}Cites").get("id") == str(first.pk)


def test_versions_of_a_draft_are_told_by_their_digests(world):
    document = documents.open_document(contest=world.contest, kind=DocumentKind.REPORT, round_=world.round)
    for words in ("Một", "Hai"):
        document = document_life.save_draft_document(
            document=document, actor=world.actor("secretary"), record={"subject": words}
        )
    [paper] = papers(world)
    assert [row.get("number") for row in paper.findall(f"{T}Version")] == ["1", "2"]
    kept = [version.record_sha256 for version in document.versions.order_by("number")]
    assert [row.get("sha256") for row in paper.findall(f"{T}Version")] == kept
    events = paper.findall(f"{T}Event")
    assert [(e.get("verb"), e.get("role")) for e in events] == [("save_draft", "secretary")] * 2


def test_void_numbers_are_in_the_register_with_their_reason(world):
    document = make_document(world, "signed", kind="participation_report")
    for reason in ("Nhầm ngày", ""):
        fresh = Document.read(document.pk)
        numbering.take_number(document=fresh, actor=world.actor("clerk"))
        if reason:
            numbering.void_number(
                document=Document.read(document.pk), actor=world.actor("clerk"), reason=reason
            )
    rows = read(world).findall(f"{T}Register/{T}Row")
    assert [(row.get("number"), row.get("void"), row.text) for row in rows] == [
        ("01/QĐ-UBND", "true", "Nhầm ngày"), ("02/QĐ-UBND", None, None),
    ]  # fmt: skip


def test_nobody_is_named_who_stands_on_no_paper(world):
    document = issued(world, 7)
    delivery.deliver_document(document=document, actor=world.actor("clerk"))
    Delivery.objects.filter(document=document, order=2).update(
        channel="email", email="rieng@example.vn", note="Gọi bà Riêng",
        opened_at=clock.now(), opened_by=world["unit_head"],
    )  # fmt: skip
    document = documents.open_document(contest=world.contest, kind=DocumentKind.REPORT, round_=world.round)
    document_life.save_draft_document(
        document=document, actor=world.actor("secretary"), record={"a": "Tên Nháp"}
    )
    text = text_of(world)
    for name in ("Bà Không In", "rieng@example.vn", "bà Riêng", "Tên Nháp"):
        assert name not in text
    people = [person.full_name for person in world.people.values()] + [
        p.username for p in world.people.values()
    ]
    assert [name for name in people if name in text] == []


def test_a_signer_is_the_account_where_the_record_names_none(world):
    issued(world, 7, record={})
    [paper] = papers(world)
    assert paper.findtext("FullName") == world["signatory"].full_name


def test_long_and_hostile_text_gives_a_file_that_can_be_read(world):
    hostile = "]]><x a='&\x01\x08\x1b\ufffe"
    Contest.objects.filter(pk=world.contest.pk).update(title=f"{hostile} {'dài ' * 60}", slug="s" * 60)
    issued(
        world,
        7,
        subject=(hostile * 30)[:500],
        record={
            "recipients": [hostile, "x" * 700],
            "signer": {"full_name": "Tên " * 30, "position": hostile},
        },
    )
    found = read(world)
    assert found.find("FileCode/FileNotation").get(f"{T}length") == "60"
    paper = found.find("Documents/Document")
    assert len(paper.findtext("FullName")) == 50
    assert paper.find("FullName").get(f"{T}length") == "120"
    assert paper.findtext("Subject").startswith("]]><x a='&\ufffd\ufffd")
    assert [len(line.text) for line in paper.findall("To/OrganName")] == [len(hostile), 200]


def test_the_same_data_give_the_same_bytes(world):
    for number in range(1, 4):
        issued(world, number)
    before = text_of(world)
    with clock.moved_to(clock.now() + timedelta(days=5)):
        assert text_of(world) == before


def test_it_asks_as_often_for_three_documents_as_for_one(world, django_assert_num_queries):
    contest = Contest.objects.select_related("organizer").get(pk=world.contest.pk)
    for number in (1, 2, 3):
        document = issued(world, number)
        delivery.deliver_document(document=document, actor=world.actor("clerk"))
        if number != 2:
            with django_assert_num_queries(8):
                "".join(pieces(contest, Document.objects.filter(contest=contest)))


def test_it_is_written_piece_by_piece(world):
    for number in range(1, 4):
        issued(world, number)
    contest = Contest.objects.select_related("organizer").get(pk=world.contest.pk)
    longest = max(len(piece) for piece in pieces(contest, Document.objects.filter(contest=contest)))
    assert longest < len(text_of(world)) / 3


def test_an_empty_contest_has_an_empty_file(world):
    found = read(world)
    assert (found.findtext("TotalDoc"), found.find("StartDate").text) == ("0", None)
    assert found.findall("Documents/Document") == []
