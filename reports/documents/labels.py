"""Names of the fields of documents, as a clerk reads them in an error."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LABELS = {
    "annex": _("the annex"),
    "articles": _("article"),
    "authority": _("the authority line"),
    "bases": _("legal basis"),
    "decided_by": _("who decides"),
    "full_name": _("the full name"),
    "heading": _("the heading"),
    "issuing_body": _("the issuing body"),
    "name": _("the name"),
    "note": _("the note"),
    "notes": _("note"),
    "other_posts": _("other posts"),
    "parent_body": _("the parent body"),
    "people": _("person"),
    "place": _("the place"),
    "position": _("the position"),
    "post": _("the post"),
    "prize": _("the prize"),
    "recipients": _("recipient"),
    "rows": _("row"),
    "sections": _("section"),
    "signer": _("the signer"),
    "subject": _("the subject"),
    "symbol": _("the symbol"),
    "title": _("the title"),
}
_STEP = re.compile(r"([a-z_]+)((?:\[\d+\])*)")


def describe_field(path: str) -> str:
    """Return ``the annex, section 2, row 4, the title`` for ``annex.sections[2].rows[4].title``."""
    return ", ".join(_step(name, places) for name, places in _STEP.findall(path))


def _step(name: str, places: str) -> str:
    numbers = "–".join(re.findall(r"\d+", places))
    label = str(LABELS.get(name, name))
    return gettext("%(label)s %(number)s") % {"label": label, "number": numbers} if numbers else label
