"""Editing a paper: a form made of the fields of its record, whatever kind of paper it is.

Every field of the record is one or more fields of the form, named after it; what was typed is text (``raw``)
until it is whole. Nothing that was typed is lost by adding, removing or resetting a part.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forms import signing_block
from forms.signing_block import Candidate
from workflows.vietnamese.signing_line import SigningLine, parse, stands_in

MOST_ARTICLES = 60

Raw = dict[str, str]
Check = Callable[[str, Any], str]
"""Asked for each value under its path in the record: returns what is wrong with it, or nothing."""


@dataclass(frozen=True)
class DraftPart:
    """One editable field: ``shape`` as ``reports.documents.editing.Shape``; both values are plain data.

    ``value`` is what the draft says, ``standard`` what the standard wording would say.
    """

    name: str
    label: str
    shape: str
    value: Any
    standard: Any
    needed: bool = False

    @property
    def group_label(self) -> str:
        """Return the label with a large first letter, as it stands above its fields."""
        return f"{self.label[:1].upper()}{self.label[1:]}"


def lines_of(text: str) -> list[str]:
    """Return the lines that hold something, each tidy."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def spread(part: DraftPart, value: Any) -> Raw:
    """Return the text of the form's fields for a value of the record."""
    name = part.name
    if part.shape == "lines":
        return {name: "\n".join(value or ())}
    if part.shape == "articles":
        texts = {f"{name}-{place}": "\n".join(item) for place, item in enumerate(value or ())}
        return {f"{name}-count": str(len(value or ()))} | texts
    if part.shape == "signer":
        line = parse(value["authority"])
        return {
            f"{name}-full_name": value["full_name"],
            f"{name}-mode": line.mode,
            f"{name}-body": line.body,
            f"{name}-position": value["position"],
            f"{name}-other_posts": "\n".join(value["other_posts"]),
        }
    return {name: value or ""}


def count_of(part: DraftPart, raw: Mapping[str, Any]) -> int:
    """Return how many articles the form shows."""
    text = str(raw.get(f"{part.name}-count") or "0")
    return min(int(text), MOST_ARTICLES) if text.isdecimal() and len(text) < 4 else 0


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def fields_of(
    part: DraftPart, raw: Mapping[str, Any], signers: Sequence[Candidate]
) -> dict[str, forms.Field]:
    """Return the fields of the form for one field of the record."""
    label, name = part.group_label, part.name
    if part.shape == "signer":
        return signing_block.fields_of(name, signers)
    if part.shape == "articles":
        number = _("%(label)s %(n)d")
        found: dict[str, forms.Field] = {
            f"{name}-count": forms.CharField(widget=forms.HiddenInput, required=False)
        }
        for place in range(count_of(part, raw)):
            words = str(number) % {"label": label, "n": place + 1}
            found[f"{name}-{place}"] = forms.CharField(label=words, required=False, widget=_area(4))
        return found
    if part.shape == "day":
        return {name: forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}))}
    if part.shape == "lines":
        rows = max(3, min(12, len(part.value or ()) + 1))
        help_text = _("One on each line.")
        return {
            name: forms.CharField(label=label, help_text=help_text, required=part.needed, widget=_area(rows))
        }
    widget = forms.TextInput() if part.shape == "line" else _area(3)
    return {name: forms.CharField(label=label, required=part.needed, widget=widget)}


