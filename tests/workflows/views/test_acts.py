"""Every verb on an entry has an address that does it or says why not."""

import pytest

from tests.factories import make_entry
from workflows.models import CaseEvent, Entry, Notice
from workflows.states import EntryState
from workflows.verbs import PERSON_FREE, Verb

ON_ENTRIES = [verb for verb in Verb if hasattr(Entry, verb.method)]


def post(client, entry, verb, **data):
    return client.post(f"/entries/{entry.pk}/acts/{verb}/", data)


@pytest.mark.parametrize("verb", sorted(verb.value for verb in PERSON_FREE & set(ON_ENTRIES)))
@pytest.mark.parametrize("name", ["secretary", "chair", "clerk", "author"])
def test_the_system_acts_by_itself_only(login, world, verb, name):
    entry = make_entry(world, "scored")
    response = post(login(name), entry, verb)
    assert response.status_code == 403
    assert Entry.objects.get(pk=entry.pk).state == EntryState.SCORED
    assert CaseEvent.objects.filter(verb=verb, refused="no_right", actor=world[name]).exists()


@pytest.mark.parametrize("verb", [verb.value for verb in ON_ENTRIES])
@pytest.mark.parametrize("name", ["administrator", "superuser", "stranger", "author_2"])
def test_who_does_not_see_the_entry_finds_nothing(login, world, verb, name):
    entry = make_entry(world, "submitted")
    assert post(login(name), entry, verb).status_code == 404
    assert Entry.objects.get(pk=entry.pk).state == EntryState.SUBMITTED


@pytest.mark.parametrize("verb", [verb.value for verb in ON_ENTRIES])
@pytest.mark.parametrize("state", ["draft", "submitted", "received", "scored", "withdrawn"])
def test_an_auditor_may_read_and_nothing_else(login, world, verb, state):
    entry = make_entry(world, state)
    response = post(login("auditor"), entry, verb, reason="Thử")
    assert response.status_code == (404 if state == "draft" else response.status_code)
    assert response.status_code in (403, 404, 409)
    assert Entry.objects.get(pk=entry.pk).version == entry.version


@pytest.mark.parametrize("verb", ["sign", "vote", "nonsense", "claim", "extend"])
def test_a_verb_of_something_else_has_no_address_here(login, world, verb):
    assert post(login("secretary"), make_entry(world, "submitted"), verb).status_code == 404


def test_the_author_withdraws_and_the_head_brings_it_back(login, play):
    entry = play.submitted()
    assert post(login("author"), entry, "withdraw").status_code == 302
    assert Entry.objects.get(pk=entry.pk).state == EntryState.WITHDRAWN
    assert post(login("author"), entry, "withdraw").status_code == 409
    assert post(login("unit_officer"), entry, "reinstate", reason="Rút nhầm").status_code == 403
    assert post(login("unit_head"), entry, "reinstate", reason=" ").status_code == 422
    assert post(login("unit_head"), entry, "reinstate", reason="Rút nhầm").status_code == 302
    assert Entry.objects.get(pk=entry.pk).state == EntryState.SUBMITTED


def test_a_refused_act_keeps_the_reason_on_the_page(login, play):
    entry = play.submitted()
    response = post(
        login("chair"), entry, "disqualify", reason="Sao chép của người khác", version=entry.version - 1
    )
    assert response.status_code == 409
    page = response.content.decode()
    assert "Sao chép của người khác" in page
    assert "updated this at" in page


def test_an_act_of_a_task_completes_the_task(login, play):
    entry = play.submitted()
    done = post(login("unit_officer"), entry, "prescreen", verdict="pass", check_K1="on")
    assert done.status_code == 302
    assert play.steps(entry) == []
    assert post(login("unit_officer"), entry, "prescreen", verdict="pass", check_K1="on").status_code == 409


def test_a_return_needs_a_reason_and_goes_to_the_author(login, play):
    entry = play.submitted()
    assert post(login("unit_officer"), entry, "return").status_code == 422
    assert post(login("unit_officer"), entry, "return", reason="Thiếu số liệu").status_code == 302
    assert play.steps(entry) == ["correct"]


def test_confirming_through_an_entry_that_is_settled_leaves_the_list_alone(login, play):
    settled, waiting = play.submitted(), play.submitted()
    play.prescreened(waiting)
    post(login("author"), settled, "withdraw")
    assert post(login("unit_head"), settled, "confirm_list", chosen=[waiting.pk]).status_code == 409
    assert Entry.objects.get(pk=waiting.pk).state == EntryState.SUBMITTED


