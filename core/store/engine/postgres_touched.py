"""Hears which rows of sealed tables a transaction of PostgreSQL touches: triggers of the base note them in a temporary
table of the connection (:data:`core.store.engine.postgres_schema.HEARING`)."""

from core.base.lazy_imports import orjson
from core.store.engine.blocks import BLOCKED, Blocks, sealed_columns
from core.store.engine.postgres_statements import PostgresStatements
from core.store.engine.proven import PROVEN
from core.store.engine.touched import SEALED, Touched, proven_names


class PostgresTouched(Touched):
    """What one connection to PostgreSQL touched."""

    def __init__(self, statements: PostgresStatements) -> None:
        super().__init__(statements, Blocks(statements))
        self._server = statements
        self._blocked: dict[str, list[str]] = {}

    def gather(self) -> None:
        for seal, table, key, was in self._server.touched():
            self._learn()
            row = orjson().loads(was) if was is not None else {}
            if seal == "proven":
                self.note(table, int(key), *(row[name] for name in self._names[table] if row))
                continue
            names = self._blocked[table]
            known_by = int(key) if BLOCKED[table].key == "id" else key
            self.blocks.note(table, known_by, *(row[name] for name in names[1:] if row))

    def _learn(self) -> None:
        """Read the columns of the tables, once."""
        if self._names:
            return
        columns = self._read_columns()
        self._names = {table: proven_names(table, columns[table]) for table in PROVEN}
        self._blocked = {
            table: [column.name for column in sealed_columns(table, columns[table])]
            for table in SEALED
            if table in BLOCKED
        }
