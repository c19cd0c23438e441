"""The link by which a representative confirms the spelling, and the e-mail that carries it.

The token is made from the installation's secret, so a job can make it again; the database knows its digest.
"""

import base64
import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from workflows.models import SpellingCheck


def token_of(entry_id: int, times: int) -> str:
    """Return the token of the link that asks about an entry for the ``times``-th time."""
    secret = salted_hmac("workflows.spelling", f"{entry_id}:{times}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def digest_of_token(token: str) -> str:
    """Return the SHA-256 of ``token`` in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def send(payload: dict[str, Any], _heartbeat: Callable[[], None]) -> dict[str, Any]:
    """Send the link to the representative: the work of a ``spelling_mail`` job.

    Nothing is sent where the question has been answered or asked anew, or where no address is known; the
    notice inside the product stands all the same.
    """
    check = SpellingCheck.objects.select_related("entry__contest", "entry__owner").get(pk=payload["check"])
    token = token_of(check.entry_id, payload["times"])
    address = address_of(check)
    if check.token_digest != digest_of_token(token) or not check.is_link_open() or not address:
        return {"sent": False}
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = _letter(
            check, urljoin(settings.PUBLIC_URL or settings.LOCAL_URL, reverse("names", args=[token]))
        )
        send_mail(subject, body, None, [address])
    return {"sent": True}


def address_of(check: SpellingCheck) -> str:
    """Return the representative's address, else that of the account behind the entry."""
    authors = sorted(check.entry.authors.all(), key=lambda a: (not a.is_representative, a.order))
    return next((a.email for a in authors[:1] if a.email), check.entry.owner.email)


def _letter(check: SpellingCheck, link: str) -> tuple[str, str]:
    """Return subject and body; they say nothing that only the winner would be told."""
    entry = check.entry
    subject = _("Please check the spelling of names: %(contest)s") % {"contest": entry.contest.title}
    body = _(
        "The organiser of “%(contest)s” asks the people of every entry that was received to check how"
        " names, posts, units and titles are spelt, so that papers are printed without a mistake.\n\n"
        "Entry: %(code)s\n"
        "Please open this link, which needs no account, and confirm the spelling or say what is wrong:\n\n"
        "%(link)s\n\n"
        "The link is valid for 30 days and is meant for the representative of the entry only."
    )
    words = {"contest": entry.contest.title, "code": entry.code or "", "link": link}
    return " ".join(subject.split()), body % words
