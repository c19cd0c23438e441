"""Whose signatures are trusted: the root certificates that the operator has laid into one directory."""

import logging
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

log = logging.getLogger(__name__)

ENDINGS = frozenset({".crt", ".cer", ".der", ".pem"})


def roots(directory: Path) -> tuple[bytes, ...]:
    """Return the certificates (DER) of all files in ``directory``, in DER or PEM; by name of file.

    A file that holds no certificate is left out and named in the log: one bad file must not make every
    other signature untrusted.
    """
    if not directory.is_dir():
        return ()
    files = sorted(path for path in directory.iterdir() if path.suffix.lower() in ENDINGS)
    return tuple(one.public_bytes(Encoding.DER) for path in files for one in _certificates(path))


def _certificates(path: Path) -> list[x509.Certificate]:
    try:
        content = path.read_bytes()
        if content.lstrip().startswith(b"-----BEGIN"):
            return x509.load_pem_x509_certificates(content)
        return [x509.load_der_x509_certificate(content)]
    except (OSError, ValueError) as error:
        log.warning("%s holds no certificate and is left out: %s", path, error)
        return []
