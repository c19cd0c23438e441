"""What a file says must fit into its column: said with the JSON path, before the database says it worse."""

from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from workflows.domain.contest_file import ContestFileError

Row = TypeVar("Row", bound=models.Model)


def fitting(row: Row, path: str, **keys: str) -> Row:
    """Return ``row`` when every text fits into its column.

    Args:
        row: a row that is not saved yet.
        path: the JSON path of what it was made from.
        keys: column → the file's key, where the two have different names.

    Raises:
        ContestFileError: a text is too long.
    """
    for field in row._meta.concrete_fields:
        limit, value = field.max_length, getattr(row, field.attname)
        if limit and isinstance(value, str) and len(value) > limit:
            sentence = _("may have at most {limit} characters, here it has {length}; please shorten it.")
            key = keys.get(field.attname, field.attname)
            raise ContestFileError(f"{path}.{key}", sentence.format(limit=limit, length=len(value)))
    return row
