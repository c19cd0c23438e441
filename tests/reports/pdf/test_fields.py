"""Empty signature fields: where the rooms are, tagged, only when asked for."""

import io

import pikepdf
import pytest

from reports.pdf.engine import render
from reports.pdf.fields import MILLIMETRE, PIXEL, Role, seal_box, signature_box
from reports.pdf.renderer import Extras, Renderer

ROOM = '<div class="room" id="{}"></div>'


@pytest.fixture(scope="module")
def signable(decision):
    return render("award_decision", decision, fields=True)


@pytest.fixture(scope="module")
def opened_file(signable):
    with pikepdf.open(io.BytesIO(signable.pdf)) as pdf:
        yield pdf


def page_of(*rooms):
    body = "".join(ROOM.format(room) for room in rooms)
    html = f'<html lang="vi"><head><title>Thử</title></head><body><p>Một</p>{body}</body></html>'
    return Renderer().render(html, "nd30", Extras(fields=True))


def test_a_paper_for_the_pen_has_no_fields(issued):
    assert issued.fields == ()
    with pikepdf.open(io.BytesIO(issued.pdf)) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_the_person_and_the_agency_have_a_field_each(signable, opened_file):
    assert [(field.name, field.role, field.page) for field in signable.fields] == [
        ("sign", Role.PERSON, 2), ("seal", Role.AGENCY, 2),
    ]  # fmt: skip
    written = opened_file.Root.AcroForm.Fields
    for field, widget in zip(signable.fields, written, strict=True):
        assert (widget.FT, str(widget.T)) == ("/Sig", field.name)
        assert "/V" not in widget
        assert [float(edge) for edge in widget.Rect] == pytest.approx(field.box)
        assert widget.P.objgen == opened_file.pages[1].objgen
    assert "/NeedAppearances" not in opened_file.Root.AcroForm


def test_the_signature_stands_between_post_and_name(signable, open_pdf):
    with open_pdf(signable.pdf) as file:
        height = file.size(2)[1]
        post, name = file.find(2, "CHỦ TỊCH"), file.find(2, "Nguyễn Văn Ký")
        left, bottom, right, top = (edge / MILLIMETRE for edge in signable.fields[0].box)
        assert post.bottom <= height - top
        assert height - bottom <= name.top + 1
        assert (left + right) / 2 == pytest.approx(name.middle, abs=1)


def test_the_seal_has_its_real_size_and_covers_a_third_of_the_signature_on_the_left(signable):
    person, agency = (field.box for field in signable.fields)
    assert agency[2] - agency[0] == pytest.approx(36 * MILLIMETRE, abs=0.02)
    assert agency[3] - agency[1] == pytest.approx(36 * MILLIMETRE, abs=0.02)
    assert agency[0] < person[0]
    assert (agency[2] - person[0]) / (person[2] - person[0]) == pytest.approx(1 / 3, abs=0.01)
    assert agency[1] < person[1] < person[3] < agency[3]


def test_each_field_is_in_a_form_tag_at_its_place_in_the_text(opened_file):
    numbers = opened_file.Root.StructTreeRoot.ParentTree.Nums
    parents = dict(zip(map(int, list(numbers)[::2]), list(numbers)[1::2], strict=True))
    for widget in opened_file.Root.AcroForm.Fields:
        form = parents[int(widget.StructParent)]
        assert form.S == "/Form"
        assert (form.K.Type, form.K.Obj.objgen) == ("/OBJR", widget.objgen)
        assert str(widget.TU)
        room = form.P
        assert room.S == "/Div"
        neighbours = list(room.P.K)
        place = [one.objgen for one in neighbours].index(room.objgen)
        assert [neighbours[place - 1].S, neighbours[place + 1].S] == ["/P", "/P"]
    keys = list(parents)
    assert keys == sorted(keys)


def test_fields_do_not_change_what_is_seen(signable, issued, open_pdf):
    with open_pdf(signable.pdf) as one, open_pdf(issued.pdf) as other:
        assert one.picture(2, 60).tobytes() == other.picture(2, 60).tobytes()


def test_fields_are_the_same_every_time(decision, signable):
    assert render("award_decision", decision, fields=True).pdf == signable.pdf


@pytest.mark.parametrize(("rooms", "sealed"), [
    (("sign-left", "sign-right"), "sign-right"),
    (("sign-1", "sign-2", "sign-3"), "sign-3"),
    (("sign-1", "sign-2"), "sign-2"),
])  # fmt: skip
def test_the_seal_goes_to_who_signs_for_the_agency(rooms, sealed):
    names = [field.name for field in page_of(*rooms).fields]
    assert [name for name in names if name != "seal"] == list(rooms)
    assert names[names.index("seal") - 1] == sealed


def test_a_paper_without_rooms_gets_no_fields():
    pages = page_of("elsewhere")
    assert pages.fields == ()
    with pikepdf.open(io.BytesIO(pages.pdf)) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_a_small_room_keeps_the_signature_inside_and_the_seal_on_the_page():
    room = (10.0, 1050.0, 110.0, 1100.0)
    left, bottom, right, top = signature_box(room, 1122.5)
    assert left >= 10 * PIXEL
    assert right <= 110 * PIXEL
    assert top - bottom == pytest.approx(50 * PIXEL, abs=0.02)
    seal = seal_box((left, bottom, right, top))
    assert min(seal) > 0
    assert seal[3] - seal[1] == pytest.approx(36 * MILLIMETRE, abs=0.02)
