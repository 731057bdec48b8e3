"""The schema of a base is compared, to the letter, with the one that its steps make; what something else put there is
named and refused at every door, and an honest base of any age is not."""

import lzma
import shutil
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.common.people import find
from core.actions.keeping import backing_up, restoring, verifying
from core.actions.keeping.base_state import look
from core.actions.register import opposing
from core.base.errors import UserError
from core.base.version import VERSION
from core.store.engine import known_schema, opening, sqlite
from core.store.engine.cleaning import clean_copy
from core.store.engine.copies import holding
from core.store.engine.known_schema import digest_of, strangers
from core.store.engine.migrations import MIGRATIONS, SET, texts_of
from core.store.engine.opening import NAME, open_file, open_store, opened
from core.store.engine.schema import schema_of, strangers_among
from core.store.engine.soundness import Soundness, state_of
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with
from tests.files.bases.make import complete
from tests.lengths import LONG, some
from tests.tables import each

OLD = sorted((Path(__file__).resolve().parents[3] / "files" / "bases").glob("*.db"))
LATER = NOW + timedelta(hours=2)
LIFTS = """CREATE TRIGGER strange AFTER INSERT ON opposition BEGIN
    UPDATE opposition SET lifted_at = NEW.at WHERE id = NEW.id; END"""


def rewritten(name: str, was: str, now: str) -> str:
    """Return what changes the text of a part of the schema, as a tool does."""
    return f"UPDATE sqlite_master SET sql = replace(sql, '{was}', '{now}') WHERE name = '{name}'"


ALTERED: Mapping[str, tuple[str, str]] = {
    "a trigger that lifts each refusal": (LIFTS, "déclencheur « strange » (en trop)"),
    "a trigger that empties the journal": (
        "CREATE TRIGGER strange AFTER INSERT ON journal WHEN NEW.id > 9 BEGIN DELETE FROM journal; END",
        "déclencheur « strange » (en trop)",
    ),
    "a trigger in the index of words": (
        "CREATE TRIGGER strange AFTER INSERT ON lead_search_content BEGIN DELETE FROM opposition; END",
        "déclencheur « strange » (en trop)",
    ),
    "a trigger named as the engine's measures": (
        "CREATE TRIGGER sqlite AFTER INSERT ON opposition BEGIN SELECT 1; END",
        "déclencheur « sqlite » (en trop)",
    ),
    "a trigger taken away": ("DROP TRIGGER step_opposition_hash_in", "« step_opposition_hash_in » (manque)"),
    "a trigger of ours that does nothing": (
        "DROP TRIGGER step_reply_in; CREATE TRIGGER step_reply_in AFTER INSERT ON reply BEGIN SELECT 1; END",
        "déclencheur « step_reply_in » (changé)",
    ),
    "a view": ("CREATE VIEW strange AS SELECT * FROM lead", "vue « strange » (en trop)"),
    "a view in the place of a table": (
        "ALTER TABLE opposition RENAME TO aside; "
        "CREATE VIEW opposition AS SELECT * FROM aside WHERE lifted_at IS NOT NULL",
        "vue « opposition » (en trop)",
    ),
    "an index on an expression": (
        "CREATE UNIQUE INDEX strange ON opposition (substr(hash, 1, 1))",
        "index « strange » (en trop)",
    ),
    "an index taken away": ("DROP INDEX opposition_hash", "index « opposition_hash » (manque)"),
    "a table": ("CREATE TABLE strange (id INTEGER PRIMARY KEY)", "table « strange » (en trop)"),
    "a column": ("ALTER TABLE opposition ADD COLUMN strange TEXT", "table « opposition » (changé)"),
    "a generated column": (
        "ALTER TABLE opposition ADD COLUMN strange TEXT AS (hash || 'x')",
        "table « opposition » (changé)",
    ),
    "a check": (
        "PRAGMA writable_schema = ON; "
        + rewritten("opposition", "hash TEXT NOT NULL", "hash TEXT NOT NULL CHECK (length(hash) > 32)"),
        "table « opposition » (changé)",
    ),
    "another collation": (
        "PRAGMA writable_schema = ON; " + rewritten("setting", "value TEXT", "value TEXT COLLATE NOCASE"),
        "table « setting » (changé)",
    ),
    "a name written otherwise": (
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET name = 'STEP_reply_in' WHERE name = 'step_reply_in'",
        "déclencheur « STEP_reply_in » (en trop)",
    ),
}
"""What is changed in a schema → (SQL, what is said of it)."""


