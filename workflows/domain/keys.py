"""The key of the installation, with which checkpoints are signed (Ed25519).

Keys are files in ``settings.KEYS_DIR`` and nowhere else, never in the database:

    audit.key            the private key, PKCS #8 in PEM, mode 600, made on first use
    <key id>.pub         a public key in PEM; those of replaced keys stay, so that old seals verify

A key's id is the first 32 hex digits of the SHA-256 of its 32 raw bytes.
"""

import hashlib
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.translation import gettext as _

PRIVATE_NAME = "audit.key"


class KeyTrouble(Exception):
    """The key cannot be used; the message is one sentence for the operator."""


def directory() -> Path:
    """Return the directory of the keys, made on first use, closed to other users."""
    path = Path(settings.KEYS_DIR)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def key_id(key: Ed25519PublicKey) -> str:
    """Return the id under which seals name ``key``."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:32]


def signing_key() -> Ed25519PrivateKey:
    """Return the installation's private key; made on first use.

    Raises:
        KeyTrouble: the file cannot be read, is no such key, or others may read it.
    """
    path = directory() / PRIVATE_NAME
    if not path.exists():
        _write_once(path, _private_pem(Ed25519PrivateKey.generate()), 0o600)
    if path.stat().st_mode & 0o077:
        raise KeyTrouble(
            _("Others may read the key %(path)s: set its mode to 600, then try again.") % {"path": path}
        )
    key = _read_private(path)
    _keep_public(key.public_key())
    return key


def trusted_keys() -> dict[str, Ed25519PublicKey]:
    """Return the public keys kept in the directory, by id computed from the key itself.

    Raises:
        KeyTrouble: a file there is no public key.
    """
    keys = [_read_public(path) for path in sorted(directory().glob("*.pub"))]
    return {key_id(key): key for key in keys}


def sign(text: str) -> tuple[str, str]:
    """Sign ``text`` (as UTF-8); return the key's id and the signature in hex."""
    key = signing_key()
    return key_id(key.public_key()), key.sign(text.encode()).hex()


def is_signed(text: str, signature: str, key: Ed25519PublicKey) -> bool:
    """Say whether ``signature``, in lower-case hex, is ``key``'s over ``text``."""
    try:
        raw = bytes.fromhex(signature)
        key.verify(raw, text.encode())
    except (ValueError, InvalidSignature):
        return False
    # fromhex() also takes capitals and spaces: a signature has one spelling
    return raw.hex() == signature


def _private_pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _read_private(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise KeyTrouble(_("The key %(path)s cannot be read: %(why)s") % {"path": path, "why": error})
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyTrouble(_("The key %(path)s is not an Ed25519 key.") % {"path": path})
    return key


def _read_public(path: Path) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise KeyTrouble(_("The key %(path)s cannot be read: %(why)s") % {"path": path, "why": error})
    if not isinstance(key, Ed25519PublicKey):
        raise KeyTrouble(_("The key %(path)s is not an Ed25519 key.") % {"path": path})
    return key


def _keep_public(key: Ed25519PublicKey) -> None:
    path = directory() / f"{key_id(key)}.pub"
    if not path.exists():
        pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        _write_once(path, pem, 0o644)


def _write_once(path: Path, content: bytes, mode: int) -> None:
    """Link a whole file into place: of two processes that start at once the second reads the first's."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
