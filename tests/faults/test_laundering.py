"""A row changed behind the back of the program is never signed as it stands by the honest act that touches it next: the
act is kept, and the verification names the row from then on."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.keeping import backing_up, forgetting, restoring, verifying
from core.actions.register import opposing
from core.store.engine import touched
from core.store.engine.opening import NAME, opened
from core.store.engine.proven import PROVEN
from core.store.engine.touched import Touched, TouchedRows
from core.store.port import ALTERED, Changed, Store
from tests.bases import new_base
from tests.core.actions.conftest import BY
from tests.faults.forgery import Forge, sql, twin
from tests.faults.test_forgery import LATER, live, told
from tests.tables import each

Touch = Callable[[Store], object]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a base, closed, in which every table that proves something has rows."""
    folder = tmp_path_factory.mktemp("journee")
    with closing(new_base(folder / "base")) as store:
        live(store, folder / "base")
    return folder / "base"


def touch(table: str, *, which: str = "id > 0") -> Touch:
    """Return an honest act that writes again the rows of a table, through the port."""

    def act(store: Store) -> None:
        with store.write("act", by=BY, at=LATER) as w:
            column = "opposed_how" if table == "lead" else "by"
            for row in w.records(f"SELECT * FROM {table} WHERE {which}"):
                if table == "lead":
                    w.update(table, int(str(row["id"])), {name: row[name] for name in ("opposed_at", "restricted_at")})
                else:
                    w.update(table, int(str(row["id"])), {column: "Suite"})

    return act


def lifted(store: Store) -> None:
    """Undo each refusal of the register, whatever it became."""
    with store.read() as r:
        gestures = r.column(int, "SELECT DISTINCT gesture FROM opposition WHERE lifted_at IS NULL")
    for gesture in gestures:
        opposing.undo(store, gesture, by=BY, at=LATER + timedelta(minutes=1))


KINDS: Mapping[str, tuple[Forge, Touch, str]] = {
    "a refusal of another number, lifted": (
        sql("UPDATE opposition SET hash = '0123456789abcdef0123456789abcdef'"), lifted, "Registre d’opposition",
    ),
    "a refusal redated, then its author": (sql("UPDATE opposition SET at = '2025'"), touch("opposition"), "Registre"),
    "a refusal added, then its author": (twin("opposition"), touch("opposition"), "Registre"),
    "an agreement for longer, then its author": (
        sql("UPDATE consent SET until = '2031-01-01'"), touch("consent"), "Accords",
    ),
    "a title for longer, then its author": (sql("UPDATE title SET ends = '2031-01-01'"), touch("title"), "Titres"),
    "another outcome, then its author": (sql("UPDATE call SET outcome = 'no_answer'"), touch("call"), "Appels"),
    "a letter sent back, then its author": (sql("UPDATE notice SET returned_at = at"), touch("notice"), "Lettres"),
    "a request given longer, then its author": (
        sql("UPDATE request SET due = '2031-01-01'"), touch("request"), "Demandes",
    ),
    "a sheet no longer opposed, closed again": (
        sql("UPDATE lead SET opposed_at = '2025' WHERE opposed_at IS NOT NULL"), touch("lead"), "Fiches opposées",
    ),
    "a seal taken away": (
        sql("UPDATE call SET outcome = 'sold'", "DELETE FROM last_seal"), touch("call"), "Appels",
    ),
    "a seal of another row": (
        sql("UPDATE call SET outcome = 'sold'", "UPDATE last_seal SET seal = (SELECT min(seal) FROM last_seal)"),
        touch("call"), "Appels",
    ),
}  # fmt: skip
"""What is forged → (how, the honest act that touches it next, what the verification says first)."""


def heard_by(store: Store) -> list[Changed]:
    heard: list[Changed] = []
    store.listen(heard.append)
    return heard


def test_a_forged_row_is_not_signed_by_the_act_that_touches_it(lived: Path, tmp_path: Path) -> None:
    def check(kind: str) -> None:
        folder = tmp_path / kind
        shutil.copytree(lived, folder)
        forge, act, said = KINDS[kind]
        forge(folder)
        with opened(folder) as store:
            heard = heard_by(store)
            act(store)
            assert ALTERED in heard[0], "the act that finds it tells it"
            first = len(heard)
            act(store)
            assert not any(ALTERED in changed for changed in heard[first:]), "once"
            assert any(line.startswith(said) for line in verifying.verify(store).problems)
            backup = backing_up.automatic_copy(store, at=LATER).path
        restoring.restore(folder, backup, by=BY, at=LATER)
        assert any(line.startswith(said) for line in told(folder)), "a backup put back launders nothing"

    each(list(KINDS), check)


def test_an_act_that_signed_what_it_finds_would_be_caught(lived: Path, tmp_path: Path) -> None:
    """What these tests would say of a program that signs each row as it stands."""
    shutil.copytree(lived, tmp_path / "base")
    sql("UPDATE call SET outcome = 'no_answer'")(tmp_path / "base")

    def careless(self: Touched, mac: Callable[[bytes], str], _at: str) -> TouchedRows:
        every = self.everything(mac)
        state = {table: {str(row): every[table].get(row) for row in rows} for table, rows in self._before.items()}
        last = self._statements.execute('SELECT "table", row_key, seal FROM last_seal').fetchall()
        was = {table: {str(row): seal for name, row, seal in last if name == table and row in rows}
               for table, rows in self._before.items()}  # fmt: skip
        return TouchedRows(state, was, [])

    with pytest.MonkeyPatch.context() as patch, opened(tmp_path / "base") as store:
        patch.setattr(touched.Touched, "close", careless)
        touch("call")(store)
        assert not any(line.startswith("Appels") for line in verifying.verify(store).problems)


