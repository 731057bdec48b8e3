"""What a copy is said to hold, and what of a copy that does not say is its own damage."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.store.engine import copies
from core.store.engine.copies import Holding, holding, holdings
from core.store.engine.opening import NAME
from tests.bases import put_base
from tests.lengths import some
from tests.tables import each, table

BASES = sorted((Path(__file__).resolve().parents[3] / "files" / "bases").glob("m*.db"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of an empty base."""
    put_base(tmp_path / "base")
    return tmp_path / "base" / NAME


def test_a_copy_of_any_older_schema_says_what_it_holds() -> None:
    each(some(BASES[::-1], of=3), lambda base: holding(base)[:2] == (True, 5) or pytest.fail(str(holding(base))))


@table(
    "damage",
    [
        "ALTER TABLE lead RENAME COLUMN erased_at TO erased_ad",
        "ALTER TABLE _sqlite_migrations RENAME COLUMN migration_set TO migration_sed",
    ],
)
def test_a_damaged_name_is_a_damage(damage: str, copy: Path) -> None:
    whole = copy.read_bytes()
    assert holding(copy).sound
    with closing(sqlite3.connect(copy)) as tool, tool:
        tool.execute("PRAGMA legacy_alter_table = ON")
        tool.execute(damage)
    assert holding(copy) == Holding(sound=False)
    copy.write_bytes(whole)


def test_a_wrong_statement_of_ours_is_not_told_as_a_damage(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_HELD", "SELECT erased_ad FROM lead")
    with pytest.raises(sqlite3.OperationalError, match="no such column: erased_ad"):
        holding(copy)


def test_a_copy_deleted_meanwhile_is_none_and_what_the_disk_does_not_give_is_not_sound(
    copy: Path, tmp_path: Path
) -> None:
    gone, folder = tmp_path / "gone.db", tmp_path / "folder.db"
    folder.mkdir()
    assert holdings([copy, gone, folder]) == {copy: holding(copy), folder: Holding(sound=False)}
    assert not gone.exists()
