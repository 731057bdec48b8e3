"""A real PostgreSQL server for the tests: one for each process that runs them, begun by the first that asks for it.

A server that does not start is a failure. The disk confirms nothing to it: what must outlive a cut is asked of a server
of its own. ``new_database`` copies one made before, some forty times as fast as filling it; what every server of the
tests begins with is made once for all processes.
"""

import atexit
import itertools
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

import psycopg

from core.store.engine import postgres_schema
from core.store.postgres.address import connect
from core.team import cluster
from core.team.places import owner_address
from tests.once import copy_all, made_once

PASSWORD = "mot-de-passe-du-serveur"
HASTY = ("--no-sync", "-c", "fsync=off", "-c", "full_page_writes=off")
SCHEMA = "schema"
"""The database of every server that has the tables of a base, and not one row."""
_NUMBERS = itertools.count(1)


class TestServer(NamedTuple):
    """A running server. ``data``: its files; ``port``: on ``cluster.HOST``."""

    data: Path
    port: int

    def connect(self, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
        """Return a connection to a database as the owner, each statement committed by itself."""
        return psycopg.connect(
            host=cluster.HOST,
            port=self.port,
            user=cluster.OWNER,
            password=PASSWORD,
            dbname=database,
            sslmode="disable",
            autocommit=True,
        )

    def new_database(self, template: str = "template0") -> str:
        """Make a database of its own, a copy of ``template``, to which nobody may be connected; return its name."""
        name = f"base_{next(_NUMBERS)}"
        administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return name


@cache
def server() -> TestServer:
    """Return the server of this process, which stops when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="serveur-")
    data = pristine(Path(folder.name) / "serveur")
    port = cluster.start(data)
    atexit.register(folder.cleanup)
    atexit.register(cluster.stop, data, at_once=True)
    return TestServer(data, port)


def administer(statement: str) -> None:
    """Have the owner of the server of this process do something, on the one connection of its own."""
    _administrator().execute(statement)


@cache
def _administrator() -> "psycopg.Connection[tuple[object, ...]]":
    connection = server().connect()
    atexit.register(connection.close)
    return connection


def pristine(data: Path) -> Path:
    """Put in ``data`` the files of a server that nobody has used."""
    copy_all(made_once("serveur", _make) / "serveur", data)
    return data


def _make(folder: Path) -> None:
    data = folder / "serveur"
    cluster.create(data, PASSWORD, *HASTY)
    port = cluster.start(data)
    try:
        with closing(connect(owner_address(port, PASSWORD, "postgres"))) as connection:
            postgres_schema.create_database(connection, SCHEMA)
        with closing(connect(owner_address(port, PASSWORD, SCHEMA))) as connection:
            postgres_schema.create(connection)
    finally:
        cluster.stop(data)
