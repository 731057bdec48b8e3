"""What a base is, told without touching it; and what is read of one that is damaged."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.base.errors import UserError
from core.store.engine import soundness
from core.store.engine.copies import Holding, holding
from core.store.engine.opening import NAME
from core.store.engine.recovering import recovered
from core.store.engine.soundness import Soundness, state_of
from core.store.port import Store, Value
from tests.bases import put_base
from tests.core.actions.conftest import BY, NOW

KEPT, GONE, GARBLED, NOTHING, LITTLE, FOREIGN, UNDONE = (n << 50 for n in range(1, 8))
"""The numbers of seven refusals."""


def refusals(store: Store) -> None:
    """Seven refusals, the last one taken away again."""
    said: dict[str, Value] = {
        "kind": "phone",
        "how": "call",
        "at": "2026-11-24T09:42:00.000+00:00",
        "by": BY,
        "note": "",
        "rank": 1,
    }
    with store.write("oppose", by=BY, at=NOW) as w:
        for n, row_id in enumerate((KEPT, GONE, GARBLED, NOTHING, LITTLE, FOREIGN, UNDONE), start=1):
            w.insert("opposition", {"id": row_id, "gesture": row_id, "hash": f"{n}" * 32, **said})
    with store.write("undo", by=BY, at=NOW) as w:
        w.delete("opposition", UNDONE)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A closed base."""
    put_base(tmp_path / "base", refusals)
    return tmp_path / "base" / NAME


def changed(base: Path, sql: str, *values: str) -> None:
    """Change the closed file as no program of ours does."""
    with closing(sqlite3.connect(base)) as tool, tool:
        tool.execute("PRAGMA secure_delete = ON")
        assert tool.execute(sql, values).rowcount > 0


def test_the_base_of_another_program_is_not_read_as_ours(base: Path) -> None:
    base.unlink()
    with closing(sqlite3.connect(base)) as tool:
        tool.execute("CREATE TABLE photo (id INTEGER)")
    assert state_of(base.parent) is Soundness.UNREADABLE
    assert holding(base) == Holding(sound=False)


def test_words_that_cannot_be_searched_are_a_damage(base: Path) -> None:
    changed(base, "UPDATE lead_search_config SET v = 99 WHERE k = 'version'")
    assert state_of(base.parent) is Soundness.DAMAGED
    assert holding(base) == Holding(sound=False)


def test_a_journal_whose_last_row_cannot_be_read_is_a_damage(base: Path) -> None:
    changed(base, "UPDATE journal SET hash = CAST(x'ff' AS TEXT) WHERE id = (SELECT max(id) FROM journal)")
    assert state_of(base.parent) is Soundness.DAMAGED


def test_a_log_that_garbles_the_first_row_is_a_damage(base: Path, tmp_path: Path) -> None:
    assert state_of(base.parent) is Soundness.SOUND
    with closing(sqlite3.connect(base)) as tool, tool:
        tool.execute("UPDATE journal SET hash = CAST(x'ff' AS TEXT) WHERE id = 1")
        tool.commit()
        shutil.copytree(base.parent, tmp_path / "cut")
    assert (tmp_path / "cut" / f"{NAME}-wal").stat().st_size
    assert state_of(tmp_path / "cut") is Soundness.DAMAGED


def test_a_base_that_another_program_holds_is_not_called_damaged(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundness, "WAIT_S", 0.0)
    with closing(sqlite3.connect(base, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError) as refused:
            state_of(base.parent)
    assert refused.value.code == "BASE_BUSY"
    assert state_of(base.parent) is Soundness.SOUND


def test_a_refusal_gone_from_its_table_is_read_in_the_journal(base: Path, tmp_path: Path) -> None:
    """Not one whose own words in the journal are damaged too, nor one of which it says too little, nor one taken
    away on purpose, nor one under no number of ours."""
    changed(base, f"DELETE FROM opposition WHERE id <> {KEPT}")
    changed(base, f"UPDATE journal_value SET row_id = -1 WHERE row_id = {FOREIGN}")
    changed(base, f"UPDATE journal_value SET after = replace(after, '33333333', 'zzzzzzzz') WHERE row_id = {GARBLED}")
    changed(base, f"UPDATE journal_value SET after = '[]' WHERE row_id = {NOTHING}")
    changed(base, f"""UPDATE journal_value SET after = '{{"note": "lue"}}' WHERE row_id = {LITTLE}""")
    with recovered(base, tmp_path / "lue") as found, found.store.read() as r:
        assert set(r.column(int, "SELECT id FROM opposition")) == {KEPT, GONE}
