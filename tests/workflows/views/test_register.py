"""The register: what stands in it, how it is searched, who reads it, how it is printed."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from openpyxl import load_workbook

from tests.factories import make_document, make_world
from workflows import clock
from workflows.domain import numbering
from workflows.models import Document, RegisterBook, RegisterRow

RECORD = {
    "recipients": ["Phòng Nội vụ", "Sở Xây dựng (để báo cáo)", "Lưu: VT, NV"],
    "signer": {"full_name": "Nguyễn Văn Ký", "position": "CHỦ TỊCH", "authority": None, "other_posts": []},
}


def numbered(world, kind="participation_report", *, subject="Việc thử nghiệm", record=None, state="signed"):
    """Return the row of a new paper's number."""
    document = make_document(world, state, kind=kind)
    Document.objects.filter(pk=document.pk).update(subject=subject, record=record or RECORD)
    document = Document.read(document.pk)
    return numbering.take_number(document=document, actor=world.actor("clerk"))


def voided(world, reason="Nhầm ngày tháng", **wanted):
    row = numbered(world, **wanted)
    document = Document.read(row.document_id)
    numbering.void_number(document=document, actor=world.actor("clerk"), reason=reason)
    return RegisterRow.objects.get(pk=row.pk)


def shown(client, query=""):
    return [row["full_number"] for row in client.get(f"/register/?{query}").context["rows"]]


def test_a_row_shows_what_was_registered(login, world):
    numbered(world)
    page = login("clerk").get("/register/").content.decode()
    for text in ("01/QĐ-UBND", "Việc thử nghiệm", "Nguyễn Văn Ký", "Phòng Nội vụ", "Lưu: VT, NV"):
        assert text in page


def test_a_signer_is_named_by_the_account_where_the_record_names_none(login, world):
    numbered(world, record={"recipients": []})
    assert login("clerk").get("/register/").context["rows"][0]["signer"] == world["signatory"].full_name


def test_a_void_number_is_struck_and_says_why(login, world):
    voided(world)
    page = login("clerk").get("/register/").content.decode()
    assert "<del>01/QĐ-UBND</del>" in page
    assert "Nhầm ngày tháng" in page


def test_a_number_that_holds_is_not_struck(login, world):
    numbered(world)
    assert "<del>" not in login("clerk").get("/register/").content.decode()


@pytest.mark.parametrize(
    "words", ["noi vu", "XÂY DỰNG", "thu nghiem", "01/qđ", "viec so", "nghiệm 01"],
)  # fmt: skip
def test_the_search_needs_no_accents_and_reads_number_subject_and_recipients(login, world, words):
    numbered(world)
    numbered(world, subject="Khác hẳn", record={"recipients": ["Lưu: VT"]})
    assert shown(login("clerk"), f"q={words}") == ["01/QĐ-UBND"]


def test_nothing_found_offers_the_whole_list(login, world):
    numbered(world)
    page = login("clerk").get("/register/?q=khong-co").content.decode()
    assert "Nothing fits the filter" in page
    assert 'href="/register/"' in page


def test_an_empty_register_says_so_and_offers_no_print(login, world):
    page = login("clerk").get("/register/").content.decode()
    assert "No number has been taken yet" in page
    assert "Print the register" not in page


def test_the_filter_knows_body_kind_year_state_and_void(login, world):
    first = numbered(world)
    void = voided(world, kind="recall")
    with clock.moved_to(clock.now() + timedelta(days=366)):
        later = numbered(world, kind="revocation")
    proposal = numbered(world, kind="proposal", record={"recipients": []})
    client = login("clerk")
    by = {row.full_number: row for row in (first, void, later, proposal)}
    assert len(by) == 3  # the next year begins with 01 again
    assert shown(client, f"body={world.contest.standing_unit_id}") == [proposal.full_number]
    assert shown(client, "kind=recall") == [void.full_number]
    assert shown(client, f"year={later.book.year}&kind=revocation") == [later.full_number]
    assert len(shown(client, f"year={first.book.year}")) == 3
    assert shown(client, "void=only") == [void.full_number]
    assert len(shown(client, "void=without")) == 3
    Document.objects.filter(pk=first.document_id).update(
        state="recalled", issued_at=clock.now(), file="documents/a.pdf", file_sha256="0" * 64
    )
    assert shown(client, "state=recalled") == [first.full_number]


