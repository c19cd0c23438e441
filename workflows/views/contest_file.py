"""The whole file of a contest to take away."""

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from reports.exports import contest_xml
from reports.lists import papers as lists
from workflows.models import Contest
from workflows.models.grants import Grants
from workflows.roles import Role
from workflows.views.access import for_roles, grants
from workflows.views.downloads import stream_pieces

TAKERS = (Role.SECRETARY, Role.CLERK, Role.STANDING_HEAD, Role.AUDITOR)
"""Who may take the file away: who keeps it, and who watches over it."""


def takes_file(held: Grants, contest: Contest) -> bool:
    """Say whether the person may take the file of this contest away."""
    return contest.pk in held.contests(*TAKERS) or held.everywhere(Role.AUDITOR)


@for_roles(*TAKERS)
@require_safe
def contest_file(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Give the file of a contest as XML, piece by piece."""
    contest = get_object_or_404(Contest.objects.select_related("organizer"), slug=slug)
    held = grants(request)
    if not takes_file(held, contest):
        raise Http404
    documents = lists.visible(held).filter(contest=contest)
    pieces = contest_xml.encoded(contest_xml.pieces(contest, documents))
    return stream_pieces(pieces, f"Ho so {contest.slug}.xml", "application/xml; charset=utf-8")
