"""Before the results are published nobody outside reads state, rank, mean or prize from any page."""

import base64
import re

import pytest

from tests.acting import Acting
from tests.factories import give, make_entry, set_round
from workflows.models import Entry
from workflows.states import RoundState

OUTSIDE = ["author", "unit_officer", "unit_head", "judge", "administrator", "stranger", None]
INSIDE = ["secretary", "chair", "clerk", "auditor"]


@pytest.fixture
def decided(world):
    """Two decided entries that only their result tells apart; the mean is 74,25 of both."""
    won = make_entry(world, "awarded", title="Bài thứ nhất")
    lost = make_entry(world, "not_awarded", title="Bài thứ hai")
    for entry in (won, lost):
        entry.ranking.mean = "74.25"
        entry.ranking.save()
    return won, lost


def pages(client, world, entry):
    slug = world.contest.slug
    decision = world.round.documents.get(kind="decision")
    return [
        "/", "/inbox/", "/queue/", "/inbox/done/", "/entries/", "/notices/", "/contests/", "/documents/",
        "/entries/?state=awarded", "/entries/?state=not_awarded", "/entries/?q=giai",
        f"/entries/{entry.pk}/", f"/contests/{slug}/", f"/contests/{slug}/result/",
        f"/documents/{decision.pk}/", f"/documents/{decision.pk}/file/", f"/rounds/{world.round.pk}/preview/",
        "/register/", "/payments/", "/audit/", "/entries/export/", "/audit/export/", "/payments/export/",
    ]  # fmt: skip


def text_of(response) -> str:
    if response.status_code != 200 or getattr(response, "streaming", False):
        return ""
    if "spreadsheet" in response["Content-Type"]:
        import io

        from openpyxl import load_workbook

        sheet = load_workbook(io.BytesIO(response.content)).active
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return response.content.decode()


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_tells_the_winner_from_the_loser(client, login, world, decided, name):
    won, lost = decided
    visitor = login(name) if name else client
    for ours, theirs in zip(pages(visitor, world, won), pages(visitor, world, lost), strict=True):
        first, second = visitor.get(ours), visitor.get(theirs)
        assert first.status_code == second.status_code, ours
        if ours.endswith(("/file/", "/preview/")):
            assert first.status_code in (302, 404), ours
        page = text_of(first)
        for secret in (
            "74.25",
            "74,25",
            "Awarded",
            "Not awarded",
            "Đạt giải",
            "Pass over",
            "Không trao giải",
        ):
            # the filter offers every state by its name; the rows below it must not
            body = re.sub(r"<option.*?</option>", "", page)
            assert secret not in body, (name, ours, secret)
        if ours != theirs:
            assert mask(page, won) == mask(text_of(second), lost), (name, ours)


@pytest.mark.parametrize("name", ["author", "unit_officer", "unit_head", "judge"])
def test_the_list_says_the_same_of_both(login, decided, name):
    rows = login(name).get("/entries/").context["rows"]
    assert len(rows) == 2
    assert len({(row["label"].text, row["label"].state, row["label"].neutral) for row in rows}) == 1


def mask(page: str, entry) -> str:
    """The page without what every entry has of its own, and without tokens and digests."""
    for word in (entry.title, entry.code, entry.judging_code, f"/{entry.pk}/"):
        page = page.replace(str(word), "…")
    page = re.sub(r'csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|[0-9a-f]{64}', "", page)
    return re.sub(r"(files|sheets)(/\d+/|…)", "", page)


@pytest.mark.parametrize("name", ["author", "unit_officer", "unit_head", "judge"])
def test_the_filter_does_not_tell_either(login, world, decided, name):
    client = login(name)
    assert client.get("/entries/?state=awarded").context["rows"] == []
    assert client.get("/entries/?state=not_awarded").context["rows"] == []
    assert len(client.get("/entries/?state=hidden_result").context["rows"]) == 2


@pytest.mark.parametrize("name", INSIDE)
def test_inside_it_is_known(login, world, decided, name):
    won, _lost = decided
    assert "Awarded" in login(name).get(f"/entries/{won.pk}/").content.decode()
    assert "74.25" in login(name).get(f"/contests/{world.contest.slug}/result/").content.decode()


