"""The form of a draft: values to text and back, whatever their shape; buttons lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.paper_draft import MOST_ARTICLES, DraftPart, PaperDraftForm, after, spread_all
from forms.signing_block import Candidate

SIGNER = {"position": "CHỦ TỊCH", "full_name": "Nguyễn Văn Ký", "authority": None, "other_posts": []}
WHO = [
    Candidate("Nguyễn Văn Ký", "Nguyễn Văn Ký", "CHỦ TỊCH"),
    Candidate("Lê Thị Thay", "Lê Thị Thay", "PHÓ", "KT. CHỦ TỊCH"),
]
LINE = (
    st.text(alphabet="aăâbcđeêộữ .;“”", min_size=1, max_size=30)
    .map(lambda t: " ".join(t.split()))
    .filter(bool)
)


def part(name, shape, value, **more):
    return DraftPart(name, name, shape, value, more.pop("standard", value), **more)


def form_of(parts, data=None, check=lambda _path, _value: "", **options):
    return PaperDraftForm(data, parts=parts, signers=WHO, check=check, **options)


def fields(form):
    assert form.is_valid(), form.errors
    return form.cleaned_data["fields"]


@given(
    subject=LINE,
    bases=st.lists(LINE, max_size=5),
    articles=st.lists(st.lists(LINE, min_size=1, max_size=3), max_size=4),
)
def test_what_is_not_touched_comes_back_as_it_was(subject, bases, articles):
    parts = [
        part("subject", "text", subject), part("bases", "lines", bases),
        part("articles", "articles", articles), part("signer", "signer", SIGNER), part("day", "day", None),
    ]  # fmt: skip
    assert fields(form_of(parts, spread_all(parts))) == {
        "subject": subject, "bases": bases, "articles": articles, "signer": SIGNER, "day": None,
    }  # fmt: skip


def test_blank_lines_and_stray_spaces_are_dropped():
    parts = [part("bases", "lines", [])]
    assert fields(form_of(parts, {"bases": "  một \r\n\r\n hai  ba \n"})) == {"bases": ["một", "hai ba"]}


def test_a_day_is_kept_as_iso():
    assert fields(form_of([part("day", "day", None)], {"day": "2024-08-01"})) == {"day": "2024-08-01"}


def test_the_check_is_asked_with_the_place_in_the_record():
    asked = {}
    parts = [part("subject", "text", "A"), part("articles", "articles", [["a"], ["b"]])]
    form_of(parts, spread_all(parts), check=lambda path, value: asked.update({path: value}) or "").is_valid()
    assert asked == {"subject": "A", "articles[1]": ["a"], "articles[2]": ["b"]}


def test_articles_that_are_needed_cannot_all_go():
    parts = [part("articles", "articles", [["a"]], needed=True)]
    assert not form_of(parts, {"articles-count": "1", "articles-0": " "}).is_valid()
    assert not form_of(parts, {"articles-count": "0"}).is_valid()


@pytest.mark.parametrize("count", ["", "x", "-1", "99999", "٣", "1e3"])
def test_a_forged_count_does_no_harm(count):
    form = form_of([part("articles", "articles", [])], {"articles-count": count})
    assert form.is_valid()
    assert len(form.fields) <= MOST_ARTICLES + 2


def test_an_authority_needs_whose_it_is():
    data = spread_all([part("signer", "signer", SIGNER)]) | {"signer-mode": "TM."}
    assert "signer-body" in form_of([part("signer", "signer", SIGNER)], data).errors


def test_a_bare_authority_of_the_contest_s_own_list_is_kept():
    bare = SIGNER | {"authority": "TM."}
    parts = [part("signer", "signer", bare)]
    assert fields(form_of(parts, spread_all(parts))) == {"signer": bare}


def test_the_stand_in_of_the_standard_wording_needs_no_terms():
    """It comes from the contest's own list of signers, where it was entered."""
    deputy = SIGNER | {"authority": "KT. CHỦ TỊCH", "position": "PHÓ CHỦ TỊCH"}
    parts = [part("signer", "signer", SIGNER, standard=deputy)]
    assert form_of(parts, spread_all([part("signer", "signer", deputy)])).is_valid()


def test_a_part_in_its_standard_wording_offers_no_way_back():
    parts = [part("subject", "text", "khác", standard="chuẩn"), part("bases", "lines", ["a", "b"])]
    assert [group["is_standard"] for group in form_of(parts).groups()] == [False, True]
    typed = {"subject": "chuẩn", "bases": "a\r\nb\r\nc"}
    assert [group["is_standard"] for group in form_of(parts, typed).groups()] == [True, False]


def test_buttons_change_their_own_part_only():
    parts = [part("articles", "articles", [["a"], ["b"]]), part("signer", "signer", SIGNER)]
    typed = spread_all(parts) | {"note": "giữ"}
    added = after("add:articles", typed, parts, WHO)
    assert (added["articles-count"], added["articles-2"], added["note"]) == ("3", "", "giữ")
    gone = after("remove:articles:0", typed, parts, WHO)
    assert (gone["articles-count"], gone["articles-0"]) == ("1", "b")
    assert "articles-1" not in gone
    filled = after("person:signer", typed | {"signer-full_name": "Lê Thị Thay"}, parts, WHO)
    assert (filled["signer-mode"], filled["signer-position"]) == ("KT.", "PHÓ")
    for act in ("remove:articles:7", "remove:articles:", "person:articles", "add:signer", "x", ""):
        assert after(act, typed, parts, WHO) == typed