class PaperDraftForm(forms.Form):
    """The draft of one paper; ``cleaned_data["fields"]`` has the edited fields of the record as plain data.

    Args:
        parts: the editable fields.
        signers: who may sign.
        check: what is wrong with a value.
        raw: text to begin with; by default what the draft says.
    """

    note = forms.CharField(
        label=_("Note on this version"),
        help_text=_("What has been changed, for those who compare versions later."),
        required=False,
        max_length=500,
    )
    field_order: list[str] = []

    def __init__(
        self,
        data: Any = None,
        *,
        parts: Sequence[DraftPart],
        signers: Sequence[Candidate],
        check: Check,
        raw: Mapping[str, Any] | None = None,
    ) -> None:
        self.parts, self.check = list(parts), check
        begun = raw if raw is not None else spread_all(self.parts)
        super().__init__(data, initial=dict(begun))
        shown = self.data if self.is_bound else begun
        for part in self.parts:
            self.fields.update(fields_of(part, shown, signers))
        self.order_fields([name for name in self.fields if name != "note"])
        for part in (one for one in self.parts if one.shape == "articles"):
            self.fields[f"{part.name}-count"].initial = str(count_of(part, shown))

    def clean(self) -> dict[str, Any]:
        """Put the fields of the record together, each checked for what papers can print."""
        cleaned = super().clean() or {}
        found, notes = {}, [cleaned.get("note", "")]
        for part in self.parts:
            found[part.name] = self._value(part, cleaned)
            if part.shape == "signer":
                notes.append(self._stand_in(part, found[part.name], cleaned))
        cleaned["fields"] = found
        cleaned["note"] = "\n".join(note for note in notes if note)
        return cleaned

    def _value(self, part: DraftPart, cleaned: Mapping[str, Any]) -> Any:
        text = cleaned.get(part.name, "")
        if part.shape == "articles":
            return self._articles(part, cleaned)
        if part.shape == "signer":
            return self._signer(part, cleaned)
        if part.shape == "day":
            return text.isoformat() if text else None
        value: Any = lines_of(text) if part.shape == "lines" else " ".join(text.split())
        self._refuse(part.name, part.name, value)
        return value

    def _refuse(self, field: str, path: str, value: Any) -> None:
        if field in self.fields and field not in self.errors and (problem := self.check(path, value)):
            self.add_error(field, problem)

    def _articles(self, part: DraftPart, cleaned: Mapping[str, Any]) -> list[list[str]]:
        found = []
        for place in range(count_of(part, self.data)):
            name = f"{part.name}-{place}"
            article = lines_of(cleaned.get(name, ""))
            self._refuse(name, f"{part.name}[{place + 1}]", article)
            found += [article] if article else []
        if part.needed and not found:
            self.add_error(
                f"{part.name}-0" if f"{part.name}-0" in self.fields else None, _t("Please fill this in.")
            )
        return found

    def _signer(self, part: DraftPart, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        def text(field: str) -> str:
            return " ".join(str(cleaned.get(f"{part.name}-{field}") or "").split())

        value = {
            "position": text("position"),
            "full_name": text("full_name"),
            "authority": str(SigningLine(text("mode"), text("body"))) or None,
            "other_posts": lines_of(str(cleaned.get(f"{part.name}-other_posts") or "")),
        }
        if text("mode") and not text("body") and value not in (part.value, part.standard):
            self.add_error(f"{part.name}-body", _t("Please say for whom: “KT. CHỦ TỊCH” names the head."))
        for field in ("position", "body", "other_posts"):
            self._refuse(f"{part.name}-{field}", part.name, text(field))
        return value

    def _stand_in(self, part: DraftPart, value: Mapping[str, Any], cleaned: Mapping[str, Any]) -> str:
        """Return the stand-in in one sentence; ask for its terms where it is new to this paper."""
        name, line = part.name, value["authority"]
        if not stands_in(line) or value in (part.value, part.standard):
            return ""
        missing = signing_block.unstated(name, cleaned)
        for field, sentence in missing:
            if field not in self.errors:
                self.add_error(field, sentence)
        has_errors = any(field.startswith(f"{name}-") for field in self.errors)
        return "" if missing or has_errors else signing_block.note_of(name, str(line), cleaned)

    def groups(self) -> list[dict[str, Any]]:
        """Return the parts as the page shows them, each with its bound fields."""
        shown = self.data if self.is_bound else self.initial
        return [self._group(part, shown) for part in self.parts]

    def _group(self, part: DraftPart, shown: Mapping[str, Any]) -> dict[str, Any]:
        names = [name for name in self.fields if name == part.name or name.startswith(f"{part.name}-")]
        standard = spread(part, part.standard)
        return {
            "part": part,
            "fields": [self[name] for name in names],
            "is_standard": all(_same(shown.get(name), text) for name, text in standard.items()),
            "may_add": len(names) <= MOST_ARTICLES,
        }


def _same(typed: Any, text: str) -> bool:
    return str(typed or "").replace("\r\n", "\n").strip() == text.strip()


def spread_all(parts: Sequence[DraftPart]) -> Raw:
    """Return the text of all fields for what the draft says."""
    return {name: text for part in parts for name, text in spread(part, part.value).items()}


def after(
    act: str, typed: Mapping[str, Any], parts: Sequence[DraftPart], signers: Sequence[Candidate]
) -> Raw:
    """Return what was typed after a button of the form: ``add:NAME``, ``remove:NAME:PLACE``, …

    ``standard:NAME`` puts the standard wording back, ``person:NAME`` what the list says of the signer. An
    act that is none changes nothing.
    """
    raw = {name: str(value) for name, value in typed.items()}
    what, _sep, rest = act.partition(":")
    name, _sep, place = rest.partition(":")
    part = next((one for one in parts if one.name == name), None)
    if part is None:
        return raw
    if what == "standard":
        kept = {key: text for key, text in raw.items() if key != name and not key.startswith(f"{name}-")}
        return kept | spread(part, part.standard)
    if what == "person" and part.shape == "signer":
        return raw | _person(name, raw, signers)
    if part.shape == "articles" and what in ("add", "remove"):
        return _moved(part, raw, None if what == "add" else place)
    return raw


def _person(name: str, raw: Raw, signers: Sequence[Candidate]) -> Raw:
    chosen = next((one for one in signers if one.full_name == raw.get(f"{name}-full_name")), None)
    if chosen is None:
        return {}
    line = parse(chosen.authority)
    return {f"{name}-position": chosen.position, f"{name}-mode": line.mode, f"{name}-body": line.body}


def _moved(part: DraftPart, raw: Raw, removed: str | None) -> Raw:
    """Return the articles with one more at the end, or without the one at ``removed``."""
    texts = [raw.get(f"{part.name}-{place}", "") for place in range(count_of(part, raw))]
    if removed is None:
        texts.append("")
    elif removed in map(str, range(len(texts))):
        del texts[int(removed)]
    others = {key: text for key, text in raw.items() if not key.startswith(f"{part.name}-")}
    numbered = {f"{part.name}-{place}": text for place, text in enumerate(texts)}
    return others | {f"{part.name}-count": str(min(len(texts), MOST_ARTICLES))} | numbered
