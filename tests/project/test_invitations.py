"""People come by invitation: one link, one person, one role."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.test import Client

from workflows import clock
from workflows.domain import invitations
from workflows.domain.terms import Terms
from workflows.errors import InputRefused, TransitionRefused
from workflows.models import Invitation, Membership, OrganisationUnit, User
from workflows.roles import Role

PASSWORD = "Một-câu-dài-dễ-nhớ-2026"
PERSON = {
    "full_name": "Trần Thị Hạnh",
    "username": "hanh",
    "email": "hanh@example.vn",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


@pytest.fixture
def token(db: None) -> str:
    return invitations.invite(
        terms=Terms(Role.ADMINISTRATOR), email="hanh@example.vn", full_name="Trần Thị Hạnh"
    )[1]


def address(token: str) -> str:
    return f"/accounts/invitation/{token}/"


def test_the_page_offers_the_role_and_knows_name_and_address(client: Client, token: str) -> None:
    page = client.get(address(token))
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    text = page.content.decode()
    assert str(Role.ADMINISTRATOR.label) in text
    assert 'value="Trần Thị Hạnh"' in text
    assert 'value="hanh@example.vn"' in text


def test_an_invited_person_gets_an_account_with_the_role_and_is_in(client: Client, token: str) -> None:
    assert client.post(address(token), PERSON).status_code == 302
    person = User.objects.get()
    assert person.check_password(PASSWORD)
    assert not person.is_superuser
    assert not person.is_staff
    assert client.session["_auth_user_id"] == str(person.pk)
    [membership] = Membership.objects.all()
    assert (membership.user, membership.role, membership.scope_key) == (person, Role.ADMINISTRATOR, "all")


def test_a_link_serves_once(client: Client, token: str) -> None:
    client.post(address(token), PERSON)
    other = Client()
    again = other.post(address(token), {**PERSON, "username": "khac", "email": "khac@example.vn"})
    assert again.status_code == 410
    assert other.get(address(token)).status_code == 410
    assert User.objects.count() == 1


def test_an_unknown_and_an_expired_link_say_the_same(client: Client, token: str) -> None:
    Invitation.objects.update(expires_at=clock.machine_now() - timedelta(seconds=1))
    expired, unknown = client.get(address(token)), client.get(address("x" * 43))
    assert (expired.status_code, unknown.status_code) == (410, 410)
    sentences = [answer.context["sentence"] for answer in (expired, unknown)]
    assert sentences[0] == sentences[1] != ""
    assert client.post(address(token), PERSON).status_code == 410
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password2": "khác"}, "password2"),
        ({"password1": "12345678", "password2": "12345678"}, "password2"),
        ({"username": "có dấu cách"}, "username"),
        ({"email": "không phải địa chỉ"}, "email"),
        ({"full_name": ""}, "full_name"),
    ],
)
def test_a_mistake_keeps_what_was_typed_and_the_link(
    client: Client, token: str, change: dict[str, str], field: str
) -> None:
    answer = client.post(address(token), {**PERSON, **change})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert PASSWORD not in answer.content.decode()
    kept = {**PERSON, **change}
    assert kept["username"] in answer.content.decode()
    assert not User.objects.exists()
    assert client.post(address(token), PERSON).status_code == 302


def test_an_address_in_use_is_refused(client: Client, token: str) -> None:
    User.objects.create_user("khac", "HANH@example.vn", PASSWORD, full_name="Người khác")
    answer = client.post(address(token), PERSON)
    assert answer.status_code == 422
    assert "email" in answer.context["form"].errors


def test_somebody_who_is_in_takes_the_role_with_the_same_account(client: Client, token: str) -> None:
    person = User.objects.create_user("lan", "lan@example.vn", PASSWORD, full_name="Nguyễn Thị Lan")
    client.force_login(person)
    assert "Nguyễn Thị Lan" in client.get(address(token)).content.decode()
    client.post(address(token))
    assert User.objects.get() == person
    assert person.memberships.get().role == Role.ADMINISTRATOR


def test_a_token_is_kept_as_a_digest_only(token: str) -> None:
    [invitation] = Invitation.objects.all()
    assert token not in str(invitation.__dict__)
    assert invitation.token_digest == Invitation.digest(token)


def test_a_new_first_link_voids_the_old_and_stops_when_somebody_is_administrator(db: None) -> None:
    first, second = invitations.invite_first_administrator(), invitations.invite_first_administrator()
    assert first is not None
    assert second is not None
    with pytest.raises(TransitionRefused):
        invitations.find(first)
    person = User.objects.create_user("lan", password=PASSWORD, full_name="Nguyễn Thị Lan")
    with transaction.atomic():
        invitations.accept(token=second, user=person)
    assert invitations.invite_first_administrator() is None


def follow_link(client: Client, terms: Terms) -> User:
    assert client.post(address(invitations.invite(terms=terms)[1]), PERSON).status_code == 302
    return User.objects.get(username="hanh")


def test_the_days_of_the_invitation_become_the_role_s(client: Client, db: None) -> None:
    today = clock.today()
    terms = Terms(Role.AUDITOR, valid_from=today + timedelta(days=1), valid_to=today + timedelta(days=9))
    page = client.get(address(invitations.invite(terms=terms)[1])).content.decode()
    assert f"{terms.valid_to:%d/%m/%Y}" in page
    membership = follow_link(client, terms).memberships.get()
    assert (membership.valid_from, membership.valid_to) == (terms.valid_from, terms.valid_to)
    assert not Membership.objects.current().exists()
    assert Membership.objects.current(terms.valid_to).get() == membership


def test_a_new_invitation_to_the_same_role_moves_its_last_day(client: Client, db: None) -> None:
    today = clock.today()
    follow_link(client, Terms(Role.AUDITOR, valid_to=today))
    later = Terms(Role.AUDITOR, valid_to=today + timedelta(days=30))
    client.post(address(invitations.invite(terms=later)[1]))
    assert Membership.objects.get().valid_to == later.valid_to


def test_a_link_closes_with_the_last_day_of_its_role(client: Client, db: None) -> None:
    link = address(invitations.invite(terms=Terms(Role.AUDITOR, valid_to=clock.today()))[1])
    assert client.get(link).status_code == 200
    Invitation.objects.update(valid_to=clock.today() - timedelta(days=1))
    assert client.get(link).status_code == 410
    assert client.post(link, PERSON).status_code == 410
    assert not User.objects.exists()


def test_a_stand_in_gets_a_role_of_their_own_and_nobody_stands_in_for_themselves(
    client: Client, db: None
) -> None:
    absent = User.objects.create_user("lan", password=PASSWORD, full_name="Nguyễn Thị Lan")
    held = Membership.objects.create(user=absent, role=Role.ADMINISTRATOR)
    terms = Terms(Role.ADMINISTRATOR, valid_to=clock.today(), stand_in_for=absent)
    own = Client()
    own.force_login(absent)
    assert own.post(address(invitations.invite(terms=terms)[1])).status_code == 409
    assert absent.memberships.get() == held
    membership = follow_link(client, terms).memberships.get()
    assert (membership.stand_in_for, membership.valid_to) == (absent, clock.today())


def test_no_link_makes_an_administrator_of_a_part(db: None) -> None:
    unit = OrganisationUnit.objects.create(code="P1", name="Phường 1")
    with pytest.raises(InputRefused) as refusal:
        invitations.invite(terms=Terms(Role.ADMINISTRATOR, unit=unit))
    assert (refusal.value.code, refusal.value.field) == ("bad_scope", "unit")
    assert not Invitation.objects.exists()


@pytest.fixture
def waiting(db: None) -> User:
    """An account made before its person was known."""
    user = User.objects.create_user("administrator", full_name="Quản trị hệ thống")
    Membership.objects.create(user=user, role=Role.ADMINISTRATOR)
    return user


def test_an_administrator_who_cannot_log_in_is_none(waiting: User) -> None:
    assert invitations.invite_first_administrator() is not None


def test_a_link_hands_a_waiting_account_over_with_its_roles(client: Client, waiting: User) -> None:
    link = address(invitations.invite_to_account(waiting, email="hanh@example.vn"))
    page = client.get(link).content.decode()
    assert 'value="administrator"' in page
    assert 'value="hanh@example.vn"' in page
    assert client.post(link, PERSON).status_code == 302
    [person] = User.objects.all()
    assert (person.pk, person.username, person.full_name) == (waiting.pk, "hanh", "Trần Thị Hạnh")
    assert person.check_password(PASSWORD)
    assert person.memberships.count() == 1
    assert client.session["_auth_user_id"] == str(waiting.pk)
    assert Client().post(link, {**PERSON, "username": "khac"}).status_code == 410


def test_a_mistake_leaves_the_waiting_account_as_it_was(client: Client, waiting: User) -> None:
    link = address(invitations.invite_to_account(waiting))
    assert client.post(link, {**PERSON, "password2": "khác"}).status_code == 422
    waiting.refresh_from_db()
    assert (waiting.username, waiting.has_usable_password()) == ("administrator", False)


def test_a_new_link_to_an_account_voids_the_old(waiting: User) -> None:
    first = invitations.invite_to_account(waiting)
    second = invitations.invite_to_account(waiting)
    with pytest.raises(TransitionRefused):
        invitations.find(first)
    assert invitations.find(second).account == waiting


def test_an_account_in_use_and_one_without_roles_get_no_link(waiting: User) -> None:
    nobody = User.objects.create_user("nobody", full_name="Không vai trò")
    with pytest.raises(TransitionRefused) as refusal:
        invitations.invite_to_account(nobody)
    assert refusal.value.code == "no_role"
    waiting.set_password(PASSWORD)
    waiting.save()
    with pytest.raises(TransitionRefused) as refusal:
        invitations.invite_to_account(waiting)
    assert refusal.value.code == "account_in_use"


def test_somebody_who_is_in_does_not_take_a_waiting_account(client: Client, waiting: User) -> None:
    link = address(invitations.invite_to_account(waiting))
    client.force_login(User.objects.create_user("lan", password=PASSWORD, full_name="Nguyễn Thị Lan"))
    assert client.post(link).status_code == 409
    assert invitations.find(link.rstrip("/").rpartition("/")[2]).is_open()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_people_who_follow_one_link_at_once_one_gets_in() -> None:
    token = invitations.invite(terms=Terms(Role.ADMINISTRATOR))[1]
    people = [User.objects.create_user(f"p{n}", full_name=f"P {n}") for n in range(8)]
    barrier, refused = Barrier(len(people)), []

    def follow(person: User) -> None:
        barrier.wait()
        try:
            with transaction.atomic():
                invitations.accept(token=token, user=person)
        except TransitionRefused:
            refused.append(person)
        finally:
            connection.close()

    threads = [Thread(target=follow, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == len(people) - 1
    assert Membership.objects.count() == 1
