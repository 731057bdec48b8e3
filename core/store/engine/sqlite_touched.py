"""Which rows of the proven tables a transaction touches, told by temporary triggers: whatever writes, a cascade
included, is heard."""

import sqlite3
from collections import defaultdict

from core.store.engine.proven import FORCED, PROVEN, Column, Mac, State, rows_sql, sealing
from core.store.port import AMONG, several


class Touched:
    """What one connection touched since :meth:`forget`: ``ids``, of the rows, by table."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.ids: defaultdict[str, set[int]] = defaultdict(set)
        self._columns: dict[str, list[Column]] = {}
        connection.create_function("touched", 2, self._note)
        connection.executescript(_TRIGGERS)

    def _note(self, table: str, row_id: int) -> None:
        self.ids[table].add(row_id)

    def forget(self) -> None:
        """Begin anew."""
        self.ids.clear()

    def state(self, mac: Mac) -> State:
        """Return the seals of the rows touched, as they stand now."""
        found: State = {}
        for table, ids in self.ids.items():
            sql = rows_sql(table, f"id {AMONG}")
            gone: dict[str, str | None] = dict.fromkeys(map(str, ids))
            found[table] = gone | self._seals(mac, table, sql, several(ids))
        return found

    def everything(self, mac: Mac) -> State:
        """Return the seals of every row, as they stand now."""
        return {table: self._seals(mac, table, rows_sql(table)) for table in PROVEN}

    def _seals(self, mac: Mac, table: str, sql: str, *values: str) -> dict[str, str | None]:
        if table not in self._columns:
            read = "SELECT name, dflt_value FROM pragma_table_info(?)"
            self._columns[table] = [Column(*row) for row in self._connection.execute(read, (table,))]
        seal = sealing(mac, table, self._columns[table])
        cursor = self._connection.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return {str(row[0]): seal(dict(zip(names, row, strict=True))) for row in cursor}


def _event(table: str, event: str, row: str) -> str:
    if table != "lead":
        return f"{event} ON main.{table}"
    if event == "UPDATE":
        return f"UPDATE OF {', '.join(FORCED)} ON main.lead"
    some = " OR ".join(f"{row}.{name} IS NOT NULL" for name in FORCED)
    return f"{event} ON main.lead WHEN {some}"


_TRIGGERS = "\n".join(
    (
        "BEGIN;",
        *(
            f"CREATE TEMP TRIGGER touched_{table}_{event} AFTER {_event(table, event, row)} "
            f"BEGIN SELECT touched('{table}', {row}.id); END;"
            for table in PROVEN
            for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
        ),
        "COMMIT;",
    )
)
"""All at once: each by itself would take half as long again, at the first writing of every connection."""
