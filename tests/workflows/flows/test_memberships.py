"""When a role ends, what was claimed under it is in its queue again, in the same act."""

import json
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from viewflow.workflow.models import Task

from tests.factories import World, complete_content, give, make_entry, make_user, make_world
from workflows import clock
from workflows.domain.actors import TIMER, Actor
from workflows.domain.audit import verify
from workflows.errors import Forbidden, TransitionRefused
from workflows.flows import steering, tasks
from workflows.flows.acts import open_lists, submit_entry
from workflows.flows.memberships import end_membership, release_expired
from workflows.models import Assignment, CaseEvent, Entry, Membership, Notice, User, WorkItem
from workflows.models.grants import grants_of
from workflows.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def membership_of(user: User, role: str) -> Membership:
    return Membership.objects.get(user=user, role=role, ended_at=None)


def waiting_entry(world: World) -> Entry:
    """A submitted entry whose officer's task waits in the queue."""
    entry = make_entry(world)
    complete_content(entry)
    return submit_entry(entry=entry, actor=world.actor("author"))


def item_of(entry: Entry) -> WorkItem:
    return WorkItem.objects.get(entry_id=entry.pk)


def claimed(world: World, count: int = 1, by: str = "unit_officer") -> list[WorkItem]:
    items = [item_of(waiting_entry(world)) for _ in range(count)]
    for item in items:
        tasks.claim(task_id=item.pk, actor=fresh_actor(world[by]))
    return items


def fresh_actor(user: User) -> Actor:
    return Actor(User.objects.get(pk=user.pk))


def in_queue(user: User) -> set[int]:
    person = User.objects.get(pk=user.pk)
    return set(tasks.items_for(person).filter(owner=None).values_list("pk", flat=True))


def test_claimed_tasks_are_in_the_queue_again(world: World) -> None:
    colleague = make_user("colleague")
    give(colleague, Role.UNIT_OFFICER, unit=world.units[0])
    items = claimed(world, 2)
    assert in_queue(colleague) == set()
    officer = membership_of(world["unit_officer"], Role.UNIT_OFFICER)
    assert end_membership(membership=officer, actor=world.actor("administrator")) == 2
    assert in_queue(colleague) == {item.pk for item in items}
    assert set(Task.objects.filter(pk__in=in_queue(colleague)).values_list("status", "owner")) == {
        ("NEW", None)
    }
    tasks.claim(task_id=items[0].pk, actor=fresh_actor(colleague))
    assert item_of(items[0].entry).owner == colleague


def test_the_person_can_do_nothing_any_more(world: World) -> None:
    [item] = claimed(world)
    officer = world["unit_officer"]
    assert grants_of(User.objects.get(pk=officer.pk)).items
    end_membership(membership=membership_of(officer, Role.UNIT_OFFICER), actor=TIMER)
    assert not grants_of(User.objects.get(pk=officer.pk)).items
    assert not tasks.items_for(User.objects.get(pk=officer.pk)).exists()
    with pytest.raises(Forbidden):
        tasks.claim(task_id=item.pk, actor=fresh_actor(officer))


def test_each_task_has_its_event_and_the_trail_holds(world: World) -> None:
    items = claimed(world, 2)
    administrator = world["administrator"]
    end_membership(
        membership=membership_of(world["unit_officer"], Role.UNIT_OFFICER), actor=Actor(administrator)
    )
    events = CaseEvent.objects.filter(verb="release", noun="task").order_by("pk")
    assert [event.subject_id for event in events] == [item.pk for item in items]
    assert [event.case_id for event in events] == [item.case_id for item in items]
    assert {(event.actor_id, event.role) for event in events} == {(administrator.pk, "administrator")}
    assert {json.loads(event.data)["from"] for event in events} == {world["unit_officer"].pk}
    assert verify().events == CaseEvent.objects.count()


def test_those_who_may_take_them_are_told_else_those_above(world: World) -> None:
    colleague = make_user("colleague")
    theirs = give(colleague, Role.UNIT_OFFICER, unit=world.units[0])
    items = claimed(world, 2)
    end_membership(membership=membership_of(world["unit_officer"], Role.UNIT_OFFICER))
    [notice] = Notice.objects.all()
    assert (notice.user, notice.kind) == (colleague, "tasks_returned")
    assert "2" in notice.text
    tasks.claim(task_id=items[0].pk, actor=fresh_actor(colleague))
    end_membership(membership=theirs)
    latest = Notice.objects.order_by("-pk")[0]
    assert latest.user == world["unit_head"]


def test_ending_twice_and_ending_an_idle_role_change_nothing_else(world: World) -> None:
    officer = membership_of(world["unit_officer"], Role.UNIT_OFFICER)
    assert end_membership(membership=officer) == 0
    ended = Membership.objects.get(pk=officer.pk).ended_at
    assert ended is not None
    assert end_membership(membership=officer) == 0
    assert Membership.objects.get(pk=officer.pk).ended_at == ended
    assert not Notice.objects.exists()
    assert not CaseEvent.objects.exists()


