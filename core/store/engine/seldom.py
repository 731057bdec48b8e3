"""Imports late what opening a sound base of one seat that is up to date does not need.

Each function does one thing, and imports its module when it is called.
"""
# ruff: noqa: PLC0415 - the start of the program is quick because these wait

from typing import TYPE_CHECKING

from core.store.safe.base_key import RESERVE, BaseKey

if TYPE_CHECKING:
    from sqlite_utils import Migrations


def steps_to_take() -> "Migrations":
    """Return the steps of the schema, to be applied: see :func:`core.store.engine.schema.migrations`."""
    from core.store.engine import schema

    return schema.migrations()


def journal_in(log: bytes, seal: BaseKey | None) -> set[int]:
    """Return the rows of the journal that a log holds, sealed or not: see
    :func:`core.store.salvage.carving.journal_in`."""
    from core.store.salvage import carving, sealed_pages

    if seal is None:
        return carving.journal_in(log)
    return carving.journal_in(sealed_pages.opened_log(log, seal)[0], RESERVE)


def name_strangers(texts: list[str], steps: list[str]) -> list[str]:
    """Return what no step made among the texts of a schema: see :func:`core.store.engine.schema.strangers_among`."""
    from core.store.engine import schema

    return schema.strangers_among(texts, steps)
