"""Private files: served only after the question whether this person may see this entry."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from workflows.domain.reading import reading_of
from workflows.models import Attachment, Entry
from workflows.views.access import person
from workflows.views.downloads import stream

SHOWN = ("application/pdf", "image/jpeg", "image/png", "video/mp4")
"""Types that a browser may show by itself; everything else is taken away as a file."""


@login_required
@require_safe
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """Stream the file of an entry that the person may see; 404 for every other."""
    seen = Entry.objects.visible_to(person(request))
    row = get_object_or_404(
        Attachment.objects.select_related("entry__contest", "entry__round"), pk=pk, entry__in=seen
    )
    if not row.file.name or not row.file.storage.exists(row.file.name):
        raise Http404
    reading = reading_of(person(request), row.entry)
    ending = row.filename.rpartition(".")[2]
    name = row.filename if reading.sees_people else f"{row.entry.judging_code}-{row.pk}.{ending}"
    return stream(row.file, name, row.content_type, inline=row.content_type in SHOWN)
