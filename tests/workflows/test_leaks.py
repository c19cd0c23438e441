"""Nothing tells the outcome before it is published: the same contest is issued twice, once won by each of two entries.

Whoever may not know the result must get the same answers in both, to the letter, on every page and act.
"""

import hashlib
import re
from contextlib import contextmanager
from decimal import Decimal
from difflib import unified_diff
from io import BytesIO

import openpyxl
import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext
from viewflow.workflow.models import Task

from tests.acting import Acting
from tests.factories import make_world
from workflows import clock
from workflows.flows import acts
from workflows.models import Attachment, Contest, Document, Entry, Installation, Round, WorkItem, grants
from workflows.states import EntryState
from workflows.verbs import Verb
from workflows.views.urls import urlpatterns

pytestmark = pytest.mark.django_db

OUTSIDERS = (
    "author",
    "author_2",
    "unit_officer",
    "unit_head_2",
    "judge",
    "superuser",
    "administrator",
    "public",
)
"""Who must not learn anything before the publication; the first unit's people hold the first entry."""

FIRST, SECOND = "Bưu phẩm trả tận nhà", "Ghế chờ có sạc điện"
EQUAL = {"A": Decimal(40), "B": Decimal(30)}
HIGH, LOW = {"A": Decimal(60), "B": Decimal(40)}, {"A": Decimal(30), "B": Decimal(20)}


class Stage:
    """A contest of two entries whose sheets are all in but those of the last two judges."""

    def __init__(self, **contest):
        self.world = make_world(**contest)
        self.play = Acting(self.world)
        self.first = self.submitted("author", FIRST)
        self.second = self.submitted("author_2", SECOND)
        self.play.received(self.first)
        self.play.received(self.second, head="unit_head_2")
        for entry in (self.first, self.second):
            self.play.scored_by(["judge"], entry, EQUAL)

    def submitted(self, owner, title):
        draft = self.play.draft(owner)
        Entry.objects.filter(pk=draft.pk).update(title=title, search_key=title.lower())
        content = f"%PDF-1.7 {owner}".encode()
        row = Attachment(
            entry=draft,
            kind="article",
            filename=f"{owner}.pdf",
            content_type="application/pdf",
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            added_at=clock.now(),
        )
        row.file.save(row.filename, ContentFile(content), save=True)
        return acts.submit_entry(entry=Entry.objects.get(pk=draft.pk), actor=self.world.actor(owner))

    def issue(self, winner):
        """Bring the contest to its issued decision, won by ``winner``."""
        for entry in (self.first, self.second):
            points = HIGH if entry.pk == winner.pk else LOW
            self.play.scored_by(["judge_2", "judge_3"], entry, points)
        for name, step in (
            ("chair", "close_scoring"),
            ("chair", "approve_results"),
            ("secretary", "minutes"),
            ("standing_head", "submit_for_signature"),
            ("signatory", "sign"),
            ("clerk", "issue"),
        ):
            self.play.do(name, step)

    def client(self, name):
        client = Client()
        if name != "public":
            client.force_login(self.world[name])
        return client


def reset_sequences():
    """Let keys begin where the rows end: a roll-back on PostgreSQL does not turn its sequences back."""
    every = list(apps.get_models(include_auto_created=True))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), every):
            cursor.execute(statement)


@contextmanager
def undone():
    """Whatever happens inside has not happened afterwards; nothing remembers it."""
    reset_sequences()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    grants.forget()


def addresses():
    """Every address of the case's pages, with every object that there is."""
    entries = list(Entry.objects.values_list("pk", flat=True))
    objects = {
        "entries": entries,
        "tasks": [
            *WorkItem.objects.values_list("pk", flat=True),
            Task.objects.filter(owner__isnull=False).last().pk,
        ],
        "files": list(Attachment.objects.values_list("pk", flat=True)),
        "contests": list(Contest.objects.values_list("slug", flat=True)),
        "documents": list(Document.objects.values_list("pk", flat=True)),
        "rounds": list(Round.objects.values_list("pk", flat=True)),
    }
    found = [f"entries/?state={state}" for state in ("scored", "awarded", "not_awarded")]
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        if route.count("<") < 2 and not re.search(
            r"/(claim|release|reassign|save|recuse|extend|body|author-deadline|remind|read)/$", route
        ):
            named = re.sub(r"<\w+:(\w+)>", "{}", route)
            found += [named.format(key) for key in objects.get(route.split("/")[0], [0])]
    found += [f"entries/{pk}/acts/{verb}/" for pk in entries for verb in POSTED]
    return ["/" + path for path in dict.fromkeys(found)]


POSTED = (
    Verb.WITHDRAW,
    Verb.SUBMIT,
    Verb.SAVE_DRAFT,
    Verb.REINSTATE,
    Verb.DISQUALIFY,
    Verb.AWARD,
    Verb.REVOKE,
)
"""Acts that an outsider may try, to read from the refusal where an entry stands."""


def answers(client):
    """Return what the client gets from every address: status, where to, and all the words."""
    found = {}
    for path in addresses():
        found[path] = answer_of(client, path)
    return found


