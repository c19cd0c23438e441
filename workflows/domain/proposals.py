"""The proposal (tờ trình): kept and signed by the head of the standing unit in one act, then issued."""

from collections.abc import Mapping
from typing import Any

from workflows.domain import document_life
from workflows.domain.actors import Actor
from workflows.domain.transition import unit_of_work
from workflows.models import Document
from workflows.states import DocumentState


def sign_proposal(*, document: Document, actor: Actor, record: Mapping[str, Any]) -> Document:
    """Keep the record as what the proposal says and sign it; one that is signed stays as it is."""
    if document.state == DocumentState.SIGNED:
        return document
    with unit_of_work():
        kept = document_life.save_draft_document(document=document, actor=actor, record=record)
        return document_life.sign_document(document=kept, actor=actor)