def alter(base: Path, sql: str) -> None:
    with closing(sqlite3.connect(base)) as tool:
        tool.executescript(sql)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed base with a few people."""
    folder = tmp_path_factory.mktemp("lived") / "base"
    with closing(new_base(folder)) as store:
        add(store)
    return folder


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_known_schema_is_that_of_the_steps() -> None:
    """A step added without its digest would refuse nothing that it makes, and make each opening slow."""
    assert digest_of(schema_of(MIGRATIONS)) == known_schema.KNOWN, "python -m tests.files.bases.make"


def test_one_command_completes_a_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = tmp_path / "known_schema.py"
    shutil.copy(known_schema.__file__, known)
    changelog = f"## {VERSION} — à paraître"
    complete(tmp_path, known, changelog)
    assert known.read_text("utf-8") == Path(known_schema.__file__).read_text("utf-8"), "nothing to complete"
    monkeypatch.setitem(MIGRATIONS, "m099_of_a_test", ("ALTER TABLE lead ADD COLUMN shoe TEXT",))
    complete(tmp_path, known, changelog)
    with closing(sqlite3.connect(tmp_path / "m099.db")) as base:
        assert f'KNOWN = "{digest_of(texts_of(base))}"' in known.read_text("utf-8")
        assert base.execute("SELECT count(*) FROM lead WHERE shoe IS NULL").fetchone() == (5,)
    frozen = tmp_path / f"{VERSION}.db.xz"
    assert lzma.decompress(frozen.read_bytes()) == (tmp_path / "m099.db").read_bytes()
    frozen.write_bytes(b"as agencies have it")
    with pytest.raises(SystemExit, match="is released"):
        complete(tmp_path, known, f"## {VERSION} — 3 janvier 2027")
    assert frozen.read_bytes() == b"as agencies have it"


def test_every_stored_base_has_the_schema_of_its_steps(tmp_path: Path) -> None:
    def check(base: Path) -> None:
        folder = tmp_path / base.stem
        folder.mkdir()
        shutil.copy(base, folder / NAME)
        with closing(sqlite3.connect(folder / NAME)) as tool:
            assert strangers(tool) == [], "as its program left it"
        open_store(folder).close()
        with closing(sqlite3.connect(folder / NAME)) as tool:
            assert digest_of(texts_of(tool)) == known_schema.KNOWN, "brought up to this program's"

    each(OLD if LONG else some(OLD, of=8), check)


def test_each_change_of_the_schema_is_named_and_refused(lived: Path, tmp_path: Path) -> None:
    def check(kind: str) -> None:
        base = tmp_path / f"{kind}.db"
        shutil.copy(lived / NAME, base)
        sql, told = ALTERED[kind]
        alter(base, sql)
        before = base.read_bytes()
        with pytest.raises(UserError) as refused:
            open_file(base)
        assert refused.value.code == "BASE_ALTERED"
        assert told in plain(refused.value.text)
        assert base.read_bytes() == before, "nothing is written"

    each(list(ALTERED), check)


def test_every_door_names_what_was_changed(lived: Path, tmp_path: Path) -> None:
    def check(kind: str) -> None:
        folder = tmp_path / kind
        shutil.copytree(lived, folder)
        sql, told = ALTERED[kind]
        alter(folder / NAME, sql)
        before = (folder / NAME).read_bytes()
        with pytest.raises(UserError) as refused:
            open_store(folder)
        assert told in plain(refused.value.text)
        with pytest.raises(UserError) as unverified:
            verifying.check(folder)
        assert unverified.value.text == refused.value.text
        assert state_of(folder) is Soundness.ALTERED
        assert look(folder).state is Soundness.ALTERED
        assert not holding(folder / NAME).sound
        assert (folder / NAME).read_bytes() == before, "looking changes nothing"
        sound = tmp_path / f"{kind} restored"
        shutil.copytree(lived, sound)
        with pytest.raises(UserError) as kept_out:
            restoring.restore(sound, folder / NAME, by=BY, at=NOW)
        assert kept_out.value.code == "BACKUP_ALTERED"
        assert told in plain(kept_out.value.text)
        assert verifying.check(sound).problems == ()

    each(["a trigger that lifts each refusal", "a view in the place of a table"], check)


def test_an_older_base_is_looked_at_before_its_steps(tmp_path: Path) -> None:
    """A trigger would act on what the steps write."""
    for base in OLD[:32:16]:
        folder = tmp_path / base.stem
        folder.mkdir()
        shutil.copy(base, folder / NAME)
        alter(folder / NAME, LIFTS)
        with fails_with("BASE_ALTERED"):
            open_store(folder)
        with closing(sqlite3.connect(folder / NAME)) as tool:
            assert tool.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0] < len(MIGRATIONS)


def test_a_newer_program_that_took_its_steps_under_an_open_base_is_named(lived: Path, tmp_path: Path) -> None:
    """Whoever is told that the base was altered puts back an older one, and loses what was written since."""
    shutil.copytree(lived, tmp_path / "base")
    step = f"INSERT INTO _sqlite_migrations VALUES (99, '{SET}', 'm099_later', '')"
    with opened(tmp_path / "base") as store:
        with store.read() as r:
            who = find(r, "06 39 98 77 01")
        alter(tmp_path / "base" / NAME, f"BEGIN; CREATE TABLE later (id INTEGER PRIMARY KEY); {step}; COMMIT")
        with fails_with("BASE_NEWER"):
            opposing.oppose(store, who, how="call", by=BY, at=NOW)
        with store.read() as r:
            assert find(r, "06 39 98 77 01") == who, "it is still read"


def test_a_schema_changed_under_an_open_base_takes_nothing_more(lived: Path, tmp_path: Path) -> None:
    shutil.copytree(lived, tmp_path / "base")
    with opened(tmp_path / "base") as store:
        with store.read() as r:
            who = find(r, "06 39 98 77 01")
        opposing.oppose(store, who, how="call", by=BY, at=NOW)
        alter(tmp_path / "base" / NAME, LIFTS)
        with store.read() as r:
            other = find(r, "06 39 98 77 02")
        with fails_with("BASE_ALTERED"):
            opposing.oppose(store, other, how="call", by=BY, at=NOW)
        assert "strange" in " ".join(verifying.verify(store).problems)
        with pytest.raises(UserError, match="sauvegarde"):
            backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW)
        alter(tmp_path / "base" / NAME, "DROP TRIGGER strange")
        opposing.oppose(store, other, how="call", by=BY, at=NOW)
        assert verifying.verify(store).problems == ()


def test_what_the_engine_measures_is_no_stranger(lived: Path, tmp_path: Path) -> None:
    shutil.copytree(lived, tmp_path / "base")
    alter(tmp_path / "base" / NAME, "ANALYZE; VACUUM; REINDEX")
    with closing(sqlite3.connect(tmp_path / "base" / NAME)) as tool:
        assert tool.execute("SELECT count(*) FROM sqlite_stat1").fetchone()[0]
    assert verifying.check(tmp_path / "base").problems == ()
    with closing(open_file(tmp_path / "base" / NAME)) as store:
        assert store.problems() == []


def test_the_rescue_takes_the_rows_without_what_was_added(lived: Path, tmp_path: Path) -> None:
    """The base itself is put back without it, and a refusal that a trigger lifted holds again."""

    def check(kind: str) -> None:
        folder = tmp_path / kind
        shutil.copytree(lived, folder)
        with opened(folder) as store:
            with store.read() as r:
                who = find(r, "06 39 98 77 01")
            backing_up.automatic_copy(store, at=NOW)
        with closing(sqlite3.connect(folder / NAME)) as tool:
            before = tool.execute("SELECT id, name FROM lead").fetchall()
        alter(folder / NAME, ALTERED[kind][0])
        with pytest.MonkeyPatch.context() as patch:  # As a program that does not look would have gone on.
            for module in (opening, sqlite):
                patch.setattr(module, "refuse_strangers", lambda *_asked: None)
            with opened(folder) as store:
                opposing.oppose(store, who, how="call", by=BY, at=NOW)
        seen = look(folder)
        assert [copy.sound for copy in seen.copies] == [True, True]
        assert seen.copies[-1].path == folder / NAME
        done = restoring.restore(folder, folder / NAME, by=BY, at=LATER)
        assert done.aside is not None
        assert state_of(folder) is Soundness.SOUND
        with closing(sqlite3.connect(folder / NAME)) as tool:
            assert digest_of(texts_of(tool)) == known_schema.KNOWN
            assert tool.execute("SELECT id, name FROM lead").fetchall() == before
        with opened(folder) as store, store.read() as r:
            assert r.value(int, "SELECT count(*) FROM opposition WHERE lifted_at IS NULL"), "the refusal holds"
            assert r.value(int, "SELECT count(*) FROM lead_search") == len(before)
        problems = verifying.check(folder).problems
        assert len(problems) == (kind == "a trigger that lifts each refusal"), "what a trigger did is told"

    each(["a trigger that lifts each refusal", "a column", *(["an index taken away"] if LONG else [])], check)


def test_an_earlier_copy_takes_the_place_of_an_altered_base(lived: Path, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    shutil.copytree(lived, folder)
    with opened(folder) as store:
        copy = backing_up.automatic_copy(store, at=NOW).path
        with store.read() as r:
            who = find(r, "06 39 98 77 01")
        opposing.oppose(store, who, how="call", by=BY, at=NOW)
    alter(folder / NAME, "CREATE VIEW strange AS SELECT 1")
    done = restoring.restore(folder, copy, by=BY, at=LATER)
    assert (done.oppositions, done.register_lost) == (1, False)
    assert verifying.check(folder).problems == ()


def test_steps_that_no_base_took_name_all_there_is(tmp_path: Path) -> None:
    assert schema_of([*MIGRATIONS, "m999_unknown"]) == schema_of(MIGRATIONS), (
        "a step this program does not know makes nothing"
    )
    first, *_others, sixth = [*MIGRATIONS][:6]
    assert strangers_among(schema_of([first])[:1], [sixth]) == ["index «\u202fcall_hash\u202f» (en trop)"]


def test_what_cannot_be_read_is_not_cleaned(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"illisible" * 999)
    with fails_with("BASE_UNREADABLE"):
        clean_copy(tmp_path / NAME, tmp_path / "nette.db")