@pytest.mark.parametrize("name", ["author", "unit_officer", None])
def test_after_publication_everybody_reads_the_winners_and_no_mean(client, login, world, decided, name):
    won, lost = decided
    set_round(world, RoundState.PUBLISHED)
    visitor = login(name) if name else client
    page = visitor.get(f"/contests/{world.contest.slug}/result/").content.decode()
    assert won.title in page
    assert lost.title not in page
    assert "74.25" not in page
    assert "74,25" not in page
    if name:
        assert "Giải Nhất" in visitor.get(f"/entries/{won.pk}/").content.decode()


def test_a_blind_judge_sees_neither_names_nor_unit_nor_code(login, world):
    world.contest.is_blind = True
    world.contest.save()
    entry = make_entry(world, "received")
    author = entry.authors.get()
    client = login("judge")
    for address in ("/entries/", f"/entries/{entry.pk}/", "/inbox/", "/entries/export/"):
        page = text_of(client.get(address))
        for secret in (author.full_name, entry.code, author.phone, entry.unit_name, world["author"].username):
            assert secret not in page, (address, secret)
    assert entry.judging_code in text_of(client.get(f"/entries/{entry.pk}/"))
    assert client.get(f"/entries/?q={entry.code}").context["rows"] == []
    assert client.get(f"/entries/?unit={world.units[0].pk}").context["rows"] in (
        [],
        client.get("/entries/").context["rows"],
    )


def test_scores_stay_with_the_judge_until_scoring_is_closed(login, world):
    from workflows.models import Score

    entry = make_entry(world, "received")
    sheet = entry.assignments.get(judge=world.judges[0]).sheet
    Score.objects.create(sheet=sheet, criterion=world.contest.criteria.first(), points="37.5")
    assert "37.5" in login("judge").get(f"/entries/{entry.pk}/").content.decode()
    for name in ("judge_2", "secretary", "chair", "author", "unit_officer", "auditor"):
        assert "37.5" not in login(name).get(f"/entries/{entry.pk}/").content.decode(), name


def test_a_decision_before_publication_is_for_the_inside_only(login, world):
    make_entry(world, "awarded")
    decision = world.round.documents.get(kind="decision")
    assert login("author").get(f"/documents/{decision.pk}/").status_code == 404
    assert login("clerk").get(f"/documents/{decision.pk}/").status_code == 200


def test_a_blind_judge_who_holds_another_role_reads_no_names_in_the_trail(login, world):
    world.contest.is_blind = True
    world.contest.save()
    play = Acting(world)
    entry = play.submitted()
    play.received(entry)
    give(world["judge"], "chair", contest=world.contest)
    page = text_of(login("judge").get(f"/entries/{entry.pk}/"))
    assert "Receive" in page
    for name in ("author", "unit_officer", "unit_head"):
        assert str(world[name]) not in page, name
    assert Entry.objects.get(pk=entry.pk).code not in page
    assert str(world["secretary"]) in page


def test_a_judge_cannot_lay_entries_in_the_order_of_their_codes(login, world):
    world.contest.is_blind = True
    world.contest.save()
    entries = [make_entry(world, "received") for _ in range(3)]
    client = login("judge")
    for pk, code in zip(entries, ("C-3", "C-1", "C-2"), strict=True):
        Entry.objects.filter(pk=pk.pk).update(code=code)
    orders = [
        [row["pk"] for row in client.get(f"/entries/?sort={sort}").context["rows"]] for sort in ("code", "")
    ]
    assert orders[0] == orders[1]
    after = base64.urlsafe_b64encode(b'["v","C-1",0]').decode()
    assert len(client.get(f"/entries/?sort=code&after={after}").context["rows"]) == 3
    assert "sort" in client.get("/entries/").content.decode()
    assert 'value="code"' not in client.get("/entries/").content.decode()
    assert 'value="code"' in login("secretary").get("/entries/").content.decode()
