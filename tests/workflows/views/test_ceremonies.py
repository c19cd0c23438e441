"""The ceremony: its plan, its running order, and the page on which phones tick off who has received what."""

import re

import pytest
from django.test import Client

from tests.factories import make_entry, make_world, set_round
from workflows import clock
from workflows.domain.handing_over import Receipt, pay_entry
from workflows.models import Ceremony, HandingOver, Payment
from workflows.models.handing_over import PaymentMethod


@pytest.fixture
def winners(world):
    names = ("Đỗ Thị Ánh", "Nguyễn Văn Bình", "Trần Hữu Cường")
    entries = []
    for name in names:
        entry = make_entry(world, "awarded")
        entry.authors.update(full_name=name)
        entries.append(entry)
    return entries


def plan(login, world, **changes):
    values = {"starts_at": "2024-08-05T08:30", "place": "Hội trường", "note": ""}
    address = f"/rounds/{world.round.pk}/ceremony/"
    return login("secretary").post(address, {**values, **changes})


@pytest.fixture
def ceremony(login, world, winners):
    assert plan(login, world).status_code == 302
    return Ceremony.objects.get()


def row_of(entry):
    return HandingOver.objects.get(award__entry=entry)


def tick(client, row, **data):
    return client.post(f"/ceremonies/{row.ceremony_id}/tick/", {"row": row.pk, **data})


def text(response):
    return response.content.decode()


# --- the plan --------------------------------------------------------------------------------------
def test_time_and_place_make_the_running_order(login, world, winners):
    client = login("secretary")
    address = f"/rounds/{world.round.pk}/ceremony/"
    assert "the lowest prize first" in text(client.get(address))
    assert plan(login, world).status_code == 302
    ceremony = Ceremony.objects.get()
    assert clock.local(ceremony.starts_at).isoformat() == "2024-08-05T08:30:00+07:00"
    page = text(client.get(address))
    assert 'value="2024-08-05T08:30"' in page
    assert [page.index(name) for name in ("Trần Hữu Cường", "Nguyễn Văn Bình", "Đỗ Thị Ánh")] == sorted(
        page.index(name) for name in ("Trần Hữu Cường", "Nguyễn Văn Bình", "Đỗ Thị Ánh")
    )


@pytest.mark.parametrize("changes", [{"place": "  "}, {"starts_at": "x"}, {"starts_at": "9999-12-31T10:00"}])
def test_a_plan_that_cannot_be_comes_back(login, world, winners, changes):
    assert plan(login, world, note="Chuẩn bị hoa", **changes).status_code == 422
    assert not Ceremony.objects.exists()
    assert "Chuẩn bị hoa" in text(plan(login, world, note="Chuẩn bị hoa", **changes))


def test_rows_move_without_javascript(login, world, winners, ceremony):
    client = login("secretary")
    first, second, third = HandingOver.objects.order_by("order")
    address = f"/rounds/{world.round.pk}/ceremony/order/"
    response = client.post(address, {"down": first.pk})
    assert response["Location"].endswith(f"?moved={first.pk}#row-{first.pk}")
    assert list(HandingOver.objects.order_by("order")) == [second, first, third]
    client.post(address, {"up": third.pk})
    assert list(HandingOver.objects.order_by("order")) == [second, third, first]
    assert f'value="{third.pk}" autofocus' in text(
        client.get(f"/rounds/{world.round.pk}/ceremony/?moved={third.pk}")
    )
    for wrong in ({"up": "x"}, {"up": "9" * 30}, {}):
        assert client.post(address, wrong).status_code == 404


def test_before_the_decision_there_is_nothing_to_plan(login, world):
    make_entry(world, "scored")
    assert login("secretary").get(f"/rounds/{world.round.pk}/ceremony/").status_code == 404


def test_only_its_people_see_a_ceremony(login, world, ceremony):
    for name in ("accountant", "chair", "author", "stranger"):
        assert login(name).get(f"/ceremonies/{ceremony.pk}/").status_code == 403
    assert login("clerk").get(f"/ceremonies/{ceremony.pk}/").status_code == 200
    assert login("clerk").get(f"/rounds/{world.round.pk}/ceremony/").status_code == 403
    others = Client()
    others.force_login(make_world()["secretary"])
    assert others.get(f"/ceremonies/{ceremony.pk}/").status_code == 404
    assert others.get(f"/rounds/{world.round.pk}/ceremony/").status_code == 404
    assert others.post(f"/ceremonies/{ceremony.pk}/tick/", {"row": 1}).status_code == 404


# --- on the phone ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("search", "found"), [("anh", 1), ("do thi anh", 1), ("ĐỖ", 1), ("nguyen binh", 1), ("", 3), ("xyz", 0)]
)
def test_a_name_is_found_without_its_accents(login, ceremony, search, found):
    response = login("clerk").get(f"/ceremonies/{ceremony.pk}/", {"q": search})
    assert len(response.context["rows"]) == found
    assert (response.context["done"], response.context["all"]) == (0, 3)


def test_ticks_move_the_progress(login, winners, ceremony):
    client, row = login("clerk"), row_of(winners[0])
    response = tick(client, row, certificate="1", q="anh")
    assert response["Location"] == f"/ceremonies/{ceremony.pk}/?q=anh&at={row.pk}#row-{row.pk}"
    page = client.get(f"/ceremonies/{ceremony.pk}/")
    assert page.context["done"] == 0
    tick(client, row, money="1")
    page = client.get(f"/ceremonies/{ceremony.pk}/?at={row.pk}")
    assert "1/3" in text(page)
    assert re.search(rf'id="name-{row.pk}" tabindex="-1" autofocus', text(page))


