"""The statements of the store give the same rows in the same order on both engines, on a base where somebody lived."""

from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite3

from core.store.engine.opening import open_store
from core.store.port import Reader, Value
from tests.bases import put_base, put_team
from tests.core.store.engine.test_postgres_carry import life
from tests.statements import texts
from tests.test_neutral_sql import STATEMENT, list_filters, of_records


def _asked() -> list[str]:
    """Return every reading that stands by itself: whole when nothing is left for its caller to say."""
    written = [
        text.sql for text in texts() if STATEMENT.match(text.sql) and text.sql.lstrip()[:6] in ("SELECT", "WITH a")
    ]
    made = [text.sql for text in (*list_filters(), *of_records())]
    return [sql for sql in dict.fromkeys((*written, *made)) if "?" not in sql]


def _rows(r: Reader, sql: str) -> list[list[Value]]:
    rows = [list(row.values()) for row in r.records(sql)]
    return rows if "ORDER BY" in sql else sorted(rows, key=repr)


def test_every_reading_gives_the_same_rows(tmp_path: Path) -> None:
    put_base(tmp_path / "seul", life)
    put_team(tmp_path / "equipe", life)
    with closing(open_store(tmp_path / "seul")) as alone, closing(open_store(tmp_path / "equipe")) as team:
        compared = 0
        for sql in _asked():
            with alone.read() as r:
                try:
                    expected = _rows(r, sql)
                except sqlite3.Error:  # Half a statement: its caller says the rest.
                    continue
            with team.read() as r:
                assert _rows(r, sql) == expected, sql
            compared += bool(expected)
    assert compared > 100
