"""What anybody reads about an issued paper, and what nobody reads there."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from reports.lists.verification import by_code, facts_of
from tests.factories import make_document, make_entry, set_round
from workflows import clock
from workflows.models import Case, Document, EntryAuthor
from workflows.models.case import CaseKind
from workflows.models.document import new_verify_code
from workflows.models.paper_kinds import OUTPUTS, DocumentKind
from workflows.states import GIVEN_OUT, DocumentState, EntryState, RoundState

FILE, SCAN = "a1" * 32, "b2" * 32
SECRET_SUBJECT = "Về việc tặng Giấy khen cho ông Nguyễn Văn Thắng"
WINNER = "Trần Thị Thắng Giải"
KINDS = sorted(set(DocumentKind.values) - set(OUTPUTS))
UNISSUED = sorted(set(DocumentState) - GIVEN_OUT)


@pytest.fixture
def reader():
    client = Client()
    client.cookies["django_language"] = "en"
    yield client
    translation.activate("vi")


def issued(world, state=DocumentState.ISSUED, *, kind="decision", number=7, **fields):
    paper = make_document(world, state, kind=kind, number=number)
    values = {"verify_code": new_verify_code(), "subject": SECRET_SUBJECT, **fields}
    if state in GIVEN_OUT:
        values = {"file": "documents/x.pdf", "file_sha256": FILE, "scan_sha256": SCAN} | values
    Document.objects.filter(pk=paper.pk).update(**values)
    return Document.objects.get(pk=paper.pk)


def output(world, entry, kind=DocumentKind.CERTIFICATE, state=DocumentState.ISSUED, **fields):
    """What is made of a decision for one entry: no number, no signature of its own."""
    at = clock.now()
    return Document.objects.create(
        case=Case.objects.create(kind=CaseKind.DOCUMENT),
        contest=world.contest,
        body=world.contest.organizer,
        entry=entry,
        kind=kind,
        type_symbol="QĐ-UBND",
        state=state,
        subject=SECRET_SUBJECT,
        **{
            "verify_code": new_verify_code(),
            "issued_on": clock.today(),
            "issued_at": at,
            "signed_at": at,
            "signed_by": world["signatory"],
            "file": "documents/c.pdf",
            "file_sha256": FILE,
            **fields,
        },
    )


def won(world, state=EntryState.AWARDED):
    entry = make_entry(world, state)
    EntryAuthor.objects.filter(entry=entry).update(full_name=WINNER, email="thang@example.vn")
    return entry


def page_of(client, document):
    return client.get(reverse("verify_document", args=[document.verify_code]))


def words_of(client, document):
    answer = page_of(client, document)
    assert answer.status_code == 200
    return answer.content.decode()


def further(world, about, kind, number, state=DocumentState.ISSUED):
    # a round has one decision that is not about another: the row becomes a decision as it gets what it is about
    paper = issued(world, state, kind="recall", number=number, amends=about, subject="Phần bị đính chính")
    Document.objects.filter(pk=paper.pk).update(kind=kind)
    return Document.objects.get(pk=paper.pk)


@pytest.mark.parametrize("kind", KINDS)
def test_who_holds_an_issued_paper_reads_that_it_is_valid_and_no_more(reader, world, kind):
    paper = issued(world, kind=kind)
    words = words_of(reader, paper)
    assert paper.full_number in words
    assert "This is a genuine document; it is valid." in words
    for secret in (SECRET_SUBJECT, world.contest.title, FILE, SCAN, str(world["signatory"]), "example.vn"):
        assert secret not in words, secret
    assert f"/documents/{paper.pk}/" not in words

    assert "Award decision" not in words


@pytest.mark.parametrize("kind", [DocumentKind.DECISION, DocumentKind.NOTICE])
def test_a_published_paper_is_told_whole(reader, world, kind):
    paper = issued(world, DocumentState.PUBLISHED, kind=kind, published_at=clock.now())
    words = words_of(reader, paper)
    for known in (SECRET_SUBJECT, FILE, SCAN, paper.full_number, "Ủy ban nhân dân quận Thử"):
        assert known in words, known
    assert f'href="/documents/{paper.pk}/"' in words


@pytest.mark.parametrize("is_public", [False, True])
@pytest.mark.parametrize(
    ("state", "kind", "does", "sentence"),
    [
        ("corrected", "correction", "Corrected by Official letter", "valid as corrected"),
        ("replaced", "decision", "Replaced by Decision", "another one has taken its place"),
        ("recalled", "recall", "Recalled by Decision", "it has been recalled"),
    ],
)
def test_what_changed_a_paper_is_named_by_number_and_date(
    reader, world, state, kind, does, sentence, is_public
):
    paper = issued(world, DocumentState(state), published_at=clock.now() if is_public else None)
    change = further(world, paper, kind, 31)
    draft = make_document(world, DocumentState.DRAFT, kind=DocumentKind.CORRECTION)
    Document.objects.filter(pk=draft.pk).update(amends=paper, full_number="99/QĐ-NHAP")
    words = " ".join(words_of(reader, paper).split())
    assert sentence in words
    assert f'{does} <span class="t-code">{change.full_number}</span>' in words
    assert ("alert-success" in words) == (state == "corrected")
    assert (SECRET_SUBJECT in words) is is_public
    assert (FILE in words) is is_public
    assert "99/QĐ-NHAP" not in words
    assert "Phần bị đính chính" not in words


def test_a_correction_that_was_itself_recalled_is_named_so(reader, world):
    paper = issued(world, DocumentState.CORRECTED)
    further(world, paper, "correction", 31, DocumentState.RECALLED)
    assert "itself no longer valid" in words_of(reader, paper)


@pytest.mark.parametrize("state", UNISSUED)
def test_a_draft_is_answered_like_an_unknown_code(reader, world, state):
    draft = issued(world, state)
    code = new_verify_code()
    known, unknown = page_of(reader, draft), reader.get(reverse("verify_document", args=[code]))
    assert known.status_code == unknown.status_code == 404

    def shape(answer, used):
        lines = answer.content.decode().replace(used, "CODE").splitlines()
        kept = {name: value for name, value in answer.headers.items() if name != "Expires"}
        return [line for line in lines if "csrf" not in line.lower()], kept

    assert shape(known, draft.verify_code) == shape(unknown, code)
    assert "No document was issued under this code." in known.content.decode()


def test_unknown_and_draft_codes_cost_the_same_queries(reader, world, django_assert_num_queries):
    draft = issued(world, DocumentState.SIGNED)
    for code in (draft.verify_code, new_verify_code(), "0", "x" * 300, "a'b\"c"):
        with django_assert_num_queries(1):
            assert reader.get(reverse("verify_document", args=[code])).status_code == 404


def test_minutes_are_issued_by_the_jury_and_a_units_paper_by_the_unit(world):
    assert facts_of(issued(world, kind=DocumentKind.MINUTES)).issuer == world.contest.jury_name
    assert facts_of(issued(world, kind="proposal")).issuer == "Phòng Nội vụ"
    assert facts_of(issued(world, kind="screening_minutes")).issuer == world.units[0].name


def test_a_certificate_names_its_decision_and_nobody_before_the_results_are_out(reader, world):
    entry = won(world)
    words = words_of(reader, output(world, entry))
    assert "07/QĐ-UBND" in words
    for secret in (WINNER, "thang@example.vn", entry.title, SECRET_SUBJECT, FILE, "Giải Nhất"):
        assert secret not in words, secret


def test_a_certificate_names_its_winner_once_the_results_are_out(reader, world):
    entry = won(world)
    set_round(world, RoundState.PUBLISHED)
    words = words_of(reader, output(world, entry))
    assert WINNER in words
    assert FILE in words
    for secret in ("thang@example.vn", "0912345678", entry.title, SECRET_SUBJECT):
        assert secret not in words, secret


def test_a_members_certificate_names_the_member_and_a_collectives_the_collective(reader, world):
    entry = won(world)
    set_round(world, RoundState.PUBLISHED)
    other = EntryAuthor.objects.create(entry=entry, full_name="Lê Thị Hai", order=2)
    words = words_of(reader, output(world, entry, author=other))
    assert "Lê Thị Hai" in words
    assert WINNER not in words
    assert f"{WINNER}, Lê Thị Hai" in words_of(reader, output(world, entry))
    type(entry).objects.filter(pk=entry.pk).update(author_kind="collective", collective_name="Tổ Một cửa")
    words = words_of(reader, output(world, entry))
    assert "Tổ Một cửa" in words
    assert WINNER not in words


@pytest.mark.parametrize("round_state", [RoundState.DECIDED, RoundState.PUBLISHED])
def test_a_revoked_certificate_is_recalled_by_its_decision_and_names_nobody(reader, world, round_state):
    entry = won(world, EntryState.REVOKED)
    set_round(world, round_state)
    issued(world, kind="revocation", number=44, entry=entry)
    words = " ".join(words_of(reader, output(world, entry, state=DocumentState.RECALLED)).split())
    assert "the award has been taken back" in words
    assert 'Award taken back by Decision <span class="t-code">44/QĐ-UBND</span>' in words
    assert "alert-success" not in words
    assert WINNER not in words


def test_a_certificate_falls_with_its_decision(reader, world):
    entry = won(world)
    set_round(world, RoundState.PUBLISHED)
    decision = Document.objects.get(kind="decision")
    Document.objects.filter(pk=decision.pk).update(state=DocumentState.RECALLED)
    further(world, decision, "recall", 55)
    words = words_of(reader, output(world, entry))
    assert "it has been recalled" in words
    assert "55/QĐ-UBND" in words
    assert "alert-success" not in words
    assert WINNER not in words


@pytest.mark.parametrize("state", [EntryState.NOT_AWARDED, EntryState.AWARDED])
def test_a_letter_of_thanks_names_nobody_ever(reader, world, state):
    entry = won(world, state)
    set_round(world, RoundState.PUBLISHED)
    words = words_of(reader, output(world, entry, DocumentKind.THANKS_LETTER))
    assert "Letter of thanks" in words
    for secret in (WINNER, entry.title, FILE):
        assert secret not in words, secret


def test_a_published_decision_says_that_an_award_was_taken_back_not_whose(reader, world):
    entry = won(world, EntryState.REVOKED)
    decision = Document.objects.get(kind="decision")
    revocation = issued(world, kind="revocation", number=44, entry=entry)
    revocation.cites.add(decision)
    Document.objects.filter(pk=decision.pk).update(verify_code="mot-ma")
    decision = Document.objects.get(pk=decision.pk)
    assert "44/QĐ-UBND" not in words_of(reader, decision)
    Document.objects.filter(pk=decision.pk).update(state=DocumentState.PUBLISHED, published_at=clock.now())
    words = words_of(reader, decision)
    assert "44/QĐ-UBND" in words
    assert WINNER not in words


def test_every_kind_has_words(world):
    from reports.lists.standing import CHANGED_BY, TYPES, WORDS, Standing

    assert set(TYPES) == set(DocumentKind)
    assert set(WORDS) == set(Standing)
    assert {"correction", "decision", "recall", "revocation"} == set(CHANGED_BY)


@pytest.mark.parametrize("kind", ["decision", "certificate"])
def test_a_page_costs_the_same_whatever_happened(world, django_assert_num_queries, kind):
    entry = won(world)
    set_round(world, RoundState.PUBLISHED)
    paper = Document.objects.get(kind="decision") if kind == "decision" else output(world, entry)
    Document.objects.filter(pk=paper.pk).update(verify_code="ma")
    expected = {"decision": 2, "certificate": 7}[kind]
    for number in range(2):
        further(world, paper, "correction", 60 + number)
        with django_assert_num_queries(expected):
            facts_of(by_code("ma"))


def test_the_answer_is_kept_nowhere_indexed_nowhere_and_tells_no_other_site(reader, world):
    for answer in (page_of(reader, issued(world)), reader.get("/verify/"), reader.get("/verify/khong-co/")):
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"
        assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
        assert "sessionid" not in answer.cookies


@pytest.mark.parametrize(
    "typed", ["{code}", "  {code} ", "https://thi.example.vn/verify/{code}/", "thi.example.vn/verify/{code}"]
)
def test_a_code_may_be_typed_or_pasted_with_its_address(reader, world, typed):
    paper = issued(world)
    answer = reader.get("/verify/", {"code": typed.format(code=paper.verify_code)})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("verify_document", args=[paper.verify_code])


@pytest.mark.parametrize("typed", ["", "   ", "không phải mã", "a/b/", "http://[", "x" * 301, "../../admin?"])
def test_what_is_no_code_is_said_at_its_field(reader, world, typed):
    answer = reader.get("/verify/", {"code": typed})
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert reader.get(answer["Location"]).status_code == 404
    else:
        assert 'aria-invalid="true"' in answer.content.decode()


def test_the_pages_of_a_published_decision_lead_to_its_verification(client, world, settings):
    entry = won(world)
    decision = Document.objects.get(kind="decision")
    Document.objects.filter(pk=decision.pk).update(
        verify_code="mot-ma", state=DocumentState.PUBLISHED, published_at=clock.now()
    )
    set_round(world, RoundState.PUBLISHED)
    assert entry.contest_id == world.contest.pk
    result = client.get(reverse("contest_result", args=[world.contest.slug])).content.decode()
    assert 'href="/verify/mot-ma/"' in result
    assert 'href="/verify/"' in result
    for base in ("https://thi.example.vn", ""):
        settings.PUBLIC_URL, settings.LOCAL_URL = base, "http://127.0.0.1:8000/"
        page = client.get(reverse("document", args=[decision.pk])).content.decode()
        assert f'href="{base or "http://127.0.0.1:8000"}/verify/mot-ma/"' in page


def test_a_draft_has_no_link_to_a_page_that_is_not_there(login, world):
    draft = issued(world, DocumentState.SIGNED)
    page = login("clerk").get(reverse("document", args=[draft.pk])).content.decode()
    assert draft.verify_code not in page
