"""Reading, inserting and updating one row with SQL that is made once per model.

For the few statements of every act: to build one through the ORM costs several times what the
database takes to run it. Values pass the fields' own conversions, as in the ORM; signals and an
overridden ``save`` are passed by, so use it only for models that have neither.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignKey, Model

M = TypeVar("M", bound=Model)


def _database() -> BaseDatabaseWrapper:
    """Return the connection itself: the usual proxy costs a look-up with every use."""
    return connections["default"]


_LARGEST = 2**63 - 1
"""A key beyond this comes from a forged address; no database takes it."""


@dataclass(frozen=True)
class _Part:
    """One model of a reading: where it hangs, and how its columns become attributes."""

    model: type[Model]
    parent: int
    link: "ForeignKey[Any, Any] | None"
    names: tuple[str, ...]
    key_at: int
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]

    def build(self, values: Sequence[Any], database: BaseDatabaseWrapper) -> Model | None:
        """Return the object, ``None`` where a nullable link leads nowhere."""
        if values[self.key_at] is None:
            return None
        row = list(values)
        for at, converters, column in self.converters:
            for convert in converters:
                row[at] = convert(row[at], column, database)
        return self.model.from_db(database.alias, self.names, row)


def fetch(model: type[M], pk: int, *related: str, lock: bool = False) -> M:
    """Return the row with key ``pk`` and the rows that ``related`` (as in select_related) names.

    ``lock`` keeps the row locked until the transaction ends; on SQLite the transaction is the lock.

    Raises:
        DoesNotExist: there is none.
    """
    database = _database()
    sql, parts = _reading(model, related, lock and database.features.has_select_for_update)
    row = None
    if abs(pk) <= _LARGEST:
        with database.cursor() as cursor:
            cursor.execute(sql, [pk])
            row = cursor.fetchone()
    if row is None:
        raise model.DoesNotExist(f"{model._meta.label} {pk}")  # type: ignore[attr-defined]
    found: list[Any] = []
    at = 0
    for part in parts:
        width = len(part.names)
        found.append(part.build(row[at : at + width], database))
        if part.link is not None and found[part.parent] is not None:
            part.link.set_cached_value(found[part.parent], found[-1])
        at += width
    whole: M = found[0]
    return whole


def fetch_all(model: type[M], link: str, pk: int) -> list[M]:
    """Return the rows whose foreign key ``link`` is ``pk``, in the model's own (ascending) order."""
    sql, part = _listing(model, link)
    database = _database()
    with database.cursor() as cursor:
        cursor.execute(sql, [pk])
        return [part.build(row, database) for row in cursor.fetchall()]  # type: ignore[misc]


@cache
def _listing(model: type[Model], link: str) -> tuple[str, _Part]:
    columns = ", ".join(f"t0.{_column(field)}" for field in _fields(model))
    named = {"pk": _key(model), **{field.name: field for field in _fields(model)}}
    order = ", ".join(f"t0.{_column(named[str(name)])}" for name in model._meta.ordering or ["pk"])
    where = f"t0.{_column(named[link])} = %s"
    sql = f"SELECT {columns} FROM {_table(model, 0)} WHERE {where} ORDER BY {order}"  # noqa: S608
    return sql, _part(model, 0, None)


@cache
def _reading(model: type[Model], related: tuple[str, ...], lock: bool) -> tuple[str, list[_Part]]:
    parts, joins = [_part(model, 0, None)], [_table(model, 0)]
    places = {"": 0}
    for path in _paths(related):
        before, _separator, name = path.rpartition("__")
        parent = parts[places[before]]
        field = parent.model._meta.get_field(name)
        assert isinstance(field, ForeignKey)
        target: type[Model] = field.related_model
        places[path] = number = len(parts)
        key = _column(_key(target))
        joins.append(
            f"LEFT JOIN {_table(target, number)} ON t{number}.{key} = t{places[before]}.{_column(field)}"
        )
        parts.append(_part(target, places[before], field))
    columns = [f"t{n}.{_column(f)}" for n, part in enumerate(parts) for f in _fields(part.model)]
    sql = f"SELECT {', '.join(columns)} FROM {' '.join(joins)} WHERE t0.{_column(_key(model))} = %s"  # noqa: S608
    if lock:
        no_key = "NO KEY " if _database().features.has_select_for_no_key_update else ""
        sql = f"{sql} FOR {no_key}UPDATE OF t0"
    return sql, parts


