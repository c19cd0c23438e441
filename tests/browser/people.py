"""One account per role in a demonstration database, for tests that only look at pages."""

from datetime import date

from workflows.models import Case, Contest, Installation, Membership, OrganisationUnit, User
from workflows.roles import UNIT_ROLES, UNSCOPED_ROLES, Role


def make_people() -> dict[Role, User]:
    """Make a unit, a contest and an account for each role; return the accounts."""
    Installation.mark_demo()
    unit = OrganisationUnit.objects.create(code="P01", name="UBND phường Hoa Sen")
    contest = Contest.objects.create(
        case=Case.objects.create(kind="contest"), slug="mau", title="Cuộc thi mẫu", year=2024, organizer=unit,
        organizer_name="UBND phường Hoa Sen", organizer_level="commune", place_name="Hoa Sen",
        plan_issued_on=date(2024, 6, 5), max_total=100, pass_mean=60, entry_prefix="HS",
    )  # fmt: skip
    people = {}
    for role in Role:
        user = User.objects.create_user(role.value, password="mat-khau-thu", full_name="Nguyễn Thị Ánh Tuyết")
        scope = (
            {"unit": unit} if role in UNIT_ROLES else {} if role in UNSCOPED_ROLES else {"contest": contest}
        )
        Membership.objects.create(user=user, role=role, **scope)
        people[role] = user
    return people
