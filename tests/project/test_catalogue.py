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


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A catalogue of two marked strings, translated and compiled: the whole of what is checked."""
    source = tmp_path / "source.py"
    source.write_text('_("Send")\npgettext("noun", "Return")\n')
    small = catalogue.Domain(tmp_path / "locale", (source,))
    for message in (whole := catalogue.update(small)):
        message.string = f"{message.id} (vi)" if message.id else message.string
    write(small, whole)
    monkeypatch.setattr(catalogue, "own", lambda: small)
    monkeypatch.setattr(catalogue, "libraries", lambda: small)
    return small


def write(domain, catalog):
    with domain.po.open("wb") as file:
        catalogue.write_po(file, catalog)
    domain.mo.write_bytes(catalogue.compiled(catalogue.stored(domain)))


def mark_another(domain):
    domain.files[0].write_text(domain.files[0].read_text() + '_("Withdraw")\n')


def drop_a_mark(domain):
    domain.files[0].write_text('_("Send")\n')


def leave_one_out(domain):
    catalog = catalogue.stored(domain)
    catalog.get("Send").string = ""
    write(domain, catalog)


def guess_one(domain):
    catalog = catalogue.stored(domain)
    catalog.get("Send").flags.add("fuzzy")
    write(domain, catalog)


def forget_to_compile(domain):
    domain.mo.write_bytes(b"older")


def lose_the_compiled(domain):
    domain.mo.unlink()


FAULTS = {
    mark_another: "not in the catalogue: 'Withdraw'",
    drop_a_mark: "no longer used: 'Return'",
    leave_one_out: "untranslated: 'Send'",
    guess_one: "untranslated: 'Send'",
    forget_to_compile: "not compiled: ",
    lose_the_compiled: "not compiled: ",
}


def test_a_whole_catalogue_passes_the_check(small, capsys):
    assert catalogue.check() == 0
    assert capsys.readouterr().out == "0 to mend\n"


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__)
def test_the_check_names_every_fault_and_writes_nothing(small, spoil, capsys):
    spoil(small)
    before = {path: path.read_bytes() for path in small.folder.rglob("*") if path.is_file()}
    assert catalogue.check() == 1
    first, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith(FAULTS[spoil])
    assert {path: path.read_bytes() for path in small.folder.rglob("*") if path.is_file()} == before


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
