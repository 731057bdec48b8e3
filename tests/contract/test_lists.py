"""A list is one parameter of a query, and rows that prove nothing are written again without a word in the journal."""

from collections.abc import Sequence

import pytest

from core.store.port import AMONG, Changed, Reader, Store, Value, several
from tests.contract.conftest import NOW, add


def _towns(r: Reader, where: str, *lists: Sequence[Value]) -> list[str]:
    sql = f"SELECT town FROM lead WHERE {where} ORDER BY town"
    return r.column(str, sql, *map(several, lists))


@pytest.mark.parametrize(
    ("where", "lists", "expected"),
    [
        (f"town {AMONG}", [["Uzès", "Nîmes", "Arles"]], ["Nîmes", "Uzès"]),
        (f"town {AMONG}", [[]], []),
        (f"town NOT {AMONG}", [["Uzès"]], ["L'Isle, « d'or »", "Nîmes"]),
        (f"town NOT {AMONG}", [[]], ["L'Isle, « d'or »", "Nîmes", "Uzès"]),
        (f"town {AMONG} OR postcode {AMONG}", [["Nîmes"], ["84800"]], ["L'Isle, « d'or »", "Nîmes"]),
        (f"town {AMONG}", [["L'Isle, « d'or »"]], ["L'Isle, « d'or »"]),
        (f"version {AMONG}", [[0, 1, 2**62]], ["L'Isle, « d'or »", "Nîmes", "Uzès"]),
    ],
)
def test_a_list_is_one_parameter(store: Store, where: str, lists: list[list[Value]], expected: list[str]) -> None:
    add(store, town="Uzès")
    add(store, town="Nîmes", postcode="30000")
    add(store, town="L'Isle, « d'or »", postcode="84800")
    with store.read() as r:
        assert _towns(r, where, *lists) == expected


def test_a_list_stands_among_other_values(store: Store) -> None:
    first, second = add(store), add(store, town="Nîmes")
    with store.read() as r:
        sql = f"SELECT id FROM lead WHERE town = ? AND id {AMONG} AND postcode = ?"
        assert r.column(int, sql, "Nîmes", several([first, second]), "30700") == [second]


def test_what_proves_nothing_is_written_again_without_a_word(store: Store) -> None:
    heard: list[Changed] = []
    store.listen(heard.append)
    with store.read() as r:
        rows = r.value(int, "SELECT count(*) FROM journal")
    for values in ([("a", "1"), ("b", "1")], [("b", "2"), ("c", "3")], []):
        with store.write("test", by="Claire", at=NOW) as w:
            w.upsert("step_made", ("key", "value"), values)
    with store.read() as r:
        made = {row["key"]: row["value"] for row in r.records("SELECT key, value FROM step_made WHERE key < 'd'")}
        assert made == {"a": "1", "b": "2", "c": "3"}
        assert r.value(int, "SELECT count(*) FROM journal") == rows
    assert not frozenset().union(*heard)
