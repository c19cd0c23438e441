"""The proposal (tờ trình): signed, numbered and issued by the head of the standing unit in one act."""

from workflows import clock
from workflows.domain import document_life, numbering
from workflows.domain.actors import Actor
from workflows.domain.transition import perform, unit_of_work
from workflows.models import Document
from workflows.verbs import Verb


def sign_proposal(*, document: Document, actor: Actor) -> Document:
    """Sign the proposal, number it in the standing unit's register and issue it: one act."""
    if document.is_given_out:
        return document
    with unit_of_work():
        signed = document_life.sign_document(document=document, actor=actor)
        row = numbering.take_number(document=signed, actor=actor)
        return perform(Verb.ISSUE, signed, actor=actor, data={"number": row.full_number}, at=clock.now())
