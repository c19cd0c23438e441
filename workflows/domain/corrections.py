"""Mending the spelling of what papers will print: the secretary's act, told to the author."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from workflows.domain import dues, notices, spelling
from workflows.domain.actors import Actor
from workflows.domain.entries import require_reason
from workflows.domain.transition import perform, unit_of_work
from workflows.errors import InputRefused
from workflows.models import Entry, EntryAuthor
from workflows.models.notice import NoticeKind
from workflows.verbs import Verb
from workflows.vietnamese.characters import printed, unprintable
from workflows.vietnamese.fold import fold
from workflows.vietnamese.text import nfc

OF_ENTRY = ("title", "collective_name")
OF_AUTHOR = ("full_name", "position", "unit_name")


def correct_entry(
    *,
    entry: Entry,
    actor: Actor,
    reason: str,
    fields: Mapping[str, str],
    authors: Mapping[int, Mapping[str, str]],
    expected_version: int | None = None,
) -> Entry:
    """Put ``fields`` (of the entry) and ``authors`` (by key) right; the author reads what has been changed.

    Where the spelling was asked for, an answer given before counts no more and it is asked for anew.

    Raises:
        InputRefused: nothing would change, something is empty that must not be, or cannot be printed.
    """
    require_reason(reason)
    with unit_of_work():
        changed = _changed_authors(entry, authors)
        own: dict[str, Any] = {n: nfc(fields[n]).strip() for n in OF_ENTRY if n in fields}
        own = {name: value for name, value in own.items() if value != getattr(entry, name)}
        _check(entry, own, changed)
        if "title" in own:
            own["search_key"] = fold(own["title"])
        names = [*own, *(f"author.{a.pk}.{field}" for a, values in changed for field in values)]
        corrected = perform(
            Verb.CORRECT_ENTRY,
            entry,
            actor=actor,
            expected_version=expected_version,
            note=reason,
            data={"fields": sorted(set(names) - {"search_key"})},
            **own,
        )
        _write(changed)
        dues.rename_due(corrected)
        notices.tell_author(corrected, NoticeKind.NAMES_CORRECTED, text=reason)
        spelling.ask_again(corrected, actor)
        return corrected


def _changed_authors(
    entry: Entry, authors: Mapping[int, Mapping[str, str]]
) -> list[tuple[EntryAuthor, dict[str, Any]]]:
    found = []
    for author in entry.authors.all():
        given = {f: nfc(v).strip() for f, v in authors.get(author.pk, {}).items() if f in OF_AUTHOR}
        values = {field: value for field, value in given.items() if value != getattr(author, field)}
        if values:
            found.append((author, values))
    return found


def _check(entry: Entry, own: dict[str, Any], changed: list[tuple[EntryAuthor, dict[str, Any]]]) -> None:
    if not own and not changed:
        raise InputRefused("unchanged", _("Nothing has been changed; please correct what is wrong."))
    needed = [own.get("title", "-"), *(values.get("full_name", "-") for _author, values in changed)]
    if entry.author_kind == "collective":
        needed.append(own.get("collective_name", "-"))
    if not all(needed):
        raise InputRefused("empty", _("Title and names cannot be left empty."))
    _check_lengths([(entry, own), *changed])
    for text in [*own.values(), *(text for _author, values in changed for text in values.values())]:
        if char := unprintable(printed(text)):
            sentence = _("“%(text)s” holds the character “%(char)s”, which papers cannot print.")
            raise InputRefused("unprintable", sentence % {"text": text, "char": char})


def _check_lengths(changed: list[tuple[Any, dict[str, Any]]]) -> None:
    for row, values in changed:
        for name, text in values.items():
            field = row._meta.get_field(name)
            if len(text) > field.max_length:
                words = {"field": field.verbose_name, "length": len(text), "most": field.max_length}
                sentence = _("The %(field)s has %(length)d characters, at most %(most)d; please shorten it.")
                raise InputRefused("too_long", sentence % words)


def _write(changed: list[tuple[EntryAuthor, dict[str, Any]]]) -> None:
    for author, values in changed:
        for field, value in values.items():
            setattr(author, field, value)
        author.save(update_fields=list(values))