def answer_of(client, path):
    answer = client.post(path, {"reason": "Thử"}) if "/acts/" in path else client.get(path)
    return answer.status_code, answer.headers.get("Location", ""), text_of(answer)


def statuses(client, paths):
    return [answer_of(client, path)[0] for path in paths]


def differences(first, second):
    """Return what differs by address: status and place, and the lines of the page."""
    return {
        path: (
            one[:2],
            second[path][:2],
            list(unified_diff(one[2].splitlines(), second[path][2].splitlines(), n=0, lineterm="")),
        )
        for path, one in first.items()
        if one != second[path]
    }


def text_of(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "spreadsheet" in answer.headers.get("Content-Type", ""):
        sheet = openpyxl.load_workbook(BytesIO(content)).active
        return "\n".join("|".join(str(cell) for cell in row) for row in sheet.iter_rows(values_only=True))
    if not answer.headers.get("Content-Type", "").startswith("text/"):
        return repr(content)
    # digests of events are salted, and the machine's own minute stands beside them
    text = re.sub(r'(class="t-hash">)[0-9a-f]+', r"\1…", content.decode())
    text = re.sub(rf"(<dt>{gettext('Written at')}</dt><dd[^>]*>)[^<]+", r"\1…", text)
    # keys of rows tell when something was written, not what
    text = re.sub(r"(/sheets/)\d+(/)", r"\1…\2", text)
    return re.sub(
        r"(csrfmiddlewaretoken\W+value=|x-csrftoken\W+|nonce=)\S+", r"\1…", text, flags=re.IGNORECASE
    )


@pytest.fixture
def at_one_moment(db):
    Installation.mark_demo()
    with clock.moved_to(clock.machine_now().replace(microsecond=0)):
        yield


@pytest.mark.parametrize(
    ("is_blind", "names"), [(False, OUTSIDERS), (True, ["judge"])], ids=["open", "blind"]
)
def test_the_outcome_changes_nothing_for_those_who_may_not_know_it(at_one_moment, is_blind, names):
    stage = Stage(is_blind=is_blind)
    seen = []
    for winner in (stage.first, stage.second):
        with undone():
            stage.issue(winner)
            assert Entry.objects.get(pk=winner.pk).state == EntryState.AWARDED
            assert Document.objects.filter(kind="decision", state="issued").count() == 1
            seen.append({name: answers(stage.client(name)) for name in names})
    for name in names:
        first, second = seen[0][name], seen[1][name]
        assert differences(first, second) == {}, name
        assert any(status == 200 for status, _to, _words in first.values()), name


def test_the_decision_stays_closed_until_it_is_published(at_one_moment):
    stage = Stage()
    stage.issue(stage.first)
    decision = Document.objects.get(kind="decision")
    paths = [
        reverse("document", args=[decision.pk]),
        reverse("document_file", args=[decision.pk]),
        reverse("contest_result", args=[stage.world.contest.slug]),
    ]
    proposal = reverse("document", args=[Document.objects.get(kind="proposal").pk])
    for name in OUTSIDERS:
        client = stage.client(name)
        assert statuses(client, [*paths, proposal]) == [404] * 4, name
    for name in ("secretary", "chair", "signatory", "clerk", "accountant", "auditor"):
        assert statuses(stage.client(name), paths[1:2]) == [200], name
    stage.play.do("secretary", "publish_results")
    for name in OUTSIDERS:
        client = stage.client(name)
        assert statuses(client, paths) == [200] * 3, name
        assert statuses(client, [proposal]) == [404], name
        assert FIRST in client.get(paths[2]).content.decode(), name
    page = stage.client("author").get(reverse("entry", args=[stage.first.pk])).content.decode()
    assert "Giải Nhất" in page
    page = stage.client("author_2").get(reverse("entry", args=[stage.second.pk])).content.decode()
    assert "Giải Nhì" in page


def test_nobody_reads_the_entries_of_another_unit(at_one_moment):
    stage = Stage()
    stage.issue(stage.first)
    for name in ("author", "unit_officer", "unit_head", "public"):
        words = "\n".join(text for _status, _to, text in answers(stage.client(name)).values())
        assert SECOND not in words, name
        assert str(stage.world["author_2"]) not in words, name
        assert stage.second.code not in words, name
    for name in ("author_b", "superuser"):
        words = "\n".join(text for _status, _to, text in answers(stage.client(name)).values())
        assert FIRST not in words, name


@pytest.mark.parametrize("issued", [False, True], ids=["scoring", "issued"])
def test_a_blind_judge_reads_no_names(at_one_moment, issued):
    stage = Stage(is_blind=True)
    if issued:
        stage.issue(stage.first)
    found = answers(stage.client("judge_2"))
    words = "\n".join(text for _status, _to, text in found.values())
    assert FIRST in words
    for entry, owner in ((stage.first, "author"), (stage.second, "author_2")):
        person = stage.world[owner]
        for secret in (
            person.full_name,
            person.username,
            person.email,
            entry.code,
            f"{owner}.pdf",
            "0912345678",
        ):
            assert secret not in words, secret
        assert all(
            entry.unit.name not in text
            for path, (_s, _t, text) in found.items()
            if not path.startswith("/contests")
        )
