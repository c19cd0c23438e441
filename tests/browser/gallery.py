"""Pages that show every component in every state; served only to the tests."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from project import errors
from workflows import clock
from workflows.errors import Forbidden, Incomplete, TransitionRefused
from workflows.states import EntryState

PAGE = """{% extends "base.html" %}{% load i18n ui %}
{% block title %}Thành phần giao diện{% endblock title %}
{% block breadcrumb %}{% breadcrumb "Việc cần xử lý" "/inbox/" "BD24-005" %}{% endblock breadcrumb %}
{% block page_head %}
<div class="t-head">
  <div><h1>Ứng dụng mã QR tra cứu thủ tục hành chính tại Bộ phận Một cửa</h1>
  <p class="lead">BD24-005 · Phường Phúc Xá · {% state_badge state %} {% due_chip soon %}</p></div>
  <div class="t-actions"><button class="btn btn-outline-secondary" type="button" data-print hidden>{% icon "printer" %}In</button></div>
</div>
{% endblock page_head %}
{% block content %}
<ul class="t-tabs"><li><a href="#mine" aria-current="page">Việc của tôi <span class="t-count">12</span></a></li><li><a href="#queue">Chờ nhận <span class="t-count">999+</span></a></li><li><a href="#done">Đã xử lý</a></li></ul>
<form method="get" class="t-card t-filter" role="search">
  <div class="t-field"><label class="t-label" for="q">Tìm kiếm</label><input class="form-control" type="search" id="q" name="q"></div>
  <button class="btn btn-outline-primary" type="submit">{% icon "search" %}Tìm</button>
</form>
<div class="t-table-wrap" role="region" aria-label="Việc của tôi" tabindex="0">
<table class="t-table t-table-cards">
  <caption>Việc của tôi, hạn gần nhất trước</caption>
  <thead><tr><th scope="col">Hạn xử lý</th><th scope="col">Việc cần làm</th><th scope="col">Tên ý tưởng, giải pháp</th><th scope="col">Trạng thái</th><th scope="col" class="t-number">Điểm</th></tr></thead>
  <tbody>
  {% for row in rows %}<tr>
    <td data-label="Hạn xử lý">{% due_chip row.due %}</td>
    <td data-label="Việc cần làm"><a class="t-row-link" href="#task">Sơ loại</a></td>
    <th scope="row"><span class="t-code">BD24-00{{ forloop.counter }}</span> Ễ Ộ Ẵ Ự: rút ngắn thời gian trả kết quả cho người dân</th>
    <td data-label="Trạng thái">{% state_badge row.state %}</td>
    <td data-label="Điểm" class="t-number">{{ row.score|decimal }}</td>
  </tr>{% endfor %}
  </tbody>
</table></div>
{% pager "?after=1" "?before=1" %}
{% empty "Không có việc cần xử lý." "Khi có việc mới, việc sẽ hiện ở đây." %}
<section class="t-card mt-4"><h2>Biểu mẫu</h2>
<form method="post" novalidate data-keep="gallery"{% if form.is_bound %} data-returned{% endif %}>
  {% csrf_token %}{% include "ui/kept_notice.html" %}{% error_summary form %}{{ form }}
  <div class="t-form-actions">
    <button class="btn btn-primary" type="submit" name="verb" value="submit" data-confirm="Sau khi nộp không sửa được nữa." data-confirm-label="Nộp bài">Nộp bài</button>
    <button class="btn btn-outline-secondary" type="submit" name="verb" value="save">Lưu nháp</button>
    <button class="btn btn-outline-danger" type="submit" name="verb" value="withdraw" data-confirm="Bài sẽ được rút khỏi Cuộc thi." data-confirm-danger>Rút bài</button>
    <button class="btn btn-danger" type="button">Xóa</button><button class="btn btn-link" type="button">Bỏ qua</button>
  </div>
