"""Sealing the trail right after an act that must not be rewritten later."""

from functools import partial

from django.db import transaction

from workflows.domain import checkpoints


def seal_after_commit(reason: str) -> None:
    """Seal once the act under way is committed; a failure to seal is logged and undoes nothing."""
    transaction.on_commit(partial(checkpoints.seal, reason), robust=True)
