"""The accountant's pages: what is due by which decision, paying, dividing, undoing; never a contact."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from tests.factories import make_document, make_entry, make_world
from workflows import clock
from workflows.domain.entries import revoke_entry
from workflows.models import Award, Entry, EntryAuthor, Payment


@pytest.fixture
def award(world):
    return make_entry(world, "awarded").award_fact


@pytest.fixture
def team(world):
    """The award of a group of two."""
    entry = make_entry(world, "awarded", author_kind="group")
    entry.authors.create(full_name="Trần Thị Bạn", order=2)
    return entry.award_fact


def receipt(payment, /, **changes):
    values = {"payment": payment.pk, "paid_on": clock.today(), "method": "cash", "received_by": payment.payee}
    return {**values, **changes}


def pay(client, payment, /, **changes):
    return client.post(f"/payments/{payment.award_id}/pay/", receipt(payment, **changes))


def revoke(world, entry):
    paper = make_document(world, "issued", kind="revocation")
    revoke_entry(entry=entry, actor=world.actor("clerk").for_consequence(), ground="a", decision=paper)


def test_the_list_is_reconciled_with_the_decision(login, world, award):
    make_entry(world, "awarded")
    client = login("accountant")
    pay(client, award.payments.get())
    page = client.get("/payments/").content.decode()
    said = "Decision 07/QĐ-UBND: 2 awards, 10.000.000 đồng; payments: 5.000.000 đồng paid and 5.000.000 đồng due."
    assert said in page
    assert "Decision and payments agree." in page
    assert "Mười triệu đồng chẵn" in page
    assert "Năm triệu đồng chẵn" in page


def test_a_difference_is_a_sentence_on_the_list(login, award):
    Payment.objects.update(amount_vnd=4_000_000)
    page = login("accountant").get("/payments/").content.decode()
    assert "the award is 5.000.000 đồng, its payments add up to 4.000.000 đồng." in page
    assert "Decision and payments agree." not in page


@pytest.mark.parametrize(("shown", "expected"), [("", 3), ("due", 1), ("paid", 1), ("recover", 1), ("x", 3)])
def test_the_list_is_narrowed(login, world, shown, expected):
    client = login("accountant")
    awards = [make_entry(world, "awarded").award_fact for _ in range(3)]
    for one in awards[1:]:
        pay(client, one.payments.get())
    revoke(world, awards[2].entry)
    context = client.get(f"/payments/?show={shown}").context
    assert len(context["rows"]) == expected
    if shown == "recover":
        assert (context["total"], context["to_recover"]) == (0, 5_000_000)
    # the whole decision is held against its payments, whatever is shown
    [[balance]] = context["balances"].values()
    assert (balance.awarded, balance.paid, balance.due) == (10_000_000, 5_000_000, 5_000_000)


@pytest.mark.parametrize("awards", [1, 3])
def test_the_list_asks_seven_times(login, world, django_assert_num_queries, awards):
    for _ in range(awards):
        make_entry(world, "awarded", author_kind="group").authors.create(full_name="Trần Thị Bạn", order=2)
    client = login("accountant")
    client.get("/payments/")
    with django_assert_num_queries(7):
        client.get("/payments/")


def test_an_award_is_paid_to_the_representative(login, award):
    client = login("accountant")
    payment = award.payments.get()
    page = client.get(f"/payments/{award.pk}/").content.decode()
    assert f'value="{payment.payee}"' in page
    assert pay(client, payment).status_code == 302
    payment.refresh_from_db()
    assert (payment.state, payment.received_by) == ("paid", payment.payee)
    assert "Recorded by" in client.get(f"/payments/{award.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"received_by": "Lê Thị Thay"}, "is not the payee"),
        ({"received_by": ""}, "This field is required"),
        ({"paid_on": "9999-12-31"}, "less than or equal"),
        ({"paid_on": "x"}, "Enter a valid date"),
        ({"method": "gold"}, "not one of the available choices"),
        ({"payment": "7777777"}, "not one of the award"),
        ({"payment": "9" * 40}, "not one of the award"),
    ],
)
def test_what_cannot_be_taken_comes_back(login, award, changes, said):
    response = pay(login("accountant"), award.payments.get(), **changes)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Payment.objects.get().is_due


def test_money_of_tomorrow_is_refused_and_what_was_typed_stays(login, award):
    tomorrow = clock.today() + timedelta(days=1)
    response = pay(login("accountant"), award.payments.get(), paid_on=tomorrow, received_by="Ai Đó")
    assert response.status_code == 422
    assert 'value="Ai Đó"' in response.content.decode()


def test_a_second_click_is_told_and_doubles_nothing(login, award):
    client, payment = login("accountant"), award.payments.get()
    pay(client, payment)
    response = pay(client, payment)
    assert response.status_code == 409
    assert "nothing was doubled" in response.content.decode()
    assert Payment.objects.filter(state="paid").count() == 1


def shares(award, *sums):
    keys = award.entry.authors.order_by("order", "pk").values_list("pk", flat=True)
    return {f"share_{key}": typed for key, typed in zip(keys, sums, strict=True)}


def test_shares_are_typed_in_dong(login, team):
    client = login("accountant")
    page = client.get(f"/payments/{team.pk}/").content.decode()
    assert "Divide into shares" in page
    typed = shares(team, "2.000.001", "2999999 đồng")
    assert client.post(f"/payments/{team.pk}/shares/", typed).status_code == 302
    due = team.payments.filter(state="due").order_by("pk")
    assert list(due.values_list("amount_vnd", flat=True)) == [2_000_001, 2_999_999]
    for payment in due:
        assert pay(client, payment).status_code == 302
    assert client.get("/payments/?show=paid").context["rows"][0].paid == 5_000_000


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        (("2.000.000", "2.999.999"), "4.999.999 đồng, the award is 5.000.000 đồng: 1 đồng are missing."),
        (("5.000.000", "1"), "5.000.001 đồng, the award is 5.000.000 đồng: 1 đồng are too much."),
        (("2,5", "x"), "Please type whole đồng"),
        (("-1", "5.000.001"), "Please type whole đồng"),
        (("", ""), "5.000.000 đồng are missing"),
    ],
)
def test_shares_that_do_not_fit_come_back(login, team, sums, said):
    response = login("accountant").post(f"/payments/{team.pk}/shares/", shares(team, *sums))
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert f'value="{sums[0]}"' in page or not sums[0]
    assert team.payments.get().is_due


def test_an_individual_has_nothing_to_divide(login, award):
    assert "Divide into shares" not in login("accountant").get(f"/payments/{award.pk}/").content.decode()


def test_a_payment_is_undone_with_its_reason(login, award):
    client, payment = login("accountant"), award.payments.get()
    pay(client, payment)
    address = f"/payments/{award.pk}/void/"
    assert client.post(address, {"payment": payment.pk, "reason": ""}).status_code == 422
    assert client.post(address, {"payment": payment.pk, "reason": "x" * 301}).status_code == 422
    assert client.post(address, {"payment": payment.pk, "reason": "Ghi nhầm"}).status_code == 302
    assert list(award.payments.order_by("pk").values_list("state", flat=True)) == ["cancelled", "due"]
    assert "Ghi nhầm" in client.get(f"/payments/{award.pk}/").content.decode()


def test_a_revoked_award_asks_for_the_money_back(login, world, award):
    client = login("accountant")
    pay(client, award.payments.get())
    revoke(world, award.entry)
    page = client.get(f"/payments/{award.pk}/").content.decode()
    assert "5.000.000 đồng has been paid and is to be recovered." in page
    assert "Undo the payment" not in page
    assert "is to be recovered" in client.get("/payments/").content.decode()


def test_the_table_has_a_row_for_each_payment(login, team):
    client = login("accountant")
    client.post(f"/payments/{team.pk}/shares/", shares(team, "2.000.000", "3.000.000"))
    pay(client, team.payments.get(amount_vnd=3_000_000, state="due"), received_by="=1+1", received_for="Ốm")
    rows = list(load_workbook(io.BytesIO(client.get("/payments/export/").content)).active.values)
    assert [row[6:9] for row in rows[1:]] == [
        (team.entry.authors.first().full_name, 2_000_000, "Due"),
        ("Trần Thị Bạn", 3_000_000, "Paid"),
    ]
    assert rows[2][10:] == ("Cash", "=1+1", "Ốm")
    assert len(list(load_workbook(io.BytesIO(client.get("/payments/export/?show=paid").content)).active)) == 1


def test_pages_of_another_contest_are_closed(login, award):
    others = make_world()
    from django.test import Client

    theirs = Client()
    theirs.force_login(others["accountant"])
    for address in (f"/payments/{award.pk}/", f"/payments/{award.pk}/pay/"):
        method = theirs.post if address.endswith("pay/") else theirs.get
        assert method(address, {}).status_code == 404
    assert login("secretary").get(f"/payments/{award.pk}/").status_code == 403


def test_the_accountant_reads_no_contacts(login, team):
    """Address, telephone and e-mail stand on none of the pages, nor in the table."""
    EntryAuthor.objects.update(phone="0912345678", email="kin@example.vn", address="Số 1 phố Kín")
    client = login("accountant")
    pages = [f"/payments/{team.pk}/", "/payments/", f"/entries/{team.entry_id}/"]
    texts = [client.get(address).content.decode() for address in pages]
    sheet = load_workbook(io.BytesIO(client.get("/payments/export/").content)).active
    texts.append("\n".join(str(value) for row in sheet.values for value in row))
    for text in texts:
        assert team.entry.authors.first().full_name in text
        for secret in ("0912345678", "kin@example.vn", "Số 1 phố Kín"):
            assert secret not in text


def test_nothing_is_paid_before_the_decision(login, world):
    scored = make_entry(world, "scored")
    client = login("accountant")
    assert "No award has been decided yet" in client.get("/payments/").content.decode()
    assert client.post(f"/entries/{scored.pk}/acts/pay/", {}).status_code == 404
    assert not Award.objects.exists()
    assert Entry.objects.get().state == "scored"
