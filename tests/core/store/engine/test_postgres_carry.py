"""A base carried to a server and back is the same to the last row and seal, and what is cut leaves nothing."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.keeping import verifying
from core.store.engine import postgres_schema
from core.store.engine.opening import NAME, open_file, open_store
from core.store.engine.postgres_carry import ordered, to_file, to_server
from core.store.port import Store, Values
from core.store.postgres.address import connect, team_address
from core.store.postgres.driver import TeamConnection
from tests.bases import put_base, put_team
from tests.contract.conftest import NOW
from tests.core.actions.rights.test_everything_known import lived

DERIVED = ("base_version", "schema_step")


def life(store: Store) -> None:
    """Give the base somebody with a row in each table."""
    lived(store)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Path]:
    """The folder of a seat whose team has a base in which somebody lived."""
    put_team(tmp_path / "equipe", life)
    yield tmp_path / "equipe"


def connected(folder: Path) -> TeamConnection:
    address = team_address(folder)
    assert address is not None
    return connect(address)


def rows_of(path: Path) -> dict[str, list[Values]]:
    """Return all rows of a base, by table; those of its index of words among them."""
    with closing(sqlite3.connect(path)) as base:
        rows = {name: base.execute(f"SELECT * FROM {name}").fetchall() for name in ordered()}
        return rows | {"lead_search": base.execute("SELECT rowid, words FROM lead_search").fetchall()}


def sorted_rows(rows: dict[str, list[Values]]) -> dict[str, list[Values]]:
    return {table: sorted(found, key=repr) for table, found in rows.items()}


def test_it_comes_back_the_same(team: Path, tmp_path: Path) -> None:
    put_base(tmp_path / "seul", life)
    with closing(connected(team)) as connection:
        to_file(connection, tmp_path / "retour.db")
    assert sorted_rows(rows_of(tmp_path / "retour.db")) == sorted_rows(rows_of(tmp_path / "seul" / NAME))
    with closing(open_file(tmp_path / "retour.db")) as store:
        assert verifying.verify(store).problems == ()


def test_what_is_written_on_either_engine_is_proven_on_the_other(team: Path, tmp_path: Path) -> None:
    """The seals and the roots of blocks are made to the byte alike."""
    with closing(open_store(team)) as store:
        with store.read() as r:
            lead_id = r.value(int, "SELECT id FROM lead") or 0
        with store.write("edit", by="Claire", at=NOW) as w:
            w.update("lead", lead_id, {"name": 'Moreau « H. » \\ "d\'Uzès"\n\t\x7f é 𝄞'})
            w.set_value("setting", "user", "Claire")
            w.wipe("contact", w.column(int, "SELECT max(id) FROM contact"))
        assert verifying.verify(store).problems == ()
        store.copy_to(tmp_path, "copie.db")
    with closing(open_file(tmp_path / "copie.db")) as copy:
        assert verifying.verify(copy).problems == ()
        with copy.write("edit", by="Claire", at=NOW) as w:
            w.update("lead", lead_id, {"town": "Nîmes"})
    with closing(open_store(team)) as store:
        store.become(tmp_path / "copie.db")
        assert verifying.verify(store).problems == ()
        with store.read() as r:
            assert r.value(str, "SELECT town FROM lead WHERE id = ?", lead_id) == "Nîmes"


def test_what_another_program_changes_on_the_server_is_told(team: Path) -> None:
    with closing(connected(team)) as outside:
        outside.execute(b"UPDATE call SET outcome = 'none'")
        outside.execute(b"UPDATE contact SET value = 'x' WHERE kind = 'address'")
    with closing(open_store(team)) as store:
        problems = " ".join(verifying.verify(store).problems)
    assert len(problems.split(".")) > 2, problems


def test_what_cannot_be_carried_changes_nothing(team: Path, tmp_path: Path) -> None:
    put_base(tmp_path / "seul", life)
    with closing(sqlite3.connect(tmp_path / "seul" / NAME)) as base:
        base.execute("UPDATE listing SET rooms = 'quatre'")
        base.commit()
    with closing(connected(team)) as connection:
        before = connection.execute(b"SELECT * FROM journal_head").fetchall()
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            to_server(tmp_path / "seul" / NAME, connection)
        assert connection.execute(b"SELECT * FROM journal_head").fetchall() == before
        assert connection.execute(b"SELECT count(*) FROM lead").fetchone() == (1,)


def test_a_copy_cut_short_bears_no_name_of_a_base(team: Path, tmp_path: Path) -> None:
    with closing(connected(team)) as connection:
        connection.execute(f"DROP TABLE {postgres_schema.SEARCH}".encode())
        with pytest.raises(psycopg.errors.UndefinedTable):
            to_file(connection, tmp_path / "copie.db")
    assert not (tmp_path / "copie.db").exists()
