"""The authority of a demonstration: made once, marked as one, closed to others."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from reports.pdf.authority import open_authority
from reports.pdf.signers import common_name

AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("var") / "keys" / "demo"


@pytest.fixture(scope="module")
def made(place):
    return open_authority(place, at=AT, person="Trần Thị Thử", agency="ỦY BAN NHÂN DÂN PHƯỜNG HƯ CẤU")


def test_every_subject_says_that_it_is_for_demonstration(made):
    chain = [made.person.chain[0], made.agency.chain[0], x509.load_der_x509_certificate(made.roots[0])]
    for certificate in chain:
        assert common_name(certificate).startswith("DEMO ")
        assert "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in certificate.subject.rfc4514_string().replace("\\", "")
    assert common_name(chain[0]) == "DEMO Trần Thị Thử"
    assert common_name(chain[1]) == "DEMO ỦY BAN NHÂN DÂN PHƯỜNG HƯ CẤU"


def test_the_certificates_lead_to_the_root(made):
    root = x509.load_der_x509_certificate(made.roots[0])
    root.verify_directly_issued_by(root)
    for one in (made.person, made.agency):
        one.chain[0].verify_directly_issued_by(root)
        assert one.chain[0].public_key() == one.key.public_key()
        assert one.chain[0].extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment
        assert not one.chain[0].extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_played_clocks_of_years_ago_and_later_readers_are_inside(made):
    for certificate in (
        made.person.chain[0],
        made.agency.chain[0],
        x509.load_der_x509_certificate(made.roots[0]),
    ):
        assert certificate.not_valid_before_utc < datetime(2024, 1, 1, tzinfo=UTC)
        assert certificate.not_valid_after_utc > AT + timedelta(days=20 * 365)


def test_it_is_made_once(made, place):
    again = open_authority(place, at=AT + timedelta(days=9), person="Người khác")
    assert again.roots == made.roots
    assert again.person is made.person


def test_only_the_owner_may_read_it(made, place):
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    files = list(place.iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_the_key_of_the_root_is_nowhere(made, place):
    root = x509.load_der_x509_certificate(made.roots[0]).public_key()
    assert root not in (made.person.key.public_key(), made.agency.key.public_key())
    assert sorted(file.name for file in place.iterdir()) == ["agency.p12", "person.p12", "root.crt"]


def test_two_at_once_get_the_same_and_leave_nothing_beside(tmp_path):
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda _: open_authority(tmp_path / "ca", at=AT), range(2))
    assert one.roots == other.roots
    assert one.person.chain[0].public_bytes(Encoding.DER) == other.person.chain[0].public_bytes(Encoding.DER)
    assert [path.name for path in tmp_path.iterdir()] == ["ca"]


def test_a_long_name_is_cut_between_letters(tmp_path):
    made = open_authority(tmp_path / "ca", at=AT, agency="Ủy ban nhân dân " * 9)
    name = common_name(made.agency.chain[0])
    assert 50 < len(name.encode()) <= 64
    assert name in "DEMO " + "Ủy ban nhân dân " * 9
