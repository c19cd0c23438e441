"""The process of an entry as a drawing, with the place where it stands: viewflow's layout, our look."""

from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import get_language
from viewflow.workflow import chart
from viewflow.workflow.models import Task

from workflows.flows.entry_flow import EntryFlow
from workflows.models import CaseProcess, Entry


def chart_of(entry: Entry) -> dict[str, Any] | None:
    """Return cells and edges of the newest process of the entry; nothing before its submission."""
    process = (
        CaseProcess.objects.filter(
            flow_class=EntryFlow,
            artifact_content_type=ContentType.objects.get_for_model(Entry),
            artifact_object_id=entry.pk,
        )
        .order_by("-pk")
        .first()
    )
    if process is None:
        return None
    statuses = _statuses(process.pk)
    layout = _layout(get_language() or "vi")
    cells = [{**cell, "status": statuses.get(cell["name"], "")} for cell in layout["cells"]]
    return {**layout, "cells": cells}


def _statuses(process_id: int) -> dict[str, str]:
    """Return the status of each node that the process has reached; an open task outweighs a done one."""
    reached: dict[str, str] = {}
    rows = Task.objects.filter(process_id=process_id).order_by("pk").values_list("flow_task", "status")
    for node, status in rows:
        if reached.get(node.name) != "here":
            reached[node.name] = {"DONE": "done", "CANCELED": "done"}.get(str(status), "here")
    return reached


@lru_cache(maxsize=8)
def _layout(language: str) -> dict[str, Any]:
    """Return the drawing without statuses; its words are those of ``language``, which is active."""
    grid = chart.calc_layout_data(EntryFlow)
    return {
        "width": grid.width,
        "height": grid.height,
        "cells": [
            {
                "name": cell.node.name,
                "x": cell.shape.x,
                "y": cell.shape.y,
                "svg": cell.shape.svg,
                "text": [] if cell.title else [(line[0], line[3], line[4]) for line in cell.shape.text],
            }
            for cell in grid.cells
        ],
        "edges": [" L".join(f"{x},{y}" for x, y in edge.segments) for edge in grid.edges],
    }
