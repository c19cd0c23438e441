"""Three human tasks in a row, each with a form of one field and a permission."""

# ruff: noqa: D101, D102
from django import forms
from django.views.generic import FormView
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.flow.views.mixins import TaskSuccessUrlMixin

from benchmarks.stock_viewflow.contest.models import EntryProcess


class StepForm(forms.Form):
    note = forms.CharField(required=False)


class StepView(TaskSuccessUrlMixin, FormView):
    form_class = StepForm
    template_name = "viewflow/workflow/task.html"
    method = None

    def form_valid(self, form):
        entry = self.request.activation.process.entry
        getattr(entry, self.method)()
        entry.save()
        self.request.activation.execute()
        return super().form_valid(form)


class EntryFlow(flow.Flow):
    process_class = EntryProcess
    process_title = "Entry"
    process_summary_template = "{{ process.entry.title }} - {{ process.entry.unit }}"
    start = flow.StartHandle(this.start_it).Next(this.prescreen)
    prescreen = (
        flow.View(StepView.as_view(method="prescreen"))
        .Permission("contest.prescreen_entry")
        .Annotation(title="Prescreen")
        .Next(this.score)
    )
    score = (
        flow.View(StepView.as_view(method="record_score"))
        .Permission("contest.score_entry")
        .Annotation(title="Score")
        .Next(this.award)
    )
    award = (
        flow.View(StepView.as_view(method="award"))
        .Permission("contest.award_entry")
        .Annotation(title="Award")
        .Next(this.end)
    )
    end = flow.End()

    def start_it(self, activation, entry):
        activation.process.entry = entry
        return activation.process
