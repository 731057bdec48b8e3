"""What an engine gives beside the neutral SQL of the port: how it runs a statement, and what each engine words in a way
of its own. The views, the journal and the seals are written once, above it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from core.store.port import PackedRows, Parameter, TableColumn, Value, Values


class Answered(Protocol):
    """What a statement answered, read once, as a cursor of DB-API 2.0 (PEP 249) is."""

    @property
    def description(self) -> Any: ...

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...

    def fetchmany(self, size: int = ...) -> list[Any]: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...


class Statements(Protocol):
    """One connection of an engine, inside or outside a transaction."""

    @property
    def as_of(self) -> datetime | None:
        """Do as :attr:`core.store.port.Reader.as_of`."""

    @property
    def person(self) -> str:
        """Do as :attr:`core.store.port.Reader.person`."""

    @property
    def manages(self) -> bool:
        """Do as :attr:`core.store.port.Reader.manages`."""

    @property
    def team_key(self) -> str:
        """Do as :attr:`core.store.port.Reader.team_key`."""

    def execute(self, sql: str, values: Sequence[Parameter] = (), /) -> Answered:
        """Run a statement of the port."""

    def expect(self, questions: Iterable[tuple[str, Sequence[Parameter]]], /) -> None:
        """Hear which readings come next, before anything is changed: a server is asked all of them at once."""

    def executemany(self, sql: str, rows: Iterable[Sequence[Value]], /) -> object:
        """Run a statement once for each row of values."""

    def columns(self, tables: Sequence[str]) -> dict[str, list[TableColumn]]:
        """Return the columns of tables, in their order."""

    def packed(
        self, table: str, columns: Sequence[TableColumn], ends: tuple[Value, Value], width: int, where: str
    ) -> PackedRows:
        """Do as :meth:`core.store.port.Reader.packed`."""

    def expect_packed(self, ranges: Iterable[tuple[str, Sequence[TableColumn], tuple[Value, Value], str]], /) -> None:
        """Do as :meth:`expect` for what :meth:`packed` and :meth:`packed_each` are asked next: table, columns, ends,
        where."""

    def packed_each(
        self, table: str, columns: Sequence[TableColumn], ends: tuple[Value, Value], width: int, where: str
    ) -> list[tuple[Value, int, bytes]] | None:
        """Return the same row by row, in no order: the key of each, whether it is strange, its JSON; None where a text
        was made the bytes of a file."""

    def as_json(self, values: Values) -> bytes:
        """Return values as JSON, to the byte as :meth:`packed` writes those of a row."""

    def search(self, words: Sequence[str], limit: int) -> list[int]:
        """Do as :meth:`core.store.port.Reader.search`; each word is of letters and digits alone."""

    def change(
        self, table: str, row_id: int, values: Mapping[str, Value], version: int | None
    ) -> Sequence[Value] | None:
        """Change one row and return these columns as they were; None where no row of this id has this version."""

    def fill(self, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
        """Insert many rows."""

    def add_marks(self, rows: Iterable[tuple[int, int, str, str]]) -> None:
        """Insert (lead id, head of the hash, kind, hash) where it is not yet."""

    def put_words(self, words: Iterable[tuple[int, str]]) -> None:
        """Put (lead id, words) in the search index, in place of what it had."""

    def drop_words(self, lead_ids: Iterable[int]) -> None:
        """Remove leads from the search index."""

    def made(self, table: str, keys: Iterable[Value]) -> None:
        """Note rows that were just made: their block was another before."""

    def awaited(self) -> bool:
        """Tell whether another writer waits for the turn held here."""
