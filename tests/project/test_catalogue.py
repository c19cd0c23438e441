"""The Vietnamese is whole: nothing untranslated, no placeholder lost, the compiled file up to date."""

import re
import unicodedata

import pytest
from django.utils import translation

from project import catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|<[^>]+>")
DOMAINS = {"own": catalogue.own, "libraries": catalogue.libraries}


@pytest.fixture(params=DOMAINS, scope="module")
def domain(request):
    return DOMAINS[request.param]()


def texts(message):
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string]


def ids(message):
    return [message.id] if isinstance(message.id, str) else list(message.id)


def test_the_catalogue_holds_what_the_sources_mark(domain):
    marked = set(catalogue.messages(catalogue.extracted(domain)))
    kept = set(catalogue.messages(catalogue.stored(domain)))
    assert len(marked) > 100
    assert sorted(map(str, marked - kept)) == [], "run bin/messages and translate"
    assert sorted(map(str, kept - marked)) == [], "run bin/messages"


def test_nothing_is_untranslated_or_guessed(domain):
    assert catalogue.untranslated(catalogue.stored(domain)) == []


def test_placeholders_are_those_of_the_original(domain):
    wrong = []
    for message in catalogue.messages(catalogue.stored(domain)).values():
        wanted = sorted(PLACEHOLDER.findall(ids(message)[-1]))
        wrong += [text for text in texts(message) if sorted(PLACEHOLDER.findall(text or "")) != wanted]
    assert wrong == []


def test_the_compiled_file_is_up_to_date(domain):
    assert domain.mo.read_bytes() == catalogue.compiled(catalogue.stored(domain)), "run bin/messages"


def test_our_words_address_nobody_and_follow_one_style():
    """No pronoun, no tone mark on the wrong vowel, composed letters only (the product's register)."""
    pronoun = re.compile(r"\b(bạn|quý vị|chúng tôi)\b", re.IGNORECASE)
    old_style = re.compile(r"\b\w*(oà|oá|oả|oã|oạ|uỷ|uý|uỹ|uỵ|uỳ)\b", re.IGNORECASE)
    wrong = []
    for message in catalogue.messages(catalogue.stored(catalogue.own())).values():
        for text in texts(message):
            late = old_style.search(text) and not re.search(r"qu[ýỷỹỵỳ]", text, re.IGNORECASE)
            if pronoun.search(text) or late or unicodedata.normalize("NFC", text) != text:
                wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [("This field is required.", "Vui lòng nhập nội dung này."), ("Log in", "Đăng nhập")],
)
def test_our_words_win_over_the_libraries(english, vietnamese):
    with translation.override("vi"):
        assert translation.gettext(english) == vietnamese
    with translation.override("en"):
        assert translation.gettext(english) == english
