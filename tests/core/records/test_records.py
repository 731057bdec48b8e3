"""Each record is its table: the same columns, no more and no fewer."""

from importlib import import_module
from pathlib import Path
from typing import Any

from core.store.one_table import table_of
from tests.bases import new_base
from tests.tree import ROOT


def every_record() -> list[Any]:
    """Return the classes of rows of ``core/records``."""
    modules = [import_module(f"core.records.{path.stem}") for path in (ROOT / "core" / "records").glob("[a-z]*.py")]
    return [
        value for module in modules for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, tuple) and value.__module__ == module.__name__
    ]  # fmt: skip


def test_a_record_has_the_columns_of_its_table(tmp_path: Path) -> None:
    store = new_base(tmp_path)
    with store.read() as r:
        for record in every_record():
            columns = r.column(str, "SELECT name FROM pragma_table_info(?)", table_of(record))
            assert sorted(columns) == sorted(record._fields), record
    assert len(every_record()) >= 1
    store.close()
