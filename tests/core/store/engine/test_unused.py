"""A base in which nobody ever wrote is told from any other, whatever was written."""

from contextlib import closing
from pathlib import Path

from core.actions.common import agency
from core.base import moments
from core.store import safe
from core.store.engine.driver import connect
from core.store.engine.opening import NAME, is_known, is_lost, notes_of_base, open_store
from core.store.engine.unused import forget_base, unused_key


def test_a_new_base_is_unused_and_forgotten(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        store.remember()
        with store.read() as r:
            known_by = safe.key_id(r)
        assert unused_key(tmp_path / NAME) == known_by, "it is asked while a window has it open"
    forget_base(tmp_path, known_by)
    assert [path for path in notes_of_base(tmp_path) if path.exists()] == []
    (tmp_path / NAME).unlink()
    assert not is_lost(tmp_path) and not is_known(tmp_path)


def test_one_row_of_any_table_makes_it_used(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        agency.save_settings(store, {"started": True}, by="Claire", at=moments.now())
    assert unused_key(tmp_path / NAME) == ""
    with closing(connect(tmp_path / NAME)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert {"journal", "setting", "journal_head"} <= {*tables}
        # As if a hand outside the program had left the setting alone, whose writing no journal tells.
        for name in ("journal", "journal_head", "block"):
            if name in tables:
                connection.execute(f"DELETE FROM {name}")
        connection.execute("DELETE FROM safe WHERE name <> 'register'")
        connection.commit()
    assert unused_key(tmp_path / NAME) == ""


def test_what_is_no_base_is_not_unused(tmp_path: Path) -> None:
    assert unused_key(tmp_path / NAME) == ""
    assert not (tmp_path / NAME).exists(), "asking makes none"
    for content in (b"", b"not a base" * 600):
        (tmp_path / NAME).write_bytes(content)
        assert unused_key(tmp_path / NAME) == ""
