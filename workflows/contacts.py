"""Which facts a contest asks of the authors of an entry, by kind of author.

A list holds names of :data:`FIELDS`, asked of every author; the same after ``representative.``, asked of
the one who stands for the entry; and ``all_members``, the name of each. A name is asked in any case.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FIELDS = ("full_name", "position", "address", "phone", "email")
ALL_MEMBERS = "all_members"
OF_THE_REPRESENTATIVE = "representative."
INDIVIDUAL = "individual"
DEFAULTS: dict[str, list[str]] = {
    INDIVIDUAL: ["full_name", "address", "phone"],
    "group": [ALL_MEMBERS, "representative.address", "representative.phone"],
    "collective": ["representative.address", "representative.phone"],
}
"""What is asked where the contest says nothing."""


@dataclass(frozen=True)
class Asked:
    """Fields asked of every author, and those asked of the representative besides."""

    of_all: frozenset[str]
    of_representative: frozenset[str]


def asked(required: Mapping[str, Iterable[str]], kind: str) -> Asked:
    """Return what a contest with these lists asks of the authors of a ``kind`` of entry."""
    names = list(required.get(kind, DEFAULTS[kind]))
    of_all = {"full_name"} | {name for name in names if name in FIELDS}
    marked = {
        name.removeprefix(OF_THE_REPRESENTATIVE) for name in names if name.startswith(OF_THE_REPRESENTATIVE)
    }
    if kind == INDIVIDUAL:
        return Asked(frozenset(of_all | marked), frozenset())
    return Asked(frozenset(of_all), frozenset(marked - of_all))