def test_somebody_receives_on_behalf(login, winners, ceremony):
    client, row = login("secretary"), row_of(winners[1])
    refused = tick(client, row, certificate="1", proxy_reason="Giấy ủy quyền")
    assert refused.status_code == 422
    assert 'value="Giấy ủy quyền"' in text(refused)
    tick(client, row, certificate="1", proxy_name="Lê Thị Thay", proxy_reason="Giấy ủy quyền")
    assert "Lê Thị Thay" in text(client.get(f"/ceremonies/{ceremony.pk}/"))


@pytest.mark.parametrize("header", [{}, {"HX-Request": "true"}])
def test_the_second_phone_is_told(login, world, winners, ceremony, header):
    row = row_of(winners[0])
    tick(login("secretary"), row, certificate="1")
    response = login("clerk").post(
        f"/ceremonies/{ceremony.pk}/tick/", {"row": row.pk, "certificate": "1"}, headers=header
    )
    assert response.status_code == 409
    assert response["HX-Retarget"] == response["HX-Reselect"] == "#ceremony"
    inside = text(response).split('id="ceremony"')[1]
    assert f"Already ticked by {world['secretary']}" in inside
    assert row_of(winners[0]).certificate_by == world["secretary"]


def test_an_undo_keeps_its_reason(login, winners, ceremony):
    client, row = login("clerk"), row_of(winners[0])
    tick(client, row, certificate="1")
    assert tick(client, row, undo="certificate", reason=" ").status_code == 422
    assert tick(client, row, undo="everything", reason="Nhầm").status_code == 422
    assert tick(client, row, undo="certificate", reason="Nhầm").status_code == 302
    assert row_of(winners[0]).certificate_at is None
    page = text(login("secretary").get(f"/entries/{winners[0].pk}/"))
    assert "Confirm handing over: undone" in page
    assert "Nhầm" in page


@pytest.mark.parametrize("data", [{}, {"row": "x"}, {"row": "99999999"}, {"row": "9" * 30}])
def test_a_forged_tick_meets_no_row(login, ceremony, data):
    assert login("clerk").post(f"/ceremonies/{ceremony.pk}/tick/", data).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_phone_asks_nine_times(login, world, django_assert_num_queries, rows):
    for _ in range(rows):
        make_entry(world, "awarded", author_kind="group").authors.create(full_name="Trần Thị Bạn", order=2)
    plan(login, world)
    ceremony, client = Ceremony.objects.get(), login("clerk")
    client.get(f"/ceremonies/{ceremony.pk}/")
    with django_assert_num_queries(9):
        client.get(f"/ceremonies/{ceremony.pk}/")


# --- the milestone ---------------------------------------------------------------------------------
def finish(login, world, winners):
    for entry in winners:
        tick(login("clerk"), row_of(entry), certificate="1", money="1")
    for payment in Payment.objects.select_related("award__entry", "award__decision"):
        receipt = Receipt(clock.today(), PaymentMethod.CASH, payment.payee)
        if payment.payee not in entry_names(payment):
            receipt = Receipt(clock.today(), PaymentMethod.CASH, payment.payee, "Cùng một người")
        accountant = world.actor("accountant")
        pay_entry(entry=payment.award.entry, actor=accountant, payment=payment, receipt=receipt)


def entry_names(payment):
    return [author.full_name for author in payment.award.entry.authors.all()]


def test_the_contest_and_the_author_read_when_all_was_handed_over(login, world, winners, ceremony):
    contest, mine = f"/contests/{world.contest.slug}/", f"/entries/{winners[0].pk}/"
    sentence = "All prizes were handed over and paid by"
    assert sentence not in text(login("secretary").get(contest))
    finish(login, world, winners)
    assert sentence in text(login("secretary").get(contest))
    assert sentence in text(login("clerk").get(f"/ceremonies/{ceremony.pk}/"))
    assert "Prize handed over on" not in text(login("author").get(mine)), "not before the publication"
    set_round(world, "published")
    assert f"Prize handed over on {clock.today().day}" in text(login("author").get(mine))
    public = Client()
    public.cookies["django_language"] = "en"
    assert sentence in text(public.get(contest))


def test_the_contest_page_leads_to_the_ceremony(login, world, winners, ceremony):
    contest = f"/contests/{world.contest.slug}/"
    secretary, clerk, chair = (text(login(name).get(contest)) for name in ("secretary", "clerk", "chair"))
    assert f"/rounds/{world.round.pk}/ceremony/" in secretary
    assert f"/ceremonies/{ceremony.pk}/" in secretary
    assert f"/rounds/{world.round.pk}/ceremony/" not in clerk
    assert f"/ceremonies/{ceremony.pk}/" in clerk
    assert "Hội trường" in chair
    assert f"/ceremonies/{ceremony.pk}/" not in chair


def test_the_place_is_no_secret_of_the_result(login, world, winners, ceremony):
    """Who may not know results yet reads nothing of the ceremony."""
    assert "Hội trường" not in text(login("author").get(f"/contests/{world.contest.slug}/"))
