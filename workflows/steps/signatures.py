"""Who signs the files of this installation: the person who approved the paper, then the agency with its seal.

A demonstration has an authority of its own, which says so in every certificate and picture. A real
installation names its keys in a file (``TRANG_SIGNING``, see docs/operators.md); without one its papers can
only be signed by hand.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from reports.pdf import authority
from reports.pdf.checking import signs_as_demo
from reports.pdf.engine import Rendered
from reports.pdf.fields import Role
from reports.pdf.sign import Seat, sign
from reports.pdf.signers import Signatory, open_pkcs11, open_pkcs12
from reports.pdf.signing_errors import SigningError
from reports.pdf.stamps import demo_seal, demo_signature
from workflows import clock
from workflows.errors import TransitionRefused
from workflows.models import Document


class Hand(NamedTuple):
    """One who signs, and the picture (PNG) that stands in the paper."""

    signatory: Signatory
    picture: bytes


def signed(document: Document, rendered: Rendered) -> bytes:
    """Return the file with the signature of who approved the paper and the seal of the agency.

    Raises:
        TransitionRefused: this installation has no keys for them, or a key does not do its work.
    """
    at = clock.now()
    fields = [field.name for field in rendered.fields if field.role is Role.PERSON]
    seals = [field.name for field in rendered.fields if field.role is Role.AGENCY]
    person, agency = _hands(document)
    try:
        pdf = sign(rendered.pdf, person.signatory, Seat(fields[-1], person.picture), at=at)
        for seal in seals:
            pdf = sign(pdf, agency.signatory, Seat(seal, agency.picture, Role.AGENCY), at=at)
    except SigningError as error:
        raise TransitionRefused("signing", str(error)) from error
    return pdf


def _hands(document: Document) -> tuple[Hand, Hand]:
    if signs_as_demo():
        return _demo(
            str(document.signed_by or ""), document.contest.organizer_name, str(settings.DEMO_AUTHORITY)
        )
    if not settings.SIGNING:
        raise TransitionRefused(
            "no_keys",
            _("No signing keys are set up here. Please choose “By hand on paper” for this paper."),
        )
    return _named(document.signed_by)


def _authority(directory: str) -> authority.DemoAuthority:
    return authority.open_authority(Path(directory), at=clock.now())


@lru_cache(maxsize=64)
def _demo(person: str, agency: str, directory: str) -> tuple[Hand, Hand]:
    keys = _authority(directory)
    return Hand(keys.person, demo_signature(person)), Hand(keys.agency, demo_seal(agency.upper()))


# --- the keys of a real installation -------------------------------------------------------------
def _spec() -> dict[str, Any]:
    """Return what the file of keys says; paths in it are relative to its own folder."""
    try:
        spec: dict[str, Any] = json.loads(Path(settings.SIGNING).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise TransitionRefused("keys", _("The file of signing keys cannot be read.")) from None
    return spec


def _path(name: str) -> Path:
    return Path(settings.SIGNING).parent / name


def _named(person: Any) -> tuple[Hand, Hand]:
    spec = _spec()
    own = spec.get("people", {}).get(getattr(person, "username", ""))
    if own is None:
        words = {"name": person}
        sentence = _("No signing key of %(name)s is set up here. Please choose “By hand on paper”.")
        raise TransitionRefused("no_keys", sentence % words)
    return _hand(own), _hand(spec["agency"])


def _hand(key: dict[str, str]) -> Hand:
    secret = _path(key["secret_file"]).read_text(encoding="utf-8").strip() if "secret_file" in key else ""
    signatory: Signatory
    try:
        if "library" in key:
            signatory = open_pkcs11(
                key["library"], token_label=key["token"], key_label=key["key"], pin=secret
            )
        else:
            signatory = open_pkcs12(_path(key["pkcs12"]), secret.encode() or None)
    except SigningError as error:
        raise TransitionRefused("signing", str(error)) from error
    return Hand(signatory, _path(key["picture"]).read_bytes())
