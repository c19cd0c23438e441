"""The components' tags and filters."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from project.templatetags import ui
from workflows import clock
from workflows.states import DocumentState, EntryState, RoundState

NOON = datetime(2024, 7, 14, 5, 0, tzinfo=UTC)  # 12:00 in Vietnam


def render(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.fixture
def noon(monkeypatch):
    monkeypatch.setattr(clock, "_moment", NOON)


@pytest.mark.parametrize(
    ("away", "vi", "en", "tone"),
    [
        (timedelta(days=5), "Còn 5 ngày", "5 days left", "later"),
        (timedelta(days=3), "Còn 3 ngày", "3 days left", "soon"),
        (timedelta(hours=12, minutes=1), "Còn 1 ngày", "1 day left", "soon"),
        (timedelta(hours=12), "Đến hạn hôm nay", "Due today", "today"),
        (timedelta(minutes=1), "Đến hạn hôm nay", "Due today", "today"),
        (timedelta(0), "Quá hạn 1 ngày", "1 day overdue", "over"),
        (timedelta(hours=-1), "Quá hạn 1 ngày", "1 day overdue", "over"),
        (timedelta(days=-2), "Quá hạn 2 ngày", "2 days overdue", "over"),
    ],
)
def test_due_chips_count_local_days(noon, away, vi, en, tone):
    for language, label in (("vi", vi), ("en", en)):
        with translation.override(language):
            chip = ui.due_chip(NOON + away)
        assert (chip["label"], chip["tone"]) == (label, tone)


def test_an_end_at_midnight_is_shown_as_the_last_minute_of_the_day_before(noon):
    midnight = NOON + timedelta(hours=12)
    with translation.override("vi"):
        assert ui.deadline(midnight) == "23:59 ngày 14/07/2024, Chủ nhật"
        assert ui.due_chip(midnight)["exact"] == "23:59 ngày 14/07/2024, Chủ nhật"
        assert ui.deadline(NOON) == "12:00 ngày 14/07/2024, Chủ nhật"


def test_a_task_without_a_due_date_shows_a_dash():
    assert ui.due_chip(None)["label"] == "–"


def test_moments_days_and_numbers_in_both_languages():
    deadline = datetime(2024, 7, 14, 16, 59, tzinfo=UTC)
    with translation.override("vi"):
        assert ui.deadline(deadline) == "23:59 ngày 14/07/2024, Chủ nhật"
        assert ui.day(deadline) == "14/07/2024"
        assert ui.decimal(Decimal("85.50")) == "85,50"
    with translation.override("en"):
        assert ui.moment(deadline) == "23:59 on 14 July 2024"
        assert ui.day(date(2024, 7, 14)) == "14 July 2024"
        assert ui.decimal(Decimal("85.50")) == "85.50"


def test_nothing_is_shown_as_nothing():
    assert (ui.moment(None), ui.deadline(None), ui.day(None), ui.decimal(None)) == ("", "", "", "–")


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (999, "999"), (1000, "999+")])
def test_counts_are_capped(count, text):
    assert ui.capped(count) == text


@pytest.mark.parametrize("states", [EntryState, DocumentState, RoundState])
def test_every_state_has_a_badge_with_its_label(states):
    for state in states:
        assert str(state.label) in render("{% state_badge state %}", state=state)


def test_a_neutral_badge_is_the_same_for_every_result():
    badges = {
        render("{% state_badge state label neutral=True %}", state=state, label="Đã chấm xong")
        for state in (EntryState.SCORED, EntryState.AWARDED, EntryState.NOT_AWARDED)
    }
    assert len(badges) == 1


def test_icons_are_decoration():
    html = render("{% icon 'clock' %}")
    assert 'aria-hidden="true"' in html
    assert "#clock" in html


def test_the_pager_shows_only_ways_that_exist():
    assert render("{% pager %}").strip() == ""
    html = render("{% pager next_url=url %}", url="?a=1&b=2")
    assert 'rel="next" href="?a=1&amp;b=2"' in html
    assert "prev" not in html


def test_the_breadcrumb_ends_with_this_page():
    html = render("{% breadcrumb 'Một' '/mot/' title %}", title="<b>Hai</b>")
    assert '<a href="/mot/">Một</a>' in html
    assert 'aria-current="page">&lt;b&gt;Hai' in html


class Form(forms.Form):
    title = forms.CharField(label="Tên")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")], widget=forms.RadioSelect)

    def clean(self):
        raise forms.ValidationError("Cả biểu mẫu sai.")


def test_the_error_summary_links_each_error_to_its_field():
    html = render("{% error_summary form %}", form=Form({}))
    assert '<a href="#id_title">Tên: ' in html
    assert '<a href="#id_kind">Loại: ' in html
    assert "<li>Cả biểu mẫu sai.</li>" in html


def test_a_fresh_form_has_no_summary():
    assert render("{% error_summary form %}", form=Form()).strip() == ""


def test_the_error_summary_reads_formsets():
    rows = forms.formset_factory(Form, extra=2)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-title": "x", "form-1-title": ""}
    html = render("{% error_summary rows %}", rows=rows(data))
    assert '<a href="#id_form-1-title">' in html
    assert '<a href="#id_form-0-title">' not in html


def test_fields_carry_label_hint_error_and_classes():
    html = str(Form({"kind": "b"})["title"].as_field_group())
    assert '<label for="id_title" class="t-label">Tên' in html
    assert 'aria-describedby="id_title_error"' in html
    assert 'id="id_title_error"' in html
    assert 'class="form-control is-invalid"' in html


def test_a_group_of_choices_is_a_fieldset_with_its_legend():
    html = str(Form()["kind"].as_field_group())
    assert "<legend>Loại" in html
    assert 'class="form-check-input"' in html


def test_steps_say_where_the_case_is_without_colour():
    steps = [{"label": "Nộp", "status": "done"}, {"label": "Chấm", "status": "current"}]
    html = render("{% stepper steps %}", steps=steps)
    assert 'aria-current="step"' in html
    assert html.count("visually-hidden") == 2


def test_details_of_an_event_stand_behind_a_disclosure():
    html = render("{% timeline_item at 'Nộp bài' 'bà A' '' details %}", at=NOON, details=[("SHA-256", "ab")])
    assert "<details>" in html
    assert "<details>" not in render("{% timeline_item at 'Nộp bài' %}", at=NOON)
