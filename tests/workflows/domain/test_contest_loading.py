"""Contest files become contests: whole, once, with an account for every role."""

import copy
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.hashers import is_password_usable
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

import workflows
from workflows import clock
from workflows.domain import windows
from workflows.domain.coding import entry_code
from workflows.domain.contest_file import ContestFile, ContestFileError, from_value, load
from workflows.domain.contest_loading import load_contest
from workflows.domain.people import author_account, waiting_for_invitation
from workflows.models import (
    Contest,
    Deadline,
    Entry,
    Holiday,
    Membership,
    OrganisationUnit,
    UnitSuccession,
    User,
)
from workflows.models.grants import grants_of
from workflows.roles import CONTEST_ROLES, Role

SOURCE = Path(workflows.__file__).parent / "data" / "contests" / "ba_dinh_2024.json"
pytestmark = pytest.mark.django_db

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def raw() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(SOURCE.read_text(encoding="utf-8"))
    return value


@pytest.fixture
def file() -> ContestFile:
    return load(SOURCE)


def changed(raw: dict[str, Any], change: Change) -> ContestFile:
    """The file after ``change``, read by way of its bytes."""
    value = copy.deepcopy(raw)
    change(value)
    return load(json.dumps(value).encode())


def contents() -> dict[str, list[Any]]:
    """Every row of the product's own tables."""
    models = apps.get_app_config("workflows").get_models()
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


def holders(role: Role, **scope: Any) -> list[str]:
    found = Membership.objects.current().filter(role=role, **scope)
    return list(found.order_by("user__username").values_list("user__username", flat=True))


# --- what is made ---------------------------------------------------------------------------


def test_the_contest_says_what_the_file_says(file: ContestFile) -> None:
    contest = Contest.objects.get(pk=load_contest(file).pk)
    assert (contest.slug, contest.year, contest.is_blind) == ("ba-dinh-cchc-2024", 2024, False)
    assert (contest.plan_number, contest.plan_issued_on) == ("205/KH-UBND", date(2024, 6, 5))
    assert (contest.max_total, contest.pass_mean, contest.min_sheets) == (100, 70, 3)
    assert (contest.sheets_per_entry, contest.quorum, contest.weekend_rule) == (None, None, "keep")
    assert contest.organizer_short == "UBND quận Ba Đình"
    assert contest.organizer_superior == "Thành phố Hà Nội"
    assert contest.standing_unit is not None
    assert contest.standing_unit.name == "Phòng Nội vụ"
    assert len(contest.legal_bases) == 4
    assert contest.funding_source == "Quỹ thi đua, khen thưởng (hư cấu)"
    assert contest.entry_formats == [
        {"code": "article", "name": "Bài viết"},
        {"code": "video", "name": "Video clip"},
    ]
    assert (contest.case.kind, contest.case.events.count()) == ("contest", 0)
    assert entry_code(contest.entry_prefix, contest.next_entry_number) == file.entries[0].code


def test_lists_come_in_the_order_of_the_file(file: ContestFile) -> None:
    contest = load_contest(file)
    assert [t.code for t in contest.themes.all()] == ["CD1", "CD2", "CD3", "CD4", "CD5"]
    table = [(c.code, c.max_points, c.min_points, c.step, c.weight) for c in contest.criteria.all()]
    assert table[0] == ("TM", 25, 12.5, 0.5, 1)
    assert sum(row[1] for row in table) == contest.max_total
    assert [(p.code, p.quantity) for p in contest.prizes.all()][:4] == [
        ("NHAT", 1),
        ("NHI", 2),
        ("BA", 3),
        ("KK", 5),
    ]
    assert {p.kind for p in contest.prizes.all()} == {"ca_nhan_nhom", "tap_the"}
    assert contest.checklist.count() == 8
    rules = [rule.criterion.code if rule.criterion else None for rule in contest.tie_break.all()]
    assert rules == ["HQ", "TM", "NR", None]
    assert [round_.name for round_ in contest.rounds.all()] == ["Vòng 1"]
    assert [s.authority for s in contest.signers.all()] == ["", "KT. CHỦ TỊCH"]


def test_deadlines_are_those_of_the_file(file: ContestFile) -> None:
    contest = load_contest(file)
    assert [d.code for d in contest.deadlines.all()] == [
        "open",
        "unit_deadline",
        "scoring_done",
        "award_done",
    ]
    unit = contest.participations.all()[0].unit_id
    assert windows.unit_deadline(contest, unit).closes_at == file.contest.closes_at("unit_deadline")
    assert windows.opens_at(contest) == file.contest.opens_at


