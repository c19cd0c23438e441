"""Who may stand below a paper: the contest's signers, and the people who hold an office in it."""

from typing import NamedTuple

from workflows.models import Document, Membership
from workflows.roles import Role

OFFICES = (Role.CHAIR, Role.SECRETARY, Role.STANDING_HEAD, Role.SIGNATORY, Role.CLERK, Role.ACCOUNTANT)
OFFICES_OF_A_UNIT = (Role.UNIT_HEAD, Role.UNIT_OFFICER)


class Signatory(NamedTuple):
    """A person with the post and the authority line under which the contest knows them."""

    full_name: str
    position: str = ""
    authority: str = ""


def signatories(document: Document) -> list[Signatory]:
    """Return the contest's signers in their order, then who holds an office; everybody once. Two queries."""
    listed = [
        Signatory(signer.full_name, signer.position, signer.authority)
        for signer in document.contest.signers.all()
    ]
    current = Membership.objects.current().select_related("user").order_by("pk")
    if document.unit_id is not None:
        offices = current.filter(unit_id=document.unit_id, role__in=OFFICES_OF_A_UNIT)
    else:
        offices = current.filter(contest_id=document.contest_id, role__in=OFFICES)
    holders = [Signatory(row.user.get_full_name(), row.user.position) for row in offices]
    found: dict[str, Signatory] = {}
    for one in (*listed, *holders):
        found.setdefault(one.full_name, one)
    return list(found.values())
