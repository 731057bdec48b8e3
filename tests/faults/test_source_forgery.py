"""Where each datum comes from, rewritten beside the journal of a base whose key is kept apart, is told."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.keeping import forgetting, verifying
from core.actions.keeping.altered import altered_told
from core.actions.register.key_phrase import set_apart
from core.base.errors import UserError
from core.base.records import replace
from core.store import safe
from core.store.engine.blocks import kept_blocks, root_of
from core.store.engine.migrations import MIGRATIONS
from core.store.engine.opening import NAME, opened
from core.store.port import ALTERED, Changed, Store
from core.store.safe import homes
from core.store.safe.subkeys import fingerprint
from tests.bases import new_base
from tests.core.actions.conftest import BATCH, BY, DRAFT, take
from tests.faults.forgery import opened as base_of
from tests.faults.forgery import sql
from tests.faults.source_forgery import KINDS
from tests.faults.test_forgery import BASES, LATER, live
from tests.lengths import some
from tests.tables import each

CONTACTS = """SELECT CAST(json_group_array(json_array(id, lead_id, kind, value, postcode, town)) AS TEXT) AS t
    FROM contact WHERE id BETWEEN ? AND ? - 1"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a base, closed, and its key, kept apart: what it proves has rows, a lead was completed by another
    supplier."""
    folder = tmp_path_factory.mktemp("sources") / "base"
    with closing(new_base(folder)) as store:
        live(store, folder)
        again = DRAFT._replace(last_name="Autre10", phones=("0639980010",), emails=(), reference="P10")
        assert take(store, again, batch=replace(BATCH, supplier="Pige Est")).merged == 1
        with store.read() as r:
            secret = safe.key(r)
        set_apart(store, by=BY, at=LATER)
    return folder, secret


@pytest.fixture
def lived(made: tuple[Path, str]) -> Path:
    """The folder of that base, its key on this computer."""
    folder, secret = made
    homes.keep(secret)
    return folder


def told(folder: Path) -> tuple[str, ...]:
    """What the verification says, or the refusal to open."""
    try:
        with opened(folder) as store:
            return verifying.verify(store).problems
    except UserError as refused:
        return (refused.text,)


def test_every_forgery_of_a_source_is_told(lived: Path, tmp_path: Path) -> None:
    def check(kind: str) -> None:
        folder = tmp_path / kind
        shutil.copytree(lived, folder)
        KINDS[kind](folder)
        problems = told(folder)
        print(kind, "→", *problems[:3])
        shutil.rmtree(folder)
        assert problems, "nothing was told"

    shutil.copytree(lived, tmp_path / "as it lived")
    assert told(tmp_path / "as it lived") == ()
    each(some(list(KINDS), of=4), check)


def test_the_rows_of_an_older_base_are_taken_as_they_are_once(tmp_path: Path) -> None:
    shutil.copy(BASES / "m034.db", tmp_path / NAME)
    sql("UPDATE contact SET value = '+33199009999' WHERE kind = 'phone'")(tmp_path)
    assert told(tmp_path) == ()
    KINDS["a number changed"](tmp_path)
    assert told(tmp_path) == ()
    KINDS["the number of one lead"](tmp_path)
    assert told(tmp_path) == ()
    sql("UPDATE contact SET value = '+33199009998' WHERE kind = 'phone'")(tmp_path)
    assert told(tmp_path)[0].startswith("Téléphones, e-mails et adresses")


def test_a_base_made_to_look_older_is_not_taken_again(lived: Path, tmp_path: Path) -> None:
    shutil.copytree(lived, tmp_path / "base")
    KINDS["a number changed"](tmp_path / "base")
    sql("DELETE FROM _sqlite_migrations WHERE name = 'm037_sources_proven'", "DROP TABLE sealed_block")(
        tmp_path / "base"
    )
    assert any("a repris les tables telles quelles" in problem for problem in told(tmp_path / "base"))


def act(store: Store) -> None:
    """Write again, through the port, each row that was forged."""
    with store.write("act", by=BY, at=LATER) as w:
        for table, column in (("contact", "town"), ("origin", "way")):
            for row_id in w.column(int, f"SELECT id FROM {table}"):
                w.update(table, row_id, {column: "Uzès"})


@pytest.mark.parametrize("kind", ["a number changed", "a contact added", "a datum obtained later"])
def test_a_forged_source_is_not_signed_by_the_act_that_touches_it(lived: Path, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "base"
    shutil.copytree(lived, folder)
    KINDS[kind](folder)
    with opened(folder) as store:
        heard: list[Changed] = []
        store.listen(heard.append)
        act(store)
        act(store)
        assert [ALTERED in changed for changed in heard] == [True, False], "the act that finds it tells it, once"
        with store.read() as r:
            assert altered_told(r)[0]
    assert told(folder)


def test_older_rows_put_back_with_their_roots_are_told(lived: Path, tmp_path: Path) -> None:
    """The roots are right for those rows: the journal alone says that they are not the last."""
    folder = tmp_path / "base"
    shutil.copytree(lived, folder)
    with closing(base_of(folder)) as tool:
        contacts = tool.execute("SELECT * FROM contact").fetchall()
        roots = tool.execute("SELECT * FROM sealed_block WHERE \"table\" = 'contact'").fetchall()
    with opened(folder) as store:
        act(store)
        assert verifying.verify(store).problems == ()
    with closing(base_of(folder)) as tool, tool:
        tool.executemany("REPLACE INTO contact VALUES (?, ?, ?, ?, ?, ?)", contacts)
        tool.executemany("REPLACE INTO sealed_block VALUES (?, ?, ?, ?, ?)", roots)
    with opened(folder) as store:
        act(store)
        assert verifying.verify(store).problems[0].startswith("Téléphones, e-mails et adresses")


def test_nothing_is_left_by_which_an_erased_value_is_guessed(tmp_path: Path) -> None:
    """Whoever has the key and knows the former rows finds no root they fit: its salt is gone, from a base in clear
    too."""
    folder = tmp_path / "base"
    with closing(new_base(folder)) as store:
        take(store, DRAFT)
        with store.read() as r:
            lead = r.value(int, "SELECT max(lead_id) FROM contact")
            assert lead is not None
            of_lead = [block for block in kept_blocks(r) if block.table == "contact" and block.block == lead >> 10]
            mac = r.mac
            [text] = (str(row["t"]) for row in r.records(CONTACTS, lead >> 10 << 10, (lead >> 10) + 1 << 10))
        assert [root_of(mac, "contact", block.salt, text.encode()) for block in of_lead] == [of_lead[0].root]
        forgetting.forget(store, lead, by=BY, at=LATER)
        assert verifying.verify(store).problems == ()
        with store.read() as r:
            assert r.column(int, "SELECT id FROM journal WHERE payload LIKE ?", f"%{of_lead[0].root}%"), (
                "it is still told"
            )
    pages = b"".join(path.read_bytes() for path in folder.glob("*.db*"))
    assert of_lead[0].salt.encode() not in pages


def test_another_key_does_not_sign_a_forged_source(lived: Path, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    shutil.copytree(lived, folder)
    KINDS["a number changed"](folder)
    with opened(folder) as store:
        words = told(folder)
        with store.write("key restored", by=BY, at=LATER) as w:
            w.seal_all("5" * 64)
            w.note("key restored")
        homes.keep("5" * 64)
        with closing(base_of(folder)) as tool, tool:
            known_by = fingerprint(bytes.fromhex("5" * 64))
            tool.execute("UPDATE safe SET secret = ? WHERE name = 'register-apart'", (known_by,))
        store.read_key()
        # The files of the letters are under the former key.
        assert set(words) <= set(verifying.verify(store).problems)


def test_a_column_added_later_changes_no_root(lived: Path, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    shutil.copytree(lived, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(MIGRATIONS, "m999_test", ("ALTER TABLE contact ADD COLUMN extension TEXT NOT NULL DEFAULT ''",))
        assert told(folder) == ()
        with opened(folder) as store:
            with store.write("act", by=BY, at=LATER) as w:
                w.update("contact", w.value(int, "SELECT min(id) FROM contact") or 0, {"extension": "12"})
            assert verifying.verify(store).problems == ()
        sql("UPDATE contact SET extension = '9' WHERE id = (SELECT max(id) FROM contact)")(folder)
        assert told(folder)[0].startswith("Téléphones, e-mails et adresses")