def test_units_stand_below_the_organizer_with_their_followers(file: ContestFile) -> None:
    contest = load_contest(file)
    organizer = contest.organizer
    assert (organizer.code, organizer.symbol, organizer.level) == ("ubnd-quan-ba-dinh", "UBND", "district")
    assert (organizer.parent, organizer.valid_to) == (None, date(2025, 6, 30))
    assert organizer.children.count() == contest.participations.count() == 29
    ward = organizer.children.get(code="P00028")
    assert (ward.name, ward.head_title, ward.symbol) == (
        "Ủy ban nhân dân phường Kim Mã",
        "Chủ tịch",
        "UBND",
    )
    followers = {s.successor.name: s.share for s in ward.successions.all()}
    assert followers == {"Ngọc Hà": "part", "Ba Đình": "part", "Giảng Võ": "part"}
    only = UnitSuccession.objects.get(predecessor__code="P00034")
    assert (only.share, only.successor.valid_from, only.successor.parent) == ("all", date(2025, 7, 1), None)
    assert OrganisationUnit.objects.filter(name="Ba Đình").count() == 1


def test_parents_extensions_own_dates_and_days_off_are_loaded(raw: dict[str, Any]) -> None:
    def change(value: dict[str, Any]) -> None:
        value["units"][0]["parent"] = "TP"
        contest = value["contest"]
        contest["weekend_rule"] = "next_working_day"
        contest["holidays"] = [{"date": "2024-07-15", "name": "Ngày nghỉ thử"}]
        contest["max_entries_per_unit"] = 3
        for row in contest["timeline"]:
            row.pop("last_valid", None)
        late = {"unit": "NV", "deadline": "unit_deadline", "date": "2024-07-18", "rule": "on_or_before"}
        contest["extensions"] = [{**late, "reason": "Bão số 2"}]
        contest["unit_author_deadlines"] = [{"unit": "TP", "date": "2024-07-01", "rule": "before"}]

    contest = load_contest(changed(raw, change))
    inner = OrganisationUnit.objects.get(code="NV")
    assert inner.parent is not None
    assert inner.parent.code == "TP"
    assert Holiday.objects.get().name == "Ngày nghỉ thử"
    last = windows.unit_deadline(contest, inner.parent_id).last_valid_minute
    assert last.date() == date(2024, 7, 16)
    extended = windows.unit_deadline(contest, inner.pk)
    assert (extended.last_valid_minute.date(), extended.reason) == (date(2024, 7, 18), "Bão số 2")
    own = windows.submission_deadline(contest, inner.parent_id)
    assert own.last_valid_minute.date() == date(2024, 7, 1)  # a Sunday moves to Monday
    assert {row.max_entries for row in contest.participations.all()} == {3}


def _moving(slug: str, holidays: list[str] | None) -> Change:
    """A contest whose deadline, Sunday 14 July, moves to the next working day."""

    def change(value: dict[str, Any]) -> None:
        contest = value["contest"]
        contest.update(slug=slug, weekend_rule="next_working_day")
        if holidays is not None:
            contest["holidays"] = holidays
        for row in contest["timeline"]:
            row.pop("last_valid", None)

    return change


def test_days_off_of_one_contest_move_no_other(raw: dict[str, Any]) -> None:
    none = load_contest(changed(raw, _moving("khong-ngay-nghi", [])))
    public = load_contest(changed(raw, _moving("ngay-nghi-chung", None)))
    own = load_contest(changed(raw, _moving("ngay-nghi-rieng", ["2024-07-15", "2024-07-16"])))
    unit = none.participations.all()[0].unit_id
    last = [windows.unit_deadline(one, unit).last_valid_minute.day for one in (none, public, own)]
    assert last == [15, 15, 17]
    assert [windows.calendar_of(one).holidays for one in (none, own)] == [
        frozenset(),
        {date(2024, 7, 15), date(2024, 7, 16)},
    ]
    assert date(2024, 9, 2) in windows.calendar_of(public).holidays


