"""Rows are made by the names of their columns, whatever their order in the query."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from core.store.port import Reader
from tests.bases import new_base


class Town(NamedTuple):
    """What these tests read."""

    name: str
    people: int
    port: bool
    mayor: str | None


NIMES = Town("Nîmes", 148_000, False, None)


@pytest.fixture
def r(tmp_path: Path) -> Iterator[Reader]:
    """An empty base being read."""
    store = new_base(tmp_path)
    with store.read() as reader:
        yield reader
    store.close()


@pytest.mark.parametrize(
    "columns",
    ["? AS name, ? AS people, 0 AS port, NULL AS mayor", "? AS name, NULL AS mayor, ? AS people, 0 AS port"],
)
def test_the_order_of_the_columns_means_nothing(r: Reader, columns: str) -> None:
    sql = f"SELECT {columns}"
    assert r.named(Town, sql, "Nîmes", 148_000) == [NIMES]
    assert r.first(Town, sql, "Nîmes", 148_000) == NIMES


def test_a_yes_or_no_is_one(r: Reader) -> None:
    town = r.first(Town, "SELECT '' AS name, 0 AS people, 1 AS port, NULL AS mayor")
    assert town is not None
    assert town.port is True


def test_no_row_is_none(r: Reader) -> None:
    sql = "SELECT name, 0 AS people, 0 AS port, NULL AS mayor FROM supplier"
    assert r.named(Town, sql) == []
    assert r.first(Town, sql) is None


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ("'' AS name, 0 AS people, 0 AS port", "mayor"),
        ("'' AS name, 0 AS people, 0 AS port, '' AS mayor, 1 AS rank", "rank"),
        ("'' AS name, 0 AS people, 0 AS port, '' AS mayer", "mayer, mayor"),
        ("'' AS name, 0 AS people, 0 AS port, '' AS mayor, '' AS name", "mayor, name, name, people, port"),
    ],
    ids=["missing", "too many", "misspelt", "twice"],
)
def test_other_columns_than_the_fields_are_a_bug(r: Reader, columns: str, named: str) -> None:
    with pytest.raises(TypeError, match=f"Town: {named}$"):
        r.named(Town, f"SELECT {columns} FROM supplier")


@pytest.mark.parametrize("values", ["NULL AS name, 0 AS people", "'' AS name, 1.5 AS people"])
def test_a_field_that_does_not_say_the_truth_is_seen(r: Reader, values: str) -> None:
    with pytest.raises(TypeError, match="held"):
        r.named(Town, f"SELECT {values}, 0 AS port, NULL AS mayor")


def test_single_values(r: Reader) -> None:
    assert r.column(int, "SELECT value FROM json_each('[3, 1, 2]')") == [3, 1, 2]
    assert r.value(str, 'SELECT value FROM json_each(\'["a", "b"]\')') == "a"
    assert r.value(int, "SELECT max(id) FROM lead") is None
    assert r.value(int, "SELECT id FROM lead") is None


def test_records_are_values_by_column(r: Reader) -> None:
    assert r.records("SELECT 1 AS id, 'Uzès' AS town UNION SELECT 2, NULL") == [
        {"id": 1, "town": "Uzès"},
        {"id": 2, "town": None},
    ]
