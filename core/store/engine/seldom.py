"""The one place of the store that imports modules late: what opening a sound base that is up to date does not need.

Each function does one thing, and imports its module when it is called.
"""
# ruff: noqa: PLC0415 - the start of the program is quick because these wait

from pathlib import Path
from typing import TYPE_CHECKING

from core.store.safe.base_key import RESERVE, BaseKey

if TYPE_CHECKING:
    from sqlite_utils import Migrations

    from core.store.engine.postgres import PostgresStore


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


def team_store(base: Path, wait: float, *, as_owner: bool = False) -> "PostgresStore | None":
    """Open the base of a team: see :func:`core.store.engine.postgres.open_shared`; None where the folder names none.
    ``as_owner``: on the computer that shares it, as who owns it."""
    from core.store.postgres.address import owner_of, team_address

    address = owner_of(base.parent) if as_owner else team_address(base.parent)
    if address is None:
        return None
    from core.store.engine import postgres

    return postgres.open_shared(base, address, wait)