def test_what_is_asked_of_authors_is_kept(raw: dict[str, Any]) -> None:
    wanted = {"individual": ["phone", "email"], "group": ["all_members"]}
    contest = load_contest(
        changed(raw, lambda value: value["contest"].update(required_contact_fields=wanted, slug="hoi"))
    )
    collective = ["representative.address", "representative.phone"]
    assert Contest.objects.get(pk=contest.pk).required_contact_fields == {**wanted, "collective": collective}


def test_lines_are_kept_without_blanks_around_them(raw: dict[str, Any]) -> None:
    bases = [" Luật Thi đua, khen thưởng \n"]
    contest = load_contest(changed(raw, lambda value: value["contest"].update(legal_bases=bases)))
    assert contest.legal_bases == ["Luật Thi đua, khen thưởng"]


def test_entries_and_scores_are_never_loaded(file: ContestFile) -> None:
    load_contest(file)
    assert file.entries
    assert not Entry.objects.exists()
    assert not Membership.objects.filter(role=Role.AUTHOR).exists()


# --- people ---------------------------------------------------------------------------------


def test_every_role_has_an_account_without_a_password(file: ContestFile) -> None:
    contest = load_contest(file)
    for role in CONTEST_ROLES:
        assert holders(role, contest=contest), role
    assert holders(Role.AUDITOR, contest=contest) == ["auditor"]
    assert holders(Role.ADMINISTRATOR) == ["administrator"]
    for row in contest.participations.select_related("unit"):
        code = row.unit.code.lower()
        assert holders(Role.UNIT_OFFICER, unit=row.unit) == [f"unit_officer.{code}"]
        assert holders(Role.UNIT_HEAD, unit=row.unit) == [f"unit_head.{code}"]
    assert not any(is_password_usable(user.password) for user in User.objects.all())
    assert len(waiting_for_invitation(contest)) == User.objects.count() == 70
    assert not User.objects.exclude(is_staff=False, is_superuser=False).exists()


def test_the_jury_has_the_files_names_and_its_chair(file: ContestFile) -> None:
    contest = load_contest(file)
    jury = list(contest.judges.select_related("user", "unit"))
    assert [judge.code for judge in jury] == ["GK1", "GK2", "GK3", "GK4", "GK5"]
    assert [judge.user.full_name for judge in jury] == [judge.full_name for judge in file.judges]
    assert [judge.unit.code if judge.unit else None for judge in jury] == [None, "NV", "VP", "TP", "VHTT"]
    assert holders(Role.CHAIR, contest=contest) == [jury[0].user.username] == ["judge.gk1"]


def test_the_first_signer_is_the_signatory(file: ContestFile) -> None:
    contest = load_contest(file)
    first, second = contest.signers.all()
    assert first.user is not None
    assert (first.user.username, first.user.full_name) == ("signatory", "Nguyễn Văn Ký")
    assert second.user is None
    assert holders(Role.SIGNATORY, contest=contest) == ["signatory"]


def test_names_of_made_accounts_are_roles_and_say_in_a_demo_that_they_are_fictional(
    file: ContestFile,
) -> None:
    with translation.override("vi"):
        load_contest(file, demo=True)
        name = User.objects.get(username="unit_officer.p00028").full_name
        role = str(Role.UNIT_OFFICER.label)
    assert role in name
    assert "Ủy ban nhân dân phường Kim Mã" in name
    plain = name.replace("Ủy ban nhân dân phường Kim Mã", "").replace(role, "")
    assert len(plain) > len(", ")
    assert User.objects.get(username="judge.gk4").full_name == "Phạm Thị Chấm"