def test_tasks_of_another_unit_and_of_another_role_stay(world: World) -> None:
    officer = world["unit_officer"]
    give(officer, Role.UNIT_OFFICER, unit=world.units[1])
    here = claimed(world)[0]
    other = make_entry(world, "submitted", unit=world.units[1], owner=world["author_2"])
    steering.start_entry_process(other)
    tasks.claim(task_id=item_of(other).pk, actor=fresh_actor(officer))
    first = Membership.objects.get(user=officer, role=Role.UNIT_OFFICER, unit=world.units[0])
    assert end_membership(membership=first) == 1
    assert item_of(here.entry).owner is None
    assert item_of(other).owner == officer


def test_tasks_stay_with_who_stands_in_for_somebody_in_the_same_queue(world: World) -> None:
    officer = world["unit_officer"]
    absent = make_user("absent")
    give(officer, Role.UNIT_OFFICER, unit=world.units[0], stand_in_for=absent)
    [item] = claimed(world)
    own = Membership.objects.get(user=officer, role=Role.UNIT_OFFICER, stand_in_for=None)
    assert end_membership(membership=own) == 0
    assert item_of(item.entry).owner == officer


def test_a_contests_tasks_return_as_well(world: World) -> None:
    open_lists(world.contest)
    item = WorkItem.objects.filter(role=Role.UNIT_HEAD, unit=world.units[0]).get()
    tasks.claim(task_id=item.pk, actor=fresh_actor(world["unit_head"]))
    assert end_membership(membership=membership_of(world["unit_head"], Role.UNIT_HEAD)) == 1
    assert WorkItem.objects.get(pk=item.pk).owner is None
    assert CaseEvent.objects.get(verb="release").case_id == world.contest.case_id


def scoring(world: World) -> list[WorkItem]:
    entry = make_entry(world, "received")
    steering.start_entry_process(entry)
    return list(WorkItem.objects.filter(entry=entry, is_personal=True).order_by("pk"))


def test_a_judges_sheets_stay_open_and_the_secretary_is_told(world: World) -> None:
    items = scoring(world)
    assert len(items) == 3
    judge = world["judge"]
    assert end_membership(membership=membership_of(judge, Role.JUDGE)) == 0
    assert WorkItem.objects.filter(owner=judge, is_personal=True).count() == 1
    assert Assignment.objects.filter(judge__user=judge, recused_at=None).count() == 1
    [notice] = Notice.objects.all()
    assert (notice.user, notice.kind) == (world["secretary"], "tasks_left")
    assert judge.full_name in notice.text


def test_only_an_administrator_ends_roles(world: World) -> None:
    [item] = claimed(world)
    officer = membership_of(world["unit_officer"], Role.UNIT_OFFICER)
    for name in ("unit_head", "secretary", "superuser", "auditor"):
        with pytest.raises(Forbidden):
            end_membership(membership=officer, actor=world.actor(name))
    assert Membership.objects.get(pk=officer.pk).ended_at is None
    assert item_of(item.entry).owner == world["unit_officer"]


def test_the_last_administrator_stays(world: World) -> None:
    last = membership_of(world["administrator"], Role.ADMINISTRATOR)
    with pytest.raises(TransitionRefused) as refusal:
        end_membership(membership=last, actor=world.actor("administrator"))
    assert refusal.value.code == "last_administrator"
    give(make_user("second"), Role.ADMINISTRATOR)
    end_membership(membership=last, actor=world.actor("administrator"))
    assert Membership.objects.get(pk=last.pk).ended_at is not None


# --- by the clock -----------------------------------------------------------------------------


def test_a_role_whose_last_day_is_over_ends_by_the_clock(world: World) -> None:
    [item] = claimed(world)
    officer = membership_of(world["unit_officer"], Role.UNIT_OFFICER)
    officer.valid_to = clock.today()
    officer.save()
    assert release_expired() == 0
    assert item_of(item.entry).owner == world["unit_officer"]
    with clock.moved_to(clock.now() + timedelta(days=1)):
        assert release_expired() == 1
        assert release_expired() == 0
    assert item_of(item.entry).owner is None
    assert Membership.objects.get(pk=officer.pk).ended_at is not None
    event = CaseEvent.objects.get(verb="release")
    assert (event.actor_id, event.role) == (None, "system")


def test_what_a_deactivated_account_has_claimed_is_taken_back(world: World) -> None:
    [item] = claimed(world)
    assert release_expired() == 0
    User.objects.filter(pk=world["unit_officer"].pk).update(is_active=False)
    assert release_expired() == 1
    assert item_of(item.entry).owner is None
    assert Notice.objects.get().user == world["unit_head"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_ending_and_claiming_at_once_leaves_no_task_with_somebody_without_the_role() -> None:
    world = make_world()
    officer = world["unit_officer"]
    membership = membership_of(officer, Role.UNIT_OFFICER)
    items = [item_of(waiting_entry(world)) for _ in range(6)]
    stale = Actor(User.objects.get(pk=officer.pk))
    assert stale.grants.items  # as a request read it before
    barrier = Barrier(len(items) + 1)

    def claim(pk: int) -> None:
        barrier.wait()
        try:
            tasks.claim(task_id=pk, actor=stale)
        except TransitionRefused:
            pass
        finally:
            connection.close()

    def end() -> None:
        barrier.wait()
        try:
            end_membership(membership=membership)
        finally:
            connection.close()

    threads = [Thread(target=claim, args=[item.pk]) for item in items] + [Thread(target=end)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    release_expired()
    assert not WorkItem.objects.filter(owner=officer).exists()
    assert not Task.objects.filter(owner=officer, status="ASSIGNED").exists()
