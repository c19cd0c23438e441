"""What is wrong with a contest file, and where."""

from collections.abc import Iterator, Sequence


class ContestFileError(ValueError):
    """One thing that is wrong: its JSON path (`$.contest.criteria[2].max_points`) and one sentence.

    `others` holds the further errors of the same file, in order.
    """

    def __init__(self, path: str, sentence: str, others: Sequence["ContestFileError"] = ()) -> None:
        self.path = path
        self.sentence = sentence
        self.others = tuple(others)
        super().__init__(path, sentence)

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}"


Errors = Iterator[ContestFileError]


def raise_first(errors: Errors) -> None:
    """Raise the first error with all others inside; return when there is none."""
    found = list(errors)
    if found:
        raise ContestFileError(found[0].path, found[0].sentence, found[1:])


def child(path: str, key: str | int) -> str:
    """The JSON path of a member: `$.units[3]`, `$.units[3].code`; odd keys are quoted."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if key.replace("_", "a").isalnum() else f"{path}['{key}']"