def test_people_of_the_file_win(raw: dict[str, Any]) -> None:
    def person(username: str, role: str, unit: str | None = None, **more: str) -> dict[str, Any]:
        return {"username": username, "full_name": f"Người {username}", "role": role, "unit": unit, **more}

    def change(value: dict[str, Any]) -> None:
        value["judges"][3]["username"] = "cham4"
        value["signers"][1]["username"] = "ky2"
        value["people"] = [
            person("hoa", "secretary", email="hoa@example.vn", phone="0900 000 001", position="Chuyên viên"),
            person("hoa", "unit_officer", "NV", email="hoa@example.vn"),
            person("lan", "unit_officer", "NV"),
            {**person("cham4", "judge", "TP"), "full_name": "Phạm Thị Chấm"},
            {**person("diem", "judge"), "full_name": "Hoàng Văn Điểm"},
            person("truong", "chair"),
            {**person("ky2", "signatory"), "full_name": "Trần Thị Ký Thay"},
            person("quan-tri", "administrator"),
        ]

    contest = load_contest(changed(raw, change))
    assert holders(Role.SECRETARY, contest=contest) == ["hoa"]
    assert holders(Role.UNIT_OFFICER, unit__code="NV") == ["hoa", "lan"]
    assert holders(Role.UNIT_OFFICER, unit__code="TP") == ["unit_officer.tp"]
    assert holders(Role.CHAIR, contest=contest) == ["truong"]
    assert holders(Role.ADMINISTRATOR) == ["quan-tri"]
    assert [j.user.username for j in contest.judges.all()] == [
        "judge.gk1",
        "judge.gk2",
        "judge.gk3",
        "cham4",
        "diem",
    ]
    assert [s.user.username if s.user else None for s in contest.signers.all()] == ["signatory", "ky2"]
    hoa = User.objects.get(username="hoa")
    assert (hoa.email, hoa.phone, hoa.position) == ("hoa@example.vn", "0900 000 001", "Chuyên viên")


# --- again, and beside others ---------------------------------------------------------------


def test_twice_changes_nothing(file: ContestFile) -> None:
    first = load_contest(file)
    before = contents()
    with CaptureQueriesContext(connection) as queries:
        assert load_contest(load(SOURCE)) == first
    assert len(queries) == 1
    assert contents() == before


def test_a_value_that_was_never_a_file_is_known_again(raw: dict[str, Any]) -> None:
    first = load_contest(from_value(raw))
    assert load_contest(from_value(raw)) == first


def test_the_slug_of_another_content_is_refused(raw: dict[str, Any], file: ContestFile) -> None:
    load_contest(file)
    before = contents()
    other = changed(raw, lambda value: value["contest"].update(title="Cuộc thi khác"))
    with pytest.raises(ContestFileError) as refused, translation.override("en"):
        load_contest(other)
    assert refused.value.path == "$.contest.slug"
    assert "ba-dinh-cchc-2024" in refused.value.sentence
    assert "slug of its own" in refused.value.sentence
    assert "pages" not in refused.value.sentence
    assert contents() == before


def test_a_second_contest_of_the_organizer_has_the_same_units_and_accounts(
    raw: dict[str, Any], file: ContestFile
) -> None:
    first = load_contest(file)
    units, people = OrganisationUnit.objects.count(), User.objects.count()
    secretary = User.objects.get(username="secretary")
    assert first.pk in grants_of(secretary).contests(Role.SECRETARY)
    second = load_contest(changed(raw, lambda value: value["contest"].update(slug="nam-sau")))
    assert second.organizer == first.organizer
    assert OrganisationUnit.objects.count() == units
    assert User.objects.count() == people
    for role in CONTEST_ROLES:
        assert holders(role, contest=second) == holders(role, contest=first)
    # what was read of somebody's roles before is stale
    fresh = User.objects.get(pk=secretary.pk)
    assert grants_of(fresh).contests(Role.SECRETARY) == {first.pk, second.pk}


def test_another_judge_of_the_same_code_and_signer_is_another_account(
    raw: dict[str, Any], file: ContestFile
) -> None:
    load_contest(file)

    def change(value: dict[str, Any]) -> None:
        value["contest"]["slug"] = "nam-sau"
        value["judges"][2]["full_name"] = "Đặng Người Khác"
        value["signers"][0]["full_name"] = "Lê Thị Mới"

    contest = load_contest(changed(raw, change))
    assert [j.user.username for j in contest.judges.all()][:3] == [
        "judge.gk1",
        "judge.gk2",
        "judge.gk3.ubnd-quan-ba-dinh",
    ]
    assert holders(Role.SIGNATORY, contest=contest) == ["signatory.ubnd-quan-ba-dinh"]


def test_an_account_whose_role_has_ended_is_not_used_again(raw: dict[str, Any], file: ContestFile) -> None:
    load_contest(file)
    Membership.objects.filter(user__username="secretary").update(ended_at=clock.now())
    second = load_contest(changed(raw, lambda value: value["contest"].update(slug="nam-sau")))
    assert holders(Role.SECRETARY, contest=second) == ["secretary.ubnd-quan-ba-dinh"]


