"""Why a file could not be signed; each message is one sentence for who signs."""

from datetime import datetime

from django.utils.translation import gettext as _

from workflows.vietnamese.dates import local


class SigningError(Exception):
    """A file cannot be signed."""


class KeyNotOpened(SigningError):
    """The PKCS#12 file cannot be opened: wrong password, or no such file at all."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("The key file “%s” could not be opened: check its password, and that it is PKCS#12.") % name
        )


class KeyUnfit(SigningError):
    """The key is of a kind that we cannot sign with."""

    def __init__(self) -> None:
        super().__init__(_("The certificate has neither an RSA nor an ECDSA key; sign with another one."))


class CertificateOutOfDate(SigningError):
    """The certificate is not yet or no longer valid at the time of signing."""

    def __init__(self, name: str, first: datetime, last: datetime) -> None:
        super().__init__(
            _("The certificate of %(name)s is valid from %(first)s to %(last)s only; sign with another.")
            % {"name": name, "first": _moment(first), "last": _moment(last)}
        )


class ReservationTooSmall(SigningError):
    """The signature does not fit into the room that the file keeps for it."""

    def __init__(self, found: int, room: int) -> None:
        super().__init__(
            _("The signature takes %(found)s bytes, the file has room for %(room)s; prepare it with more.")
            % {"found": found, "room": room}
        )


class FieldNotFree(SigningError):
    """The file has no empty signature field of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("The file has no empty signature field “%s”; take one made for digital signatures.") % name
        )


class SealBeforeSignature(SigningError):
    """The agency seals what a person has signed (Decree 30/2020, Article 14), never before."""

    def __init__(self) -> None:
        super().__init__(_("The agency cannot seal this file yet: a person must sign it first."))


class NotPrepared(SigningError):
    """The file waits for no signature, or was changed since it was prepared."""

    def __init__(self) -> None:
        super().__init__(_("The file is not as it was prepared for the signature; prepare it again."))


class SignatureUnfit(SigningError):
    """The signature that came back was not made with the certificate's key, or for other data."""

    def __init__(self) -> None:
        super().__init__(_("The signature does not belong to this file and certificate; sign again."))


class TokenTrouble(SigningError):
    """The signing token cannot be used."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            _("The signing token could not be used (%s); check that it is plugged in, its label and its PIN.")
            % reason
        )


class Unsignable(SigningError):
    """The bytes are no PDF that can be signed."""

    def __init__(self) -> None:
        super().__init__(_("The file cannot be signed: it is damaged, encrypted or no PDF."))


def _moment(moment: datetime) -> str:
    return f"{local(moment):%d/%m/%Y %H:%M}"
