"""The letters of a team, whole, on its server: each seat has those that any other made. They stand in the schema
``team``, which is no part of the base; the digest in the row of a letter proves its file, wherever that is."""

from collections.abc import Callable, Iterable, Sequence

Ask = Callable[[bytes, Sequence[object]], Sequence[Sequence[object]]]
"""Sends a statement to the server, and returns the rows it answers."""
THERE = b"SELECT to_regclass('team.letter') IS NOT NULL"
"""Whether a base has such a shelf."""


class LetterShelf:
    """The PostgreSQL implementation of :class:`core.store.port.Shelf`."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def content(self, name: str) -> bytes | None:
        rows = self._ask(b"SELECT content FROM team.letter WHERE name = $1", (name,))
        return bytes(rows[0][0]) if rows and isinstance(rows[0][0], bytes) else None

    def put(self, name: str, content: bytes) -> None:
        sql = b"INSERT INTO team.letter VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET content = excluded.content"
        self._ask(sql, (name, content))

    def drop(self, names: Iterable[str]) -> int:
        return len(self._ask(b"DELETE FROM team.letter WHERE name = ANY ($1) RETURNING name", ([*names],)))

    def listed(self) -> dict[str, tuple[int, str]]:
        sql = b"SELECT name, length(content), encode(sha256(content), 'hex') FROM team.letter ORDER BY name"
        return {str(name): (int(str(size)), str(digest)) for name, size, digest in self._ask(sql, ())}