def test_another_organizer_has_units_and_accounts_of_its_own(raw: dict[str, Any], file: ContestFile) -> None:
    first = load_contest(file)

    def change(value: dict[str, Any]) -> None:
        value["contest"]["slug"] = "quan-khac"
        value["contest"]["organizer"].update(
            name="Ủy ban nhân dân quận Khác", short="UBND quận Khác", place_name="Khác"
        )
        value["units"][0]["name"] = "Phòng Nội vụ quận Khác"

    second = load_contest(changed(raw, change))
    assert second.organizer.code == "ubnd-quan-khac"
    assert not {p.unit_id for p in first.participations.all()} & {
        p.unit_id for p in second.participations.all()
    }
    assert holders(Role.SECRETARY, contest=second) == ["secretary.ubnd-quan-khac"]
    unit = second.organizer.children.get(code="P00028")
    assert holders(Role.UNIT_HEAD, unit=unit) == ["unit_head.p00028.ubnd-quan-khac"]
    assert holders(Role.ADMINISTRATOR) == ["administrator"]


def test_bodies_of_one_name_in_other_places_or_times_are_different(
    raw: dict[str, Any], file: ContestFile
) -> None:
    first = load_contest(file)

    def change(value: dict[str, Any]) -> None:
        value["contest"]["slug"] = "noi-khac"
        value["contest"]["organizer"]["parent"] = "Tỉnh Khác"

    second = load_contest(changed(raw, change))
    assert second.organizer != first.organizer
    assert second.organizer.code == "ubnd-quan-ba-dinh-2"


# --- nothing is loaded where one thing does not fit ------------------------------------------


def _other_unit_name(value: dict[str, Any]) -> None:
    value["contest"]["slug"] = "nam-sau"
    value["units"][4]["name"] = "Phòng có tên khác"


def _somebody_elses_account(value: dict[str, Any]) -> None:
    value["contest"]["slug"] = "nam-sau"
    value["people"] = [{"username": "secretary", "full_name": "Kẻ Mạo Danh", "role": "secretary"}]


def _somebody_elses_address(value: dict[str, Any]) -> None:
    value["contest"]["slug"] = "nam-sau"
    value["people"] = [
        {"username": "moi", "full_name": "Người Mới", "role": "clerk", "email": "CO.NGUOI@example.vn"}
    ]


def _one_address_twice(value: dict[str, Any]) -> None:
    value["contest"]["slug"] = "nam-sau"
    one = {"full_name": "Người Mới", "email": "moi@example.vn"}
    value["people"] = [
        {**one, "username": "moi1", "role": "clerk"},
        {**one, "username": "moi2", "role": "accountant"},
    ]


def _a_judge_who_is_none(value: dict[str, Any]) -> None:
    value["contest"]["slug"] = "nam-sau"
    value["people"] = [{"username": "ngoai", "full_name": "Người Ngoài", "role": "judge"}]


def _two_judges_one_account(value: dict[str, Any]) -> None:
    value["contest"]["slug"] = "nam-sau"
    for judge in value["judges"][:2]:
        judge["username"] = "chung"
    value["people"] = [{"username": "chung", "full_name": "Nguyễn Văn Trưởng Ban", "role": "judge"}]


def _a_symbol_too_long(value: dict[str, Any]) -> None:
    value["contest"]["slug"] = "nam-sau"
    value["contest"]["organizer"]["name"] = "Ủy ban nhân dân quận Khác"
    value["contest"]["plan"].update(symbol="KH-" + "U" * 35, full=f"205/KH-{'U' * 35}")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (_other_unit_name, "$.units[4].name"),
        (_somebody_elses_account, "$.people[0].username"),
        (_somebody_elses_address, "$.people[0].email"),
        (_one_address_twice, "$.people[1].email"),
        (_a_judge_who_is_none, "$.people[0].username"),
        (_two_judges_one_account, "$.judges[1]"),
        (_a_symbol_too_long, "$.contest.organizer.symbol"),
    ],
)
def test_what_does_not_fit_is_named_by_its_path_and_nothing_is_loaded(
    raw: dict[str, Any], file: ContestFile, change: Change, path: str
) -> None:
    load_contest(file)
    User.objects.create_user("co-nguoi", "co.nguoi@example.vn", full_name="Có Người")
    before = contents()
    wrong = changed(raw, change)
    with pytest.raises(ContestFileError) as refused:
        load_contest(wrong)
    assert refused.value.path == path
    assert refused.value.sentence
    assert contents() == before


def _a_long_judge_code(value: dict[str, Any]) -> None:
    value["judges"][0]["code"] = "G" * 40


