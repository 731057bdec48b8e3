"""The shelf of a team's letters, on a real server: a file comes back to the byte, a name has one file."""

from collections.abc import Sequence
from contextlib import closing

from core.store.postgres import roster
from core.store.postgres.address import connect
from core.store.postgres.shelf import THERE, LetterShelf
from tests.servers import SCHEMA, server
from tests.team_bases import address_of

CONTENT = bytes(range(256)) * 5000


def test_a_file_comes_back_to_the_byte_until_it_is_dropped() -> None:
    with closing(connect(address_of(server().new_database(SCHEMA)))) as connection:

        def ask(sql: bytes, values: Sequence[object]) -> list[tuple[object, ...]]:
            cursor = connection.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

        assert ask(THERE, ()) == [(0,)], "a base on a server that is no team's has none"
        roster.make_team(connection)
        assert ask(THERE, ()) == [(1,)]
        shelf = LetterShelf(ask)
        assert shelf.content("lettre-AAA-111.pdf") is None and shelf.listed() == {}
        shelf.put("lettre-AAA-111.pdf", b"former")
        shelf.put("lettre-AAA-111.pdf", CONTENT)
        shelf.put("l'autre.pdf", b"")
        assert shelf.content("lettre-AAA-111.pdf") == CONTENT and shelf.content("l'autre.pdf") == b""
        assert [size for size, _digest in shelf.listed().values()] == [0, len(CONTENT)]
        assert shelf.drop(["lettre-AAA-111.pdf", "absent.pdf"]) == 1
        assert [*shelf.listed()] == ["l'autre.pdf"]