@pytest.mark.parametrize("query", ["body=x", "year=99999999999999", "kind=zz", "void=1", "after=zz", "q=%00"])
def test_a_choice_that_means_nothing_is_left_out(login, world, query):
    numbered(world)
    assert login("clerk").get(f"/register/?{query}").status_code == 200


def test_the_register_asks_as_often_for_three_rows_as_for_one(login, world, django_assert_num_queries):
    client = login("clerk")
    numbered(world)
    client.get("/register/")
    for _more in range(2):
        with django_assert_num_queries(7):
            client.get("/register/")
        numbered(world)
        numbered(world)


def test_pages_follow_each_other_by_key(login, world):
    for _number in range(27):
        numbered(world)
    client = login("clerk")
    first = client.get("/register/")
    assert len(first.context["rows"]) == 25
    rest = client.get(f"/register/{first.context['next_url']}")
    assert [row["full_number"] for row in rest.context["rows"]] == ["02/QĐ-UBND", "01/QĐ-UBND"]


READERS = {"clerk", "secretary", "chair", "signatory", "standing_head", "auditor"}


def test_only_those_who_read_the_register_print_it(login, world):
    book = numbered(world).book
    for name in world.people:
        plain = name.removesuffix("_2").removesuffix("_3")
        response = login(name).get(f"/register/print/?book={book.pk}&format=xlsx")
        assert response.status_code == (200 if plain in READERS else 403), name


def test_nobody_prints_the_register_of_another_contest(login, world):
    others = make_world()
    book = numbered(others).book
    response = login("clerk").get(f"/register/print/?book={book.pk}")
    assert response.status_code == 422
    assert others.contest.organizer.name not in response.content.decode().split("<form")[-1]


def test_the_print_is_the_form_of_the_decree(login, world):
    numbered(world)
    voided(world)
    book = RegisterBook.objects.get()
    response = login("clerk").get(f"/register/print/?book={book.pk}&format=pdf")
    with pypdfium2.PdfDocument(response.content) as pdf:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in texts[0]
    assert f"Năm: {book.year}" in texts[0]
    assert "Từ số 01 đến số 02" in texts[0]
    assert "Hủy: Nhầm ngày tháng" in texts[1]
    assert "- Phòng Nội vụ;" in texts[1]


def test_the_table_has_the_columns_of_the_form_and_the_numbers_in_order(login, world):
    for subject in ("Một", "=2+2", "Ba"):
        numbered(world, subject=subject)
    book = RegisterBook.objects.get()
    content = login("clerk").get(f"/register/print/?book={book.pk}&format=xlsx&first=2").content
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[0][:3] == (
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
    )
    assert [row[0] for row in rows[1:]] == ["02/QĐ-UBND", "03/QĐ-UBND"]
    assert rows[1][2:6] == (
        "Báo cáo: =2+2", "Nguyễn Văn Ký", "Phòng Nội vụ; Sở Xây dựng (để báo cáo)", "Lưu: VT, NV",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("first=5&last=3", "The last number lies before the first"),
        ("first=50", "There is no number in this part of the book"),
        ("first=0", "greater than or equal to 1"),
        ("first=x", "Enter a whole number"),
    ],
)
def test_what_cannot_be_printed_says_why_and_keeps_what_was_chosen(login, world, query, sentence):
    book = numbered(world).book
    response = login("clerk").get(f"/register/print/?book={book.pk}&{query}")
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert f'value="{query.split("=")[1].split("&")[0]}"' in page


def test_a_long_register_is_printed_in_parts(login, world, monkeypatch):
    monkeypatch.setattr("reports.lists.register.MOST_PRINTED", 2)
    for _number in range(3):
        row = numbered(world)
    client = login("clerk")
    refused = client.get(f"/register/print/?book={row.book_id}&format=pdf")
    assert refused.status_code == 422
    assert "This part of the book has 3 numbers; at most 2 are printed at once." in refused.content.decode()
    assert client.get(f"/register/print/?book={row.book_id}&format=xlsx&first=2").status_code == 200


def test_a_record_that_the_font_cannot_print_says_where(login, world):
    book = numbered(world, subject="Chữ 漢 lạ").book
    response = login("clerk").get(f"/register/print/?book={book.pk}&format=pdf")
    assert response.status_code == 422
    assert "漢" in response.content.decode()
