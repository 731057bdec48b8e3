"""What PostgreSQL words otherwise of a neutral statement, and nothing inside a text or a quoted name."""

import pytest

from core.store.port import AMONG
from core.store.postgres.dialect import worded

CASES = {
    "SELECT id FROM lead WHERE town = ? AND id > ?": "SELECT id FROM lead WHERE town = $1 AND id > $2",
    f"id {AMONG} OR kind NOT {AMONG} AND at = ?": "id = ANY ($1) OR kind <> ALL ($2) AND at = $3",
    "SELECT '?', 'l''un ?', \"a?\" FROM lead WHERE id = ?": "SELECT '?', 'l''un ?', \"a?\" FROM lead WHERE id = $1",
    "UPDATE stated SET [table] = ? WHERE [id] = ?": 'UPDATE stated SET "table" = $1 WHERE "id" = $2',
    "SELECT CAST(json_extract(before, '$[0]') AS BIGINT)": "SELECT CAST(json_extract(before, '$[0]') AS BIGINT)",
}


@pytest.mark.parametrize(("neutral", "expected"), CASES.items())
def test_parameters_lists_and_names_are_worded(neutral: str, expected: str) -> None:
    assert worded(neutral).decode() == expected
