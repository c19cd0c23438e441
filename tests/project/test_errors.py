"""What goes wrong answers with its status, one sentence, and everything that was typed."""

import pytest
from django.test import Client, RequestFactory
from django.urls import path

from project import errors
from project.urls import urlpatterns as product
from workflows.errors import Forbidden, Incomplete, InputRefused, TransitionRefused

REFUSALS = {
    "stale": TransitionRefused("stale", "Hồ sơ vừa được cập nhật."),
    "right": Forbidden("no_right", "Tài khoản này không có quyền Tiếp nhận."),
    "input": InputRefused("score", "Điểm phải từ 0 đến 20.", field="score"),
    "missing": Incomplete("incomplete", "Chưa thể nộp.", ["địa chỉ", "số điện thoại"]),
}


def act(request, code):
    raise REFUSALS[code]


def boom(request):
    raise RuntimeError("hidden detail")


urlpatterns = [path("act/<slug:code>/", act), path("boom/", boom), *product]
handler400 = "project.errors.bad_request"
handler404 = "project.errors.page_not_found"
handler500 = "project.errors.server_error"
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.mark.parametrize(
    ("code", "status"), [("stale", 409), ("right", 403), ("input", 422), ("missing", 409)]
)
def test_a_refusal_is_a_page_with_its_sentence_and_status(client, code, status):
    answer = client.post(f"/act/{code}/", {"title": "Một cửa lưu động"})
    text = answer.content.decode()
    assert answer.status_code == status
    assert str(REFUSALS[code]) in text
    assert 'value="Một cửa lưu động"' in text
    assert f'href="/act/{code}/"' in text


def test_what_is_missing_is_listed(client):
    text = client.post("/act/missing/").content.decode()
    assert "<li>địa chỉ</li><li>số điện thoại</li>" in text


def test_long_text_comes_back_whole_and_secrets_do_not(client):
    long = "Dòng một\nDòng hai " + "x" * 200
    text = client.post(
        "/act/stale/", {"abstract": long, "password1": "mat-khau", "version": "7"}
    ).content.decode()
    assert "Dòng hai" in text
    assert "x" * 200 in text
    assert "mat-khau" not in text
    assert "version" not in text


def test_typed_text_is_escaped(client):
    text = client.post("/act/stale/", {"title": '"><script>x()</script>'}).content.decode()
    assert "<script>x" not in text


def test_labels_name_the_fields():
    request = RequestFactory().post("/", {"reason": "vì", "empty": ""})
    assert errors.typed(request, {"reason": "Lý do"}) == [
        {"name": "reason", "label": "Lý do", "value": "vì", "long": False}
    ]


def test_an_unknown_error_is_500_and_tells_nothing(settings):
    settings.DEBUG = False
    answer = Client(raise_request_exception=False).get("/boom/")
    assert answer.status_code == 500
    assert "hidden detail" not in answer.content.decode()
    assert "Có lỗi xảy ra" in answer.content.decode()


def test_a_missing_page_is_404_in_the_reader_s_language(client):
    assert "Không tìm thấy trang" in client.get("/khong/co/").content.decode()
    client.cookies["django_language"] = "en"
    answer = client.get("/khong/co/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


def test_a_form_without_its_token_is_refused_with_a_sentence():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "Trang đã hết hiệu lực" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/tasks/5/recuse/", "/tasks/5/"),
        ("/entries/7/acts/withdraw/", "/entries/7/"),
        ("/contests/thi/extend/", "/contests/thi/"),
        ("/nowhere/at/all/", "/"),
        ("/", "/"),
    ],
)
def test_the_page_above_the_address_of_a_form(path, above):
    assert errors.page_above(path) == above


def test_a_form_that_is_too_large_is_called_so(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    answer = client.post("/act/stale/", {f"field{n}": "x" for n in range(9)})
    assert answer.status_code == 413
    assert "lớn hơn" in answer.content.decode()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = client.post("/i18n/setlang/", {"next": "x" * 100, "language": "vi"})
    assert answer.status_code == 413
    assert "lớn hơn" in answer.content.decode()