def test_an_older_row_put_back_with_its_seal_is_told(lived: Path, tmp_path: Path) -> None:
    """The seal beside the journal is right for that older row: the journal alone says that it is not the last."""
    folder = tmp_path / "base"
    shutil.copytree(lived, folder)
    with closing(sqlite3.connect(folder / NAME)) as tool:
        rows = tool.execute("SELECT id, by FROM call").fetchall()
        seals = tool.execute("""SELECT seal, row_key FROM last_seal WHERE "table" = 'call'""").fetchall()
    with opened(folder) as store:
        touch("call")(store)
        assert verifying.verify(store).problems == ()
    with closing(sqlite3.connect(folder / NAME)) as tool, tool:
        tool.executemany("UPDATE call SET by = ? WHERE id = ?", [(by, row_id) for row_id, by in rows])
        tool.executemany("""UPDATE last_seal SET seal = ? WHERE "table" = 'call' AND row_key = ?""", seals)
    with opened(folder) as store:
        touch("call")(store)
        assert verifying.verify(store).problems[0].startswith("Appels")


def test_a_forged_row_may_be_erased(lived: Path, tmp_path: Path) -> None:
    """The erasure is done, and what it found is told."""
    folder = tmp_path / "base"
    shutil.copytree(lived, folder)
    with closing(sqlite3.connect(folder / NAME)) as tool:
        [lead] = tool.execute("SELECT min(lead_id) FROM milestone").fetchone()
    sql("UPDATE milestone SET moment = '2025-01-01T10:00:00.000+00:00'")(folder)
    with opened(folder) as store:
        heard = heard_by(store)
        forgetting.forget(store, lead, by=BY, at=LATER)
        assert any(ALTERED in changed for changed in heard)
        with store.read() as r:
            assert r.value(int, "SELECT count(*) FROM milestone") == 0
        found = verifying.verify(store)
    assert found.problems == ()
    assert any("Rendez-vous" in note and "trouvée changée" in note for note in found.notes)


def test_a_row_that_went_by_itself_and_comes_back_is_told(lived: Path, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    shutil.copytree(lived, folder)
    with closing(sqlite3.connect(folder / NAME)) as tool, tool:
        [gone] = tool.execute("DELETE FROM milestone RETURNING id").fetchall()
    with opened(folder) as store:
        with store.write("act", by=BY, at=LATER) as w:
            lead = w.value(int, "SELECT min(id) FROM lead")
            row = {"kind": "estimate", "moment": "2026", "place": "", "who": "", "said": "", "at": "", "by": BY}
            w.insert("milestone", {"id": gone[0], "lead_id": lead, **row})
        assert verifying.verify(store).problems[0].startswith("Rendez-vous")


def test_another_key_does_not_sign_what_was_forged(lived: Path, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    shutil.copytree(lived, folder)
    sql("UPDATE call SET outcome = 'sold'", "DELETE FROM milestone")(folder)
    twin("consent")(folder)
    with opened(folder) as store:
        words = told(folder)
        with store.write("key restored", by=BY, at=LATER) as w:
            w.seal_all("5" * 64)
            w.note("key restored")
        with closing(sqlite3.connect(folder / NAME)) as tool, tool:
            tool.execute("UPDATE safe SET secret = ? WHERE name = 'register'", ("5" * 64,))
        store.read_key()
        assert sorted(verifying.verify(store).problems) == sorted(words)
        with closing(sqlite3.connect(folder / NAME)) as tool, tool:
            assert tool.execute("SELECT count(*) FROM last_seal WHERE found_at IS NOT NULL").fetchone()[0] > 1


def test_the_last_seals_are_those_of_the_journal(lived: Path, tmp_path: Path) -> None:
    """Kept by each transaction, and filled from the chain for a base of an older program."""
    kept = 'SELECT "table", row_key, seal FROM last_seal ORDER BY 1, 2'
    folder = tmp_path / "base"
    shutil.copytree(lived, folder)
    with closing(sqlite3.connect(folder / NAME)) as tool, tool:
        before = tool.execute(kept).fetchall()
        assert {table for table, *_ in before} >= PROVEN.keys() - {"oral_notice", "reply", "doubt", "doubt_mark",
                                                                   "wording"}  # fmt: skip
        tool.execute("DROP TABLE last_seal")
        tool.execute("DELETE FROM _sqlite_migrations WHERE name = 'm033_last_seals'")
    with opened(folder) as store:
        assert verifying.verify(store).problems == ()
    with closing(sqlite3.connect(folder / NAME)) as tool:
        assert tool.execute(kept).fetchall() == before


def test_a_row_forged_in_an_older_base_is_not_signed_by_its_steps(lived: Path, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    shutil.copytree(lived, folder)
    with closing(sqlite3.connect(folder / NAME)) as tool, tool:
        tool.execute("DROP TABLE last_seal")
        tool.execute("DELETE FROM _sqlite_migrations WHERE name = 'm033_last_seals'")
        tool.execute("UPDATE call SET outcome = 'sold'")
    with opened(folder) as store:
        touch("call")(store)
        assert verifying.verify(store).problems[0].startswith("Appels")
