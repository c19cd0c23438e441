"""The key of the installation."""

import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from workflows.domain import keys


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.KEYS_DIR = tmp_path / "var" / "keys"
    return Path(settings.KEYS_DIR)


def test_the_key_is_made_once_and_closed_to_others(home: Path) -> None:
    first, second = keys.signing_key(), keys.signing_key()
    assert first.private_bytes_raw() == second.private_bytes_raw()
    assert stat.S_IMODE((home / keys.PRIVATE_NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert list(keys.trusted_keys()) == [keys.key_id(first.public_key())]
    assert sorted(path.name for path in home.iterdir()) == [
        *sorted([keys.PRIVATE_NAME, f"{keys.key_id(first.public_key())}.pub"])
    ]


def test_only_public_keys_kept_here_are_trusted(home: Path) -> None:
    key_id, __ = keys.sign("seal")
    (home / f"{key_id}.pub").unlink()
    assert keys.trusted_keys() == {}


def test_a_replaced_key_stays_trusted(home: Path) -> None:
    old, __ = keys.sign("seal")
    (home / keys.PRIVATE_NAME).unlink()
    new, __ = keys.sign("seal")
    assert old != new
    assert set(keys.trusted_keys()) == {old, new}


def test_a_signature_has_one_spelling() -> None:
    key_id, signature = keys.sign("Ấn")
    key = keys.trusted_keys()[key_id]
    assert keys.is_signed("Ấn", signature, key)
    other = signature.replace(signature[0], "0" if signature[0] != "0" else "1", 1)
    for spoilt in (signature.upper(), f" {signature}", signature[:-2], other, "", "x" * 128):
        assert not keys.is_signed("Ấn", spoilt, key) or spoilt == signature
    assert not keys.is_signed("Ân", signature, key)


def test_a_key_that_others_may_read_is_not_used(home: Path) -> None:
    keys.signing_key()
    (home / keys.PRIVATE_NAME).chmod(0o640)
    with pytest.raises(keys.KeyTrouble, match="600"):
        keys.signing_key()


@pytest.mark.parametrize("name", [keys.PRIVATE_NAME, "old.pub"])
def test_a_file_that_is_no_key_is_said_so(home: Path, name: str) -> None:
    path = keys.directory() / name
    path.write_text("nothing")
    path.chmod(0o600)
    with pytest.raises(keys.KeyTrouble, match=name):
        keys.signing_key() if name == keys.PRIVATE_NAME else keys.trusted_keys()


def test_a_key_of_another_kind_is_said_so(home: Path) -> None:
    pem = generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = keys.directory() / keys.PRIVATE_NAME
    path.write_bytes(pem)
    path.chmod(0o600)
    with pytest.raises(keys.KeyTrouble, match="Ed25519"):
        keys.signing_key()
