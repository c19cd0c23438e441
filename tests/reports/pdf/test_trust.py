"""The certificates that an operator has laid down."""

import logging
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from reports.pdf.authority import open_authority
from reports.pdf.trust import roots


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    where = tmp_path_factory.mktemp("ca")
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return [open_authority(where / name, at=moment).roots[0] for name in ("a", "b")]


def pem(certificate):
    return x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM)


def test_der_and_pem_are_read_and_other_files_left_alone(tmp_path, pair):
    (tmp_path / "1.crt").write_bytes(pair[0])
    (tmp_path / "2.PEM").write_bytes(pem(pair[1]))
    (tmp_path / "README.txt").write_bytes(pair[1])
    assert roots(tmp_path) == tuple(pair)


def test_one_file_may_hold_several(tmp_path, pair):
    (tmp_path / "all.pem").write_bytes(pem(pair[0]) + pem(pair[1]))
    assert roots(tmp_path) == tuple(pair)


def test_a_bad_file_is_named_and_spoils_no_other(tmp_path, pair, caplog):
    (tmp_path / "a.crt").write_bytes(b"khong phai chung thu")
    (tmp_path / "b.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (tmp_path / "c.cer").write_bytes(pair[0])
    with caplog.at_level(logging.WARNING):
        assert roots(tmp_path) == (pair[0],)
    assert "a.crt" in caplog.text
    assert "b.pem" in caplog.text


def test_no_directory_is_no_trust(tmp_path):
    assert roots(tmp_path / "none") == ()
