"""Writes the statements of :meth:`core.store.port.Reader.of`: one table, asked by columns that equal something."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, get_args, get_type_hints

from core.store.port import AMONG, Above, Below, Parameter, Presence, Wanted, several


@cache
def table_of(record: type[NamedTuple]) -> str:
    """Return the table of a record: the name of its class, in the letters of a table."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in record.__name__)[1:]


@cache
def select(record: type[NamedTuple]) -> str:
    """Return what a query of whole rows of a record begins with."""
    columns = ", ".join(_column(record, name) for name in record._fields)
    return f"SELECT {columns} FROM {table_of(record)}"


def where(record: type[NamedTuple], equal: Mapping[str, Wanted]) -> tuple[str, list[Parameter]]:
    """Return the condition that columns equal what is asked, and its values. Raises TypeError for an unknown column."""
    conditions: list[str] = []
    values: list[Parameter] = []
    for name, asked in equal.items():
        column = _column(record, name)
        if asked is None:
            conditions.append(f"{column} IS NULL")
        elif isinstance(asked, Presence):
            conditions.append(f"{column} {asked.value}")
        elif isinstance(asked, Above | Below):
            conditions.append(f"{column} {'>' if isinstance(asked, Above) else '<'} ?")
            values.append(asked.value)
        elif isinstance(asked, str | int | float | bytes):
            conditions.append(f"{column} = ?")
            values.append(asked)
        else:
            conditions.append(f"{column} {AMONG}")
            values.append(several(asked))
    return f" WHERE {' AND '.join(conditions)}" if conditions else "", values


@cache
def order_by(record: type[NamedTuple], order: str) -> str:
    """Return the order of rows by columns with commas, « -id » for the last first; rows that are equal come by id, NULL
    before all else where the first come first."""
    columns = [name.strip() for name in order.split(",")]
    if "id" not in map(_bare, columns):
        columns.append("id")
    wanted = [name for name in columns if _bare(name) != "id" or "id" in record._fields]
    terms = [_column(record, _bare(name)) + _way(record, name) for name in wanted]
    return f" ORDER BY {', '.join(terms)}" if terms else ""


def _way(record: type[NamedTuple], name: str) -> str:
    way, nulls = (" DESC", " NULLS LAST") if name.startswith("-") else ("", " NULLS FIRST")
    return way + (nulls if _bare(name) in _optional(record) else "")


@cache
def _optional(record: type[NamedTuple]) -> frozenset[str]:
    """Return the columns that may be NULL."""
    return frozenset(name for name, kind in get_type_hints(record).items() if type(None) in get_args(kind))


def _bare(name: str) -> str:
    return name.removeprefix("-")


def _column(record: type[NamedTuple], name: str) -> str:
    # In quotes, since one column is called « table ».
    if name not in record._fields:
        raise TypeError(f"{name} is no field of {record.__name__}")
    return f'"{name}"'