def _paths(related: Sequence[str]) -> Iterator[str]:
    """Yield every path with those that lead to it before it, each once."""
    seen = set()
    for path in related:
        names = path.split("__")
        for end in range(1, len(names) + 1):
            step = "__".join(names[:end])
            if step not in seen:
                seen.add(step)
                yield step


def _part(model: type[Model], parent: int, link: "ForeignKey[Any, Any] | None") -> _Part:
    converters, database = [], _database()
    for at, field in enumerate(_fields(model)):
        column = field.get_col(field.model._meta.db_table)
        found = (*database.ops.get_db_converters(column), *column.get_db_converters(database))
        if found:
            converters.append((at, found, column))
    names = tuple(field.attname for field in _fields(model))
    return _Part(model, parent, link, names, names.index(_key(model).attname), tuple(converters))


def _fields(model: type[Model]) -> Sequence["Field[Any, Any]"]:
    return model._meta.concrete_fields


def _key(model: type[Model]) -> "Field[Any, Any]":
    assert model._meta.pk is not None
    return model._meta.pk


def insert(row: Model) -> None:
    """Insert a new row of a model without parents; a key that the database gives is put on it."""
    database = _database()
    sql, fields, keyed = _insertion(type(row))
    values = [field.get_db_prep_save(field.pre_save(row, True), database) for field in fields]
    with database.cursor() as cursor:
        cursor.execute(sql, values)
        if keyed:
            row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, database.alias


@cache
def _insertion(model: type[Model]) -> tuple[str, list["Field[Any, Any]"], bool]:
    keyed = bool(model._meta.auto_field)
    fields = [field for field in _fields(model) if not (keyed and field.primary_key)]
    names, places = ", ".join(_column(f) for f in fields), ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608
    returning = f" RETURNING {_column(_key(model))}" if keyed else ""
    return sql + returning, fields, keyed


def update(row: Model, *names: str) -> None:
    """Write the named fields of a row, without names all of them."""
    database = _database()
    sql, fields = _updating(type(row), names)
    values = [field.get_db_prep_save(field.pre_save(row, False), database) for field in fields]
    with database.cursor() as cursor:
        cursor.execute(sql, [*values, row.pk])


def change(model: type[Model], pk: Any, **changes: Any) -> None:
    """Write these values (keys for rows) into the row with key ``pk``, if there is one."""
    database = _database()
    sql, fields = _updating(model, tuple(changes))
    values = [field.get_db_prep_save(changes[field.name], database) for field in fields]
    with database.cursor() as cursor:
        cursor.execute(sql, [*values, pk])


@cache
def _updating(model: type[Model], names: tuple[str, ...]) -> tuple[str, list["Field[Any, Any]"]]:
    fields = [f for f in _fields(model) if not f.primary_key and (not names or f.name in names)]
    changes = ", ".join(f"{_column(field)} = %s" for field in fields)
    table, key = _quoted(model._meta.db_table), _column(_key(model))
    return f"UPDATE {table} SET {changes} WHERE {key} = %s", fields  # noqa: S608


def delete(model: type[Model], pk: Any) -> None:
    """Delete the row with key ``pk``; for models at which no other points."""
    table, key = _quoted(model._meta.db_table), _column(_key(model))
    with _database().cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {key} = %s", [pk])  # noqa: S608


def _table(model: type[Model], number: int) -> str:
    return f"{_quoted(model._meta.db_table)} t{number}"


def _quoted(name: str) -> str:
    return str(_database().ops.quote_name(name))


def _column(field: "Field[Any, Any]") -> str:
    assert field.column is not None
    return _quoted(field.column)