def _a_long_title(value: dict[str, Any]) -> None:
    value["judges"][0]["title"] = "T" * 300


@pytest.mark.parametrize(("change", "path"), [(_a_long_judge_code, "code"), (_a_long_title, "title")])
def test_a_text_longer_than_its_column_is_refused_with_its_path(
    raw: dict[str, Any], change: Change, path: str
) -> None:
    raw["entries"] = []
    with pytest.raises(ContestFileError) as refused:
        load_contest(changed(raw, change))
    assert refused.value.path == f"$.judges[0].{path}"


# --- speed ----------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_units(raw: dict[str, Any]) -> None:
    def plain(value: dict[str, Any], slug: str, units: int) -> None:
        value["contest"]["slug"] = slug
        value["contest"]["organizer"]["short"] = slug
        value["contest"]["organizer"]["name"] = slug
        value["entries"] = []
        kept = [unit for unit in value["units"] if not unit.get("successor_wards_2025")]
        more = [{"code": f"DV{n}", "name": f"Đơn vị {n}", "kind": "x"} for n in range(units)]
        value["units"] = kept + more

    counts = []
    for slug, units in (("it", 1), ("nhieu", 200)):
        file = changed(raw, lambda value, s=slug, u=units: plain(value, s, u))
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            load_contest(file)
        assert time.perf_counter() - begun < 10
        counts.append(len(queries))
    # 400 more people and 400 more roles; SQLite takes a long list in several statements
    assert counts[1] - counts[0] < 20
    assert counts[0] < 60


# --- authors --------------------------------------------------------------------------------


def test_an_author_is_known_by_the_address(file: ContestFile) -> None:
    contest = load_contest(file)
    unit = contest.participations.get(unit__code="P00028").unit
    author = file.entries[0].representative
    user = author_account(contest, unit, author, demo=True)
    assert (user.email, user.full_name) == (author.email, author.full_name)
    assert holders(Role.AUTHOR, unit=unit) == [user.username] == ["author.nguoimau001"]
    assert not user.has_usable_password()
    people, roles = User.objects.count(), Membership.objects.count()
    assert author_account(contest, unit, author, demo=True) == user
    assert (User.objects.count(), Membership.objects.count()) == (people, roles)


def test_an_author_without_an_address_is_known_by_name_and_unit(raw: dict[str, Any]) -> None:
    def change(value: dict[str, Any]) -> None:
        for author in value["entries"][0]["authors"]:
            author["email"] = None

    file = changed(raw, change)
    contest = load_contest(file)
    here, there = (p.unit for p in contest.participations.select_related("unit")[:2])
    author = file.entries[0].representative
    user = author_account(contest, here, author, demo=False)
    assert author_account(contest, here, author, demo=False) == user
    other = author_account(contest, there, author, demo=False)
    assert other != user
    assert other.full_name == user.full_name


def test_an_officer_who_is_an_author_too_has_one_account(raw: dict[str, Any]) -> None:
    def change(value: dict[str, Any]) -> None:
        author = value["entries"][0]["authors"][0]
        person = {"username": "hoa", "full_name": author["full_name"], "email": author["email"]}
        value["people"] = [{**person, "role": "unit_officer", "unit": value["entries"][0]["unit"]}]

    file = changed(raw, change)
    contest = load_contest(file)
    unit = contest.participations.get(unit__code=file.entries[0].unit).unit
    user = author_account(contest, unit, file.entries[0].representative, demo=False)
    assert user.username == "hoa"
    assert {row.role for row in user.memberships.all()} == {Role.AUTHOR, Role.UNIT_OFFICER}


def test_deadlines_of_another_contest_stay(raw: dict[str, Any], file: ContestFile) -> None:
    first = load_contest(file)
    before = list(Deadline.objects.filter(contest=first).values())
    load_contest(changed(raw, lambda value: value["contest"].update(slug="nam-sau")))
    assert list(Deadline.objects.filter(contest=first).values()) == before


def test_the_auditor_of_a_file_reads_until_a_last_day(file: ContestFile) -> None:
    contest = load_contest(file)
    (auditor,) = Membership.objects.filter(role=Role.AUDITOR, contest=contest)
    assert auditor.valid_to == date(clock.today().year + 5, 12, 31)
    assert not Membership.objects.exclude(role=Role.AUDITOR).filter(valid_to__isnull=False).exists()
