"""Names of the fields of documents, as a clerk reads them in an error."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LABELS = {
    "absent": _("absent member"),
    "addressees": _("addressee"),
    "agenda": _("paragraph of the agenda"),
    "annex": _("the annex"),
    "articles": _("article"),
    "authority": _("the authority line"),
    "bases": _("legal basis"),
    "ceremony": _("the ceremony"),
    "chair": _("the chair"),
    "chapters": _("part of the text"),
    "closing": _("the closing sentence"),
    "code": _("the code"),
    "concerning": _("what the letter concerns"),
    "conclusions": _("conclusion"),
    "decided_by": _("who decides"),
    "dissent": _("dissenting opinion"),
    "enclosures": _("enclosed paper"),
    "figures": _("the figures"),
    "full_name": _("the full name"),
    "ground": _("the legal ground"),
    "heading": _("the heading"),
    "issuing_body": _("the issuing body"),
    "judges": _("judge"),
    "jury": _("the jury"),
    "mean": _("the mean"),
    "meeting_place": _("the place of the meeting"),
    "name": _("the name"),
    "note": _("the note"),
    "note_taker": _("the note taker"),
    "notes": _("note"),
    "opening": _("the opening sentence"),
    "other_posts": _("other posts"),
    "paragraphs": _("paragraph"),
    "parent_body": _("the parent body"),
    "people": _("person"),
    "place": _("the place"),
    "position": _("the position"),
    "post": _("the post"),
    "present": _("member present"),
    "prize": _("the prize"),
    "rank": _("the rank"),
    "recipients": _("recipient"),
    "recusals": _("recusal"),
    "results": _("sentence on the results"),
    "review": _("the sentence on reviews"),
    "rows": _("row"),
    "secretary": _("the secretary"),
    "sections": _("section"),
    "signer": _("the signer"),
    "subject": _("the subject"),
    "symbol": _("the symbol"),
    "themes": _("theme"),
    "ties": _("tie"),
    "time_begun": _("the time of the beginning"),
    "time_ended": _("the time of the end"),
    "title": _("the title"),
    "totals": _("total of a judge"),
    "unit": _("the unit"),
    "units": _("unit"),
}
_STEP = re.compile(r"([a-z_]+)((?:\[\d+\])*)")


def describe_field(path: str) -> str:
    """Return ``the annex, section 2, row 4, the title`` for ``annex.sections[2].rows[4].title``."""
    return ", ".join(_step(name, places) for name, places in _STEP.findall(path))


def _step(name: str, places: str) -> str:
    numbers = "–".join(re.findall(r"\d+", places))
    label = str(LABELS.get(name, name))
    return gettext("%(label)s %(number)s") % {"label": label, "number": numbers} if numbers else label
