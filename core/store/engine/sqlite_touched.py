"""Hears which rows of sealed tables a transaction of SQLite touches, by temporary triggers: whatever writes, a cascade
included, is heard."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from core.store.engine.blocks import BLOCKED, BLOCKED_ALONE, Blocks, sealed_columns
from core.store.engine.driver import Connection
from core.store.engine.proven import FORCED, PROVEN
from core.store.engine.sqlite_statements import SqliteStatements
from core.store.engine.touched import SEALED, Touched, proven_names
from core.store.port import TableColumn

_EVENTS = ("INSERT", "UPDATE", "DELETE")


class SqliteTouched(Touched):
    """What one connection to SQLite touched."""

    def __init__(self, connection: Connection, adopted: Collection[str] = (), *, steps: bool = False) -> None:
        """``steps``: it takes steps of the schema, which write without the port."""
        statements = SqliteStatements(connection)
        super().__init__(statements, Blocks(statements, adopts=steps and not _has_blocks(connection)), adopted)
        self._connection = connection
        self._version = 0
        connection.create_function("touched", -1, self.note)
        connection.create_function("blocked", -1, self.blocks.note)
        self._listen(steps=steps)

    def hear_anew(self) -> None:
        """Hear of the columns that the tables have now, after steps of the schema."""
        for (name,) in self._connection.execute(
            "SELECT name FROM temp.sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            self._connection.execute(f"DROP TRIGGER temp.{name}")
        self._listen()

    def _listen(self, *, steps: bool = False) -> None:
        columns = self._read_columns()
        self._names = {table: proven_names(table, columns[table]) for table in PROVEN}
        # All at once: each by itself would take half as long again, at the first writing of every connection.
        triggers = [_touching(table, event, self._names[table]) for table in PROVEN for event in _EVENTS]
        triggers += _blocking(columns, whole=steps)
        self._connection.executescript("\n".join(("BEGIN;", *triggers, "COMMIT;")))

    def _read_columns(self) -> Mapping[str, Sequence[TableColumn]]:
        [version] = self._connection.execute("PRAGMA schema_version").fetchone()
        if version != self._version:
            self._version, self._columns = version, self._statements.columns(SEALED)
        return self._columns


def _has_blocks(connection: Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sealed_block'").fetchone() is not None


def _touching(table: str, event: str, names: Sequence[str]) -> str:
    """Return the temporary trigger that tells a row of a table, with its values before where it was there."""
    name, row = f"touched_{table}_{event}", "NEW" if event == "INSERT" else "OLD"
    before = "" if event == "INSERT" else "".join(f", OLD.[{column}]" for column in names)
    return (
        f"CREATE TEMP TRIGGER {name} AFTER {_event(table, event, row)} "
        f"BEGIN SELECT touched('{table}', {row}.id{before}); END;"
    )


def _event(table: str, event: str, row: str) -> str:
    if table != "lead":
        return f"{event} ON main.{table}"
    if event == "UPDATE":
        return f"UPDATE OF {', '.join(FORCED)} ON main.lead"
    some = " OR ".join(f"{row}.{name} IS NOT NULL" for name in FORCED)
    return f"{event} ON main.lead WHEN {some}"


def _blocking(columns: Mapping[str, Sequence[TableColumn]], *, whole: bool) -> Iterator[str]:
    """Yield the temporary triggers that tell a row of a table sealed by blocks alone, by its values before.
    ``columns``: those of each table; ``whole``: new rows are told too, as where steps of the schema write them without
    the port."""
    for table in BLOCKED_ALONE:
        names = [column.name for column in sealed_columns(table, columns[table])]
        old = ", ".join(f"OLD.[{name}]" for name in names)
        when, of = "", ""
        if BLOCKED[table].where != "true":
            when = f"WHEN OLD.{BLOCKED[table].where}"
        elif BLOCKED[table].columns:
            of = f" OF {', '.join(f'[{name}]' for name in names)}"
        if whole or BLOCKED[table].key != "id":
            yield _block_trigger(table, "INSERT", "", f"NEW.[{names[0]}]")
        yield _block_trigger(table, f"UPDATE{of}", when, old)
        yield _block_trigger(table, "DELETE", when, old)


def _block_trigger(table: str, event: str, when: str, values: str) -> str:
    name = f"blocked_{table}_{event.split()[0]}"
    return (
        f"CREATE TEMP TRIGGER {name} AFTER {event} ON main.{table} {when} "
        f"BEGIN SELECT blocked('{table}', {values}); END;"
    )
