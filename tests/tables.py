"""A table walked in one test: every row is looked at, and all that fail are told together."""

from collections.abc import Callable, Iterable
from typing import TypeVar

RowT = TypeVar("RowT")


def each(rows: Iterable[RowT], check: Callable[[RowT], object]) -> None:
    """Call ``check`` on every row of a table, which must not be empty; fail with each row that broke it, and why."""
    wrong, seen = [], 0
    for row in rows:
        seen += 1
        try:
            check(row)
        except AssertionError as why:
            wrong.append(f"{str(row)[:200]}\n    {str(why).splitlines()[0] if str(why) else 'is false'}")
    assert seen, "an empty table proves nothing"
    assert not wrong, f"{len(wrong)} of {seen} rows:\n" + "\n".join(wrong)
