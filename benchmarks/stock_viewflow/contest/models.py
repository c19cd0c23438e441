"""What a stock project would write: an entry with states, a process that points at it."""

# ruff: noqa: D101, D102, DJ008
from django.db import models
from django_fsm import FSMField, transition
from viewflow.workflow.models import Process


class Entry(models.Model):
    title = models.CharField(max_length=250)
    summary = models.TextField()
    unit = models.CharField(max_length=100)
    state = FSMField(default="submitted", protected=True)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    class Meta:
        permissions = [("prescreen_entry", "p"), ("score_entry", "s"), ("award_entry", "a")]

    @transition(state, source="submitted", target="prescreened")
    def prescreen(self):
        pass

    @transition(state, source="prescreened", target="scored")
    def record_score(self):
        pass

    @transition(state, source="scored", target="awarded")
    def award(self):
        pass


class EntryProcess(Process):
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, null=True)