def test_the_secretary_replaces_a_judge(login, play, world):
    entry = play.submitted()
    play.received(entry)
    first, second = world.judges[:2]
    page = login("secretary").get(f"/entries/{entry.pk}/").content.decode()
    assert f"/entries/{entry.pk}/acts/recuse/" in page
    refused = post(login("secretary"), entry, "replace_judge", judge=first.pk, by=second.pk, reason="Ốm")
    assert refused.status_code == 409
    assert post(login("secretary"), entry, "recuse", judge=first.pk, reason="Người thân").status_code == 302
    assert post(login("secretary"), entry, "recuse", judge="x", reason="Người thân").status_code == 422
    assert post(login("judge_2"), entry, "recuse", reason="Người thân").status_code == 302
    assert entry.assignments.filter(recused_at=None).count() == 1


def test_an_award_is_taken_back_by_a_decision_only(login, world):
    entry = make_entry(world, "awarded")
    response = post(login("signatory"), entry, "revoke", ground="a", reason="Khai man")
    assert response.status_code == 403
    assert Entry.objects.get(pk=entry.pk).state == "awarded"


def test_the_secretary_mends_names_and_the_author_is_told(login, world):
    entry = make_entry(world, "received")
    author = entry.authors.get(is_representative=True)
    typed = {f"author-{author.pk}-full_name": "Nguyễn Thị Đào", "title": "Tên đúng", "reason": "Gõ sai dấu"}
    assert post(login("secretary"), entry, "correct_entry", **typed).status_code == 302
    fresh = Entry.objects.get(pk=entry.pk)
    assert (fresh.title, fresh.authors.get(pk=author.pk).full_name) == ("Tên đúng", "Nguyễn Thị Đào")
    notice = Notice.objects.get(user=entry.owner, kind="names_corrected")
    assert notice.text == "Gõ sai dấu"
    event = CaseEvent.objects.get(case=entry.case, verb="correct_entry", refused="")
    assert "Đào" not in event.data
    assert f"author.{author.pk}.full_name" in event.data


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"title": "Tên khác", "reason": ""}, 422),
        ({"reason": "Không đổi gì"}, 422),
        ({"title": "  ", "reason": "Xóa tên"}, 422),
        ({"title": "Ý tưởng 😀", "reason": "Thêm hình"}, 422),
    ],
)
def test_a_correction_that_cannot_be_taken_changes_nothing(login, world, typed, status):
    entry = make_entry(world, "received")
    assert post(login("secretary"), entry, "correct_entry", **typed).status_code == status
    assert Entry.objects.get(pk=entry.pk).title == entry.title


def test_an_act_is_never_done_by_a_link(login, play):
    entry = play.submitted()
    answer = login("author").get(f"/entries/{entry.pk}/acts/withdraw/")
    # the address of a form, opened as a page, leads to the page that the form stands on
    assert (answer.status_code, answer["Location"]) == (302, f"/entries/{entry.pk}/")
    assert Entry.objects.get(pk=entry.pk).state == "submitted"


def test_a_long_reason_is_refused_and_comes_back_whole(login, play):
    entry = play.submitted()
    reason = "Sao chép " * 700
    answer = post(login("chair"), entry, "disqualify", reason=reason)
    assert answer.status_code == 422
    assert "at most 5000" in answer.content.decode()
    assert reason in answer.content.decode()
    assert Entry.objects.get(pk=entry.pk).state == "submitted"


@pytest.mark.parametrize(
    ("name", "text"),
    [("title", "x" * 301), ("title", ""), ("title", "a\0b"), ("abstract", "x" * 20_001)],
    ids=["long title", "no title", "NUL", "long abstract"],
)
def test_a_draft_keeps_to_the_limits_of_its_form(login, play, name, text):
    entry = play.draft()
    answer = post(login("author"), entry, "save_draft", **{name: text})
    assert answer.status_code == 422
    fresh = Entry.objects.get(pk=entry.pk)
    assert (fresh.title, fresh.abstract) == (entry.title, entry.abstract)


@pytest.mark.parametrize("version", ["abc", "-1", "9" * 12])
def test_a_version_that_cannot_be_read_fits_nothing(login, play, version):
    entry = play.submitted()
    answer = post(login("author"), entry, "withdraw", version=version)
    assert answer.status_code == 409
    assert Entry.objects.get(pk=entry.pk).state == "submitted"


def test_what_papers_cannot_print_is_said_before_it_is_handed_in(login, play):
    entry = play.draft()
    Entry.objects.filter(pk=entry.pk).update(title="Ý tưởng 😀 hay")
    entry.authors.update(full_name="Nguyễn 漢")
    answer = post(login("author"), entry, "submit")
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "another character in place of “😀” in: title" in words
    assert "another character in place of “漢” in: name of an author" in words
    assert Entry.objects.get(pk=entry.pk).state == "draft"
