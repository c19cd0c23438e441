"""Whom a line under *Nơi nhận* names."""

import pytest

from tests.factories import World, give, make_unit, make_user, make_world
from workflows.domain.recipients import Addressees, Directory, is_archive, read_by, readers
from workflows.models import OrganisationUnit
from workflows.models.grants import grants_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = make_world()
    OrganisationUnit.objects.filter(pk=world.units[0].pk).update(
        name="Ủy ban nhân dân phường Kim Mã", short_name="UBND phường Kim Mã", abbreviation="UBND-KM"
    )
    OrganisationUnit.objects.filter(pk=world.units[1].pk).update(name="Phòng Văn hóa, Khoa học và Thông tin")
    return world


@pytest.mark.parametrize("line", ["Lưu: VT, NV", "lưu: VT", "- Lưu : VT.", "Lưu VT, TĐKT"])
def test_the_archive_copy(line: str) -> None:
    assert is_archive(line)


@pytest.mark.parametrize("line", ["Lưu trữ lịch sử thành phố", "Như Điều 3", "Trung tâm Lưu: trữ"])
def test_no_archive_copy(line: str) -> None:
    assert not is_archive(line)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Ủy ban nhân dân phường Kim Mã", [0]),
        ("- UBND PHUONG KIM MA;", [0]),
        ("UBND phường Kim Mã (để thực hiện)", [0]),
        ("UBND-KM", [0]),
        ("Phòng Văn hóa, Khoa học và Thông tin", [1]),
        ("UBND phường Kim Mã; Phòng Văn hóa, Khoa học và Thông tin", [0]),
        ("Các cơ quan, đơn vị tham gia", [0, 1]),
        ("Các đơn vị dự thi (để biết)", [0, 1]),
        ("Công an phường Kim Mã", []),
        ("Như Điều 3", []),
        ("", []),
    ],
)
def test_units_are_found_by_their_whole_name(world: World, line: str, named: list[int]) -> None:
    assert Directory(world.contest).addressees(line).units == tuple(world.units[n].pk for n in named)


def test_a_line_of_units_and_others_names_both(world: World) -> None:
    found = Directory(world.contest).addressees("UBND phường Kim Mã, Sở Xây dựng")
    assert found == Addressees((world.units[0].pk,), has_others=True)


def test_the_organiser_is_known_by_the_name_of_the_contest(world: World) -> None:
    for name in ("UBND quận Thử", "Ủy ban nhân dân quận Thử", "Quận Thử"):
        assert Directory(world.contest).addressees(name).units == (world.contest.organizer_id,)


def test_as_above_stands_for_the_names_after_the_salutation(world: World) -> None:
    directory = Directory(world.contest)
    assert directory.addressees("Như trên", ["UBND phường Kim Mã"]) == Addressees((world.units[0].pk,), False)
    assert directory.addressees("Như trên", ["Như trên"]) == Addressees((), has_others=True)
    assert directory.addressees("Như trên") == Addressees((), has_others=True)


def test_a_name_that_two_units_share_names_neither(world: World) -> None:
    make_unit("Ban Chung", parent=world.contest.organizer)
    make_unit("Ban Chung", parent=world.contest.organizer)
    assert Directory(world.contest).addressees("Ban Chung") == Addressees((), has_others=True)


def test_units_elsewhere_and_units_of_the_past_are_not_found(world: World) -> None:
    make_unit("Phòng Xa")
    make_unit("Phòng Xưa", parent=world.contest.organizer, valid_to="2000-01-01")
    for name in ("Phòng Xa", "Phòng Xưa"):
        assert Directory(world.contest).addressees(name).units == ()


def test_officers_and_heads_read_for_their_unit_and_the_desks_for_the_organiser(world: World) -> None:
    contest, unit = world.contest, world.units[0]
    people = readers(contest, {unit.pk, contest.standing_unit_id, contest.organizer_id})
    assert {key: {user.pk for user in those} for key, those in people.items()} == {
        unit.pk: {world["unit_officer"].pk, world["unit_head"].pk},
        contest.standing_unit_id: {world["standing_head"].pk},
        contest.organizer_id: {world["secretary"].pk},
    }


def test_who_is_told_is_who_reads(world: World) -> None:
    contest = world.contest
    units = {*(unit.pk for unit in world.units), contest.standing_unit_id, contest.organizer_id}
    told = {(user.pk, key) for key, those in readers(contest, units).items() for user in those}
    read = {(user.pk, key) for user in world.people.values() for key in read_by(grants_of(user), contest)}
    assert told == read


def test_authors_judges_and_people_of_another_contest_read_nothing(world: World) -> None:
    other = make_world()
    for user in (world["author"], world["judge"], other["secretary"]):
        assert (
            read_by(grants_of(user), world.contest) & {world.units[0].pk, world.contest.organizer_id} == set()
        )


def test_somebody_who_has_left_is_not_told(world: World) -> None:
    unit = make_unit("Phòng Mới", parent=world.contest.organizer)
    person = make_user(is_active=False)
    give(person, "unit_head", unit=unit)
    assert readers(world.contest, {unit.pk}) == {}