</form></section>
<section class="t-card"><h2>Nhật ký xử lý</h2>
<ol class="t-timeline">
  {% timeline_item now "Nộp bài" "bà Nguyễn Thị Ánh Tuyết" "" details %}
  {% timeline_item now "Trả lại bổ sung" "ông Lê Văn C" "Vui lòng bổ sung số liệu trước và sau khi áp dụng." kind="done" %}
  {% timeline_item now "Chuyển quá hạn" kind="system" %}
  {% timeline_item now "Tiếp nhận" "ông Lê Văn C" "Đã hết hạn nộp." kind="refused" %}
</ol></section>
{% for tone in tones %}{% badge tone tone %} {% endfor %}
<div class="alert alert-warning mt-3">{% icon "exclamation-triangle" %}<div class="t-alert-body">Còn 3 phiếu chưa gửi.</div></div>
{% endblock content %}
{% block aside %}<section class="t-card"><h2>Quá trình</h2>{% stepper steps %}</section>
<section class="t-card"><h2>Thông tin</h2><dl class="t-facts"><dt>Hạn nộp</dt><dd>{{ soon|deadline }}</dd><dt>Tiền thưởng</dt><dd>{{ 5000000|dong }}</dd></dl>{% progress 12 24 "Phiếu chấm đã gửi" %}</section>{% endblock aside %}
"""
STEPS = [
    {"label": "Nộp bài", "status": "done", "detail": "10/07/2024"},
    {"label": "Sơ loại", "status": "current", "detail": "Cán bộ đầu mối đang xử lý"},
    {"label": "Chấm điểm", "status": "upcoming"},
    {"label": "Trao giải", "status": "stopped"},
]


class GalleryForm(forms.Form):
    title = forms.CharField(label="Tên ý tưởng, giải pháp", help_text="Tối đa 300 ký tự.", max_length=300)
    abstract = forms.CharField(label="Tóm tắt", widget=forms.Textarea)
    score = forms.DecimalField(
        label="Tính khả thi", min_value=0, max_value=20, decimal_places=1, required=False
    )
    theme = forms.ChoiceField(label="Chủ đề", choices=[("", "–"), ("a", "Cải cách thủ tục hành chính")])
    kind = forms.ChoiceField(
        label="Hình thức", choices=[("x", "Bài viết"), ("v", "Video clip")], widget=forms.RadioSelect
    )
    file = forms.FileField(label="Tệp đính kèm", required=False)
    day = forms.DateField(label="Ngày", required=False)
    consent = forms.BooleanField(label="Đồng ý cho xử lý dữ liệu cá nhân")


@login_required
def gallery(request: HttpRequest) -> HttpResponse:
    form = GalleryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Đã lưu nháp.")
        form = GalleryForm()
    now = clock.now()
    states = list(EntryState)
    rows = [
        {"due": now + timedelta(days=3 * place - 3), "state": states[place], "score": None}
        for place in range(5)
    ]
    context = {
        "form": form, "rows": rows, "now": now, "soon": now + timedelta(days=2), "steps": STEPS,
        "state": EntryState.SUBMITTED, "tones": ["quiet", "active", "wait", "good", "best", "bad"],
        "details": [("SHA-256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")],
    }  # fmt: skip
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


REFUSALS = {
    "forbidden": Forbidden("no_right", "Tài khoản này không có quyền Tiếp nhận."),
    "stale": TransitionRefused("stale", "Hồ sơ vừa được bà Trần Thị B cập nhật lúc 10:05."),
    "incomplete": Incomplete("incomplete", "Chưa thể nộp: còn thiếu địa chỉ.", ["địa chỉ", "số điện thoại"]),
}


def refuse(request: HttpRequest, code: str) -> HttpResponse:
    raise REFUSALS[code]


def error_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the page of an error; that the error itself answers with its status is tested elsewhere."""
    page = errors.server_error(request) if code == "500" else render(request, f"{code}.html")
    page.status_code = 200
    return page


urlpatterns = [
    path("gallery/", gallery),
    path("refuse/<slug:code>/", refuse),
    path("error/<slug:code>/", error_page),
    path("", include("project.urls")),
]
handler404 = "project.errors.page_not_found"
handler500 = "project.errors.server_error"
