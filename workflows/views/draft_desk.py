"""A paper on the desk of who drafts it: its form, what cannot be edited, what the draft then says."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property

from forms.paper_draft import DraftPart, PaperDraftForm
from forms.signing_block import Candidate
from reports import papers
from reports.documents import comparing
from reports.documents.editing import fixed_of, shapes_of
from reports.documents.kinds import KINDS
from reports.documents.labels import describe_field
from reports.documents.record import from_plain
from reports.pdf import engine
from reports.pdf.errors import DocumentError
from reports.pdf.text import Intake
from workflows.domain import signers, spelling
from workflows.models import Document

_NEEDED = frozenset({"subject", "concerning", "articles", "chapters", "place", "paragraphs"})


class Desk:
    """One draft; the models are read once, when the desk is set up."""

    def __init__(self, document: Document) -> None:
        self.document, self.kind = document, papers.printed_as(document)
        self.fresh = papers.fresh_record(document)
        self.draft = papers.renewed_record(document, self.fresh)

    @cached_property
    def parts(self) -> list[DraftPart]:
        """The editable fields with what the draft says and what the standard wording would say."""
        return [
            DraftPart(
                name, describe_field(name), str(shape), self.draft[name], self.fresh[name], self._needs(name)
            )
            for name, shape in shapes_of(self.kind).items()
        ]

    def _needs(self, name: str) -> bool:
        return name in _NEEDED and bool(self.fresh[name])

    @cached_property
    def signers(self) -> list[Candidate]:
        """Who may sign: whoever the draft and the standard wording name, and who holds an office here."""
        named = [
            (value["full_name"], value["position"], value["authority"] or "")
            for part in self.parts
            if part.shape == "signer"
            for value in (part.standard, part.value)
        ]
        found: dict[str, Candidate] = {}
        for name, position, authority in (*signers.signatories(self.document), *named):
            words = ", ".join(text for text in (f"{authority} {position}".strip(),) if text)
            if name:
                found.setdefault(
                    name, Candidate(name, f"{name} ({words})" if words else name, position, authority)
                )
        return list(found.values())

    def form(self, data: Any = None, raw: Mapping[str, Any] | None = None) -> PaperDraftForm:
        """Return the form, bound when ``data`` is given, else with ``raw`` or what the draft says."""
        return PaperDraftForm(data, parts=self.parts, signers=self.signers, check=problem_of, raw=raw)

    def merged(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Return the record with these fields edited; everything else follows from the case."""
        return {**self.fresh, **fields}

    def problem(self, record: Mapping[str, Any]) -> str:
        """Return why the whole record could not be printed, or nothing."""
        try:
            engine.admit(self.kind, from_plain(KINDS[self.kind].record, record))
        except DocumentError as error:
            return str(error)
        return ""

    def fixed(self) -> list[tuple[str, list[str]]]:
        """Return what cannot be edited, as lines under their names."""
        shown = {name: self.fresh[name] for name in fixed_of(self.kind)}
        return [(describe_field(path), lines) for path, lines in comparing.blocks(shown) if lines]

    def moved(self) -> list[str]:
        """Name what the case says otherwise by now than the kept draft, edited fields left out."""
        kept = self.document.record
        if not kept:
            return []
        names = [name for name in fixed_of(self.kind) if kept.get(name) != self.fresh[name]]
        return [describe_field(name) for name in names]

    def unconfirmed(self) -> list[Any]:
        """Return whose names stand in the paper without their spelling having been confirmed."""
        return spelling.unconfirmed_in(self.document)

    def blanks(self) -> list[str]:
        """Name the fields in which the standard wording has left a blank."""
        return papers.blanks(self.document, self.draft)


def problem_of(path: str, value: Any) -> str:
    """Return why a text, or a list of texts, could not be printed, or nothing; ``path`` is its place."""
    try:
        Intake().take(value, path)
    except DocumentError as error:
        return str(error)
    return ""
